import type { Request } from 'express'
import {
  type ChallengeContent,
  type ChallengeRecord,
  challengeKinds,
  contentOf,
  reservations,
  shortenedGrounds,
  type Stage,
  stageNames,
} from '../../shared/challenges/challenge.ts'
import {
  answerNeeds,
  askedAnswer,
  askedStageNames,
  askedStages,
  usualAnswer,
} from '../../shared/challenges/asked.ts'
import { hasContent } from '../../shared/challenges/completeness.ts'
import { onFileParts, reservationLabels, shortenedLabels } from '../../shared/challenges/on-file.ts'
import { holdingOn, type SocialValueRow } from '../../shared/challenges/social-value.ts'
import { groupedCriteria } from '../../shared/challenges/sub-criteria.ts'
import { standardVat } from '../../shared/challenges/vat.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { nationOf, regionName } from '../../shared/organisations/region-tree.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { codeNames, categories, findOrganisation, regions } from '../organisations/index.ts'
import { socialValueAdvice, socialValueRows } from './social-value.data.ts'

interface Choice {
  value: string
  text: string
  hint?: { text: string }
}

const answerNeedLabels = {
  '': 'As usual: they must, unless it is the price',
  mandatory: 'They must',
  optional: 'They may',
  none: 'Nothing in words',
}

const fixedChoices = {
  vat: [
    { value: 'standard', text: `They include VAT at ${standardVat.percent}%` },
    {
      value: 'none',
      text: 'None is due',
      hint: { text: 'What is bought is exempt, zero-rated or outside VAT' },
    },
  ],
  lots: [
    { value: 'lots', text: 'Yes: it is divided into lots' },
    { value: 'one-contract', text: 'Yes: it is one contract, for a reason' },
  ],
  yesNo: [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ],
  askedStages: askedStageNames.map((value) => ({
    value,
    text: askedStages[value].label,
    hint: { text: askedStages[value].hint },
  })),
  answerNeeds: answerNeeds.map((value) => ({ value, text: answerNeedLabels[value] })),
  reviews: [
    { value: 'extended', text: 'Yes: the deadline is set later below' },
    { value: 'kept', text: 'No: it can stay' },
  ],
  reservations: reservations.map((value) => ({ value, text: reservationLabels[value] })),
  shortTimes: shortenedGrounds.map((value) => ({ value, text: shortenedLabels[value] })),
}

type Values = Record<string, unknown>

const textsOf = (value: unknown): string[] => [value ?? []].flat().filter((one) => typeof one === 'string')

/** The choices of a section's form that come from data: kinds, stages, categories found or chosen, regions. */
export async function formChoices(challenge: ChallengeRecord, values: Values) {
  const search = typeof values['search'] === 'string' ? values['search'].slice(0, 100) : ''
  const chosen = textsOf(values['cpv'])
  const found = search
    ? categories()
        .search(search, 15)
        .filter(({ code }) => !chosen.includes(code))
    : []
  return {
    kinds: Object.entries(challengeKinds).map(
      ([value, { label, hint }]): Choice => ({ value, text: label, hint: { text: hint } }),
    ),
    ...fixedChoices,
    onFile: onFileParts(challenge),
    stages: (Object.keys(stageNames) as Stage[]).map((value): Choice => ({ value, text: stageNames[value] })),
    directions: [
      { value: 'lower', text: 'Lower is better' },
      { value: 'higher', text: 'Higher is better' },
    ],
    chosenCategories: chosen.map(asCategoryChoice),
    foundCategories: found.map(({ code }) => asCategoryChoice(code)),
    search,
    socialValue: {
      rows: holdingOn(socialValueRows(), dayOf(now())),
      advice: holdingOn(socialValueAdvice(), dayOf(now())),
    },
    weights: typedWeights(values['criteria']),
    regions: await regionChoices(challenge, textsOf(values['regions'])),
  }
}

