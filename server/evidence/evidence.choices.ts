import mongoose from 'mongoose'
import type { Chart } from '../../shared/evidence/chart-rows.ts'
import type { EvidenceFilter } from '../../shared/evidence/evidence.schema.ts'
import { regionName } from '../../shared/organisations/region-tree.ts'
import { authorities, categories, regions } from '../organisations/index.ts'
import { AppError } from '../platform/errors.ts'
import type { Translate } from '../platform/translations.ts'
import { AwardCells, any, CountedAwards, type EvidenceState } from './evidence.model.ts'
import { allFacts } from './evidence.read.service.ts'

/** What there is to choose from: nothing of which there is neither a challenge nor an award. */
interface Choices {
  authorities: { code: string; name: string }[]
  regions: string[]
  categories: string[]
  years: string[]
}

let known: { revision: string; choices: Promise<Choices> } | null = null

/** The choices of the filter; read once until any figure changes. */
function choicesOf(state: EvidenceState): Promise<Choices> {
  if (known?.revision === state.revision) return known.choices
  const choices = readChoices(state)
  known = { revision: state.revision, choices }
  choices.catch(() => (known = null))
  return choices
}

async function readChoices(state: EvidenceState): Promise<Choices> {
  const { build } = state
  const others = mongoose.trusted({ $ne: any })
  const [facts, codes, cellRegions, divisions, years] = await Promise.all([
    allFacts(state),
    CountedAwards.distinct('authority', { build }),
    AwardCells.distinct('region', { build, region: others }),
    AwardCells.distinct('division', { build, division: others }),
    AwardCells.distinct('year', { build, year: others }),
  ])
  const names = new Map(facts.map(({ authority, authorityName }) => [authority, authorityName]))
  for (const code of codes) {
    const authority = authorities().find(code)
    if (authority) names.set(code, authority.name)
  }
  const union = (a: string[], b: string[]) => [...new Set([...a, ...b])].filter(Boolean)
  return {
    authorities: [...names]
      .filter(([code]) => code !== '')
      .map(([code, name]) => ({ code, name }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    regions: union(
      cellRegions,
      facts.map(({ region }) => region),
    ),
    categories: union(
      divisions,
      facts.flatMap((fact) => fact.divisions),
    ),
    years: union(
      years,
      facts.map(({ year }) => String(year)),
    )
      .sort()
      .reverse(),
  }
}

/** The selects of the filter, with what is chosen. */
export async function presentChoices(state: EvidenceState, filter: EvidenceFilter, t: Translate) {
  const choices = await choicesOf(state)
  const item = (chosen: string) => (value: string, text: string) => ({
    value,
    text,
    selected: value === chosen,
  })
  const byText = (a: { text: string }, b: { text: string }) => a.text.localeCompare(b.text, 'en')
  const all = (text: string) => ({ value: '', text })
  return {
    authority: [
      all(t('All authorities')),
      ...choices.authorities.map(({ code, name }) => item(filter.authority)(code, name)),
    ],
    region: [
      all(t('All regions')),
      ...regions()
        .nations()
        .filter(({ code }) => choices.regions.includes(code))
        .map((region) => item(filter.region)(region.code, regionName(region))),
    ],
    category: [
      all(t('All categories')),
      ...choices.categories
        .flatMap((code) => {
          const label = categories().find(code)?.label
          return label ? [item(filter.category)(code, label)] : []
        })
        .sort(byText),
    ],
    year: [all(t('All years')), ...choices.years.map((year) => item(filter.year)(year, year))],
  }
}

/** What a choice is called, in words: `North West, 2026`; empty for everything. */
export async function choiceWords(state: EvidenceState, filter: EvidenceFilter): Promise<string> {
  const { authorities: all } = await choicesOf(state)
  const region = regions().find(filter.region)
  return [
    all.find(({ code }) => code === filter.authority)?.name ?? filter.authority,
    region ? regionName(region) : filter.region,
    categories().find(filter.category)?.label ?? filter.category,
    filter.year,
  ]
    .filter(Boolean)
    .join(', ')
}

const everyOne: Record<keyof EvidenceFilter, string> = {
  authority: 'all authorities',
  region: 'all regions',
  category: 'all categories',
  year: 'all years',
}

/** What a chart is of, in words: also what it has all of, whichever is chosen. */
export async function choiceOfChart(
  state: EvidenceState,
  filter: EvidenceFilter,
  { across }: Pick<Chart, 'across'>,
): Promise<string> {
  const words = await choiceWords(state, across ? { ...filter, [across]: '' } : filter)
  return [words, across ? everyOne[across] : ''].filter(Boolean).join(', ') || 'everything'
}

/** What is unknown of a choice, in a sentence that names the filter; null where all of it is known. */
async function unknownIn(
  state: EvidenceState,
  { authority, region, category, year }: EvidenceFilter,
): Promise<[keyof EvidenceFilter, string] | null> {
  const { authorities: listed, years } = await choicesOf(state)
  const isListed = authorities().find(authority) !== null || listed.some(({ code }) => code === authority)
  if (authority && !isListed)
    return ['authority', `The register has no authority with the code ${authority}.`]
  if (
    region &&
    !regions()
      .nations()
      .some(({ code }) => code === region)
  )
    return ['region', `There is no region with the code ${region}.`]
  if (category && !categories().find(category))
    return ['category', `There is no category with the code ${category}.`]
  // Before the first count nobody knows of which years there will be something.
  if (year && state.rebuiltAt && !years.includes(year))
    return ['year', `Nothing is on record of the year ${year}.`]
  return null
}

/** @throws AppError not-found, with the filter that names an authority, region, category or year nobody knows */
export async function refuseUnknown(state: EvidenceState, filter: EvidenceFilter): Promise<void> {
  const unknown = await unknownIn(state, filter)
  if (unknown) throw new AppError('not-found', unknown[1], { [unknown[0]]: unknown[1] })
}
