import { budgetBands, type ChallengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { type Stage, stageNames } from '../../shared/challenges/challenge.ts'
import { codeNames, findOrganisations } from '../organisations/index.ts'
import { translator } from '../platform/translations.ts'
import type { ChallengeFacets, FacetCount } from './challenges.search.service.ts'

const t = translator()

/** One choice of a facet, as the facet component wants it. */
export interface FacetItem {
  value: string
  text: string
  count: number
  checked: boolean
}

type Named = (value: string) => string

/** The choices of every facet by name, those chosen always among them. */
export async function presentFacets(
  query: ChallengeListQuery,
  found: ChallengeFacets,
): Promise<Record<keyof ChallengeFacets, FacetItem[]>> {
  const authorityIds = [...new Set([...found.authority.map(({ value }) => value), ...query.authority])]
  const authorities = await findOrganisations(authorityIds)
  return {
    authority: itemsOf(found.authority, query.authority, (id) => authorities.get(id)?.name ?? id),
    category: itemsOf(found.category, query.category, codeNames.category),
    region: itemsOf(found.region, query.region, codeNames.region),
    stage: itemsOf(found.stage, query.stage, (stage) => t(stageNames[stage as Stage] ?? stage)),
    budget: budgetItems(found.budget, query.budget),
  }
}

function itemsOf(counts: FacetCount[], chosen: string[], name: Named): FacetItem[] {
  const missing = chosen.filter((value) => !counts.some((one) => one.value === value))
  return [...counts, ...missing.map((value) => ({ value, count: 0 }))]
    .map(({ value, count }) => ({ value, count, text: name(value), checked: chosen.includes(value) }))
    .sort((a, b) => b.count - a.count || a.text.localeCompare(b.text, 'en'))
}

/** Bands stand in the order of the money, not of the alphabet. */
function budgetItems(counts: FacetCount[], chosen: string[]): FacetItem[] {
  const items = itemsOf(counts, chosen, (name) => name)
  return budgetBands.flatMap(({ name, label }) => {
    const item = items.find(({ value }) => value === name)
    return item ? [{ ...item, text: t(label) }] : []
  })
}