/** What the criteria that have sub-criteria come to, by what is typed, sound or not. */
function typedWeights(criteria: unknown): { title: string; weight: number }[] {
  const rows = Array.isArray(criteria) ? (criteria as Values[]) : []
  const typed = rows.map(({ title, weight, partOf }) => ({
    title: String(title ?? ''),
    weight: Number(weight) || 0,
    partOf: typeof partOf === 'string' ? partOf : '',
  }))
  return groupedCriteria(typed, (row) => row)
    .filter(({ isDivided }) => isDivided)
    .map(({ title, weight }) => ({ title, weight }))
}

function asCategoryChoice(code: string): Choice {
  const above = categories()
    .path(code)
    .slice(0, -1)
    .map(({ label }) => label)
  return {
    value: code,
    text: `${codeNames.category(code)} (${code})`,
    ...(above.length > 0 ? { hint: { text: above.join(' › ') } } : {}),
  }
}

/** The authority's own area first, then the twelve regions, then whatever else was chosen before. */
async function regionChoices(challenge: ChallengeRecord, chosen: string[]): Promise<Choice[]> {
  const authority = await findOrganisation(challenge.authorityId)
  const home = regions().ofAuthority(authority?.authority?.gss ?? '')
  const own = home ? regions().path(home.code).slice(1).toReversed() : []
  const all = [...own, ...regions().nations()].map(({ code }) => code)
  return [...new Set([...all, ...chosen])].flatMap((code) => {
    const region = regions().find(code)
    const above = code.length > 3 ? regions().find(nationOf(code)) : null
    const hint = above ? { hint: { text: regionName(above) } } : {}
    return region ? [{ value: code, text: regionName(region), ...hint }] : []
  })
}

const emptyRow = () => ({ id: newId() })
const repeated = ['outcomes', 'criteria'] as const

/** What a form shows of a challenge: its words, with an empty row where a list has none yet. */
export function formValues(content: ChallengeContent): Values {
  const { outcomes, criteria } = content
  return {
    // A stored challenge has more than its words: its own count of saves is not this form's.
    ...contentOf(content),
    outcomes: outcomes.length > 0 ? outcomes : [emptyRow()],
    // Criteria from before there were questions about them keep what held for them, whatever else is saved.
    criteria:
      criteria.length > 0
        ? criteria.map((one) => ({
            ...one,
            isSocialValue: one.isSocialValue ? 'yes' : '',
            answer: one.answer ?? { ...usualAnswer(), need: askedAnswer(one).need },
          }))
        : [emptyRow()],
  }
}

/** The criteria of a form in which something was typed. */
const typedRows = (criteria: unknown): Values[] =>
  (Array.isArray(criteria) ? (criteria as Values[]) : []).filter(({ id: _, ...typed }) => hasContent(typed))

/** A ready row of social value, to be weighed and changed like any other. */
const socialRow = ({ title, description, guidance }: SocialValueRow): Values => ({
  ...emptyRow(),
  title,
  description,
  weight: '',
  isSocialValue: 'yes',
  answer: { ...usualAnswer(), guidance },
})

/**
 * What a button inside a form asks for that is no saving: another row, one row less, or a search. It works
 * without a script: the same page comes back with the words typed.
 * @returns null if the form is to be saved
 */
export function rearranged(req: Request): Values | null {
  const body = (req.body ?? {}) as Values
  const action = typeof body['action'] === 'string' ? body['action'] : ''
  // `stay` is what the Enter key presses where saving by mistake would be public.
  if (action === 'search' || action === 'stay') return body
  const [verb, list, place] = action.split('-')
  const social = verb === 'add' && list === 'social' && socialValueRows().find(({ id }) => id === place)
  if (social) return { ...body, criteria: [...typedRows(body['criteria']), socialRow(social)] }
  const name = repeated.find((one) => one === list)
  if (!name || (verb !== 'add' && verb !== 'remove')) return null
  const rows = Array.isArray(body[name]) ? (body[name] as unknown[]) : []
  const rest = verb === 'add' ? [...rows, emptyRow()] : rows.filter((_, index) => index !== Number(place))
  return { ...body, [name]: rest.length > 0 ? rest : [emptyRow()] }
}
