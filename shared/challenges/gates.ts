import { gateChecks, type GatedChallenge, type GateName, type TimeLimit } from './gate-checks.ts'
import { type ChallengeKind, type KindFacts, kindFacts } from './kinds.ts'
import { type SectionName, sectionOfField, sections } from './sections.ts'

/** The steps that gates stand before. */
export const gatedActions = ['submit', 'publish', 'amend'] as const
export type GatedAction = (typeof gatedActions)[number]

/** Who can clear a gate. */
export const gateKeepers = {
  authority: 'Your authority',
  'co-buyers': 'Each authority that takes part',
  broker: 'A broker',
} as const
export type GateKeeper = keyof typeof gateKeepers

interface Gate {
  title: string
  explanation: string
  clearedBy: GateKeeper
  /** What clears it, as an order. */
  clearedWith: string
  /** Where it is law; a regime that is not named has it as Foothold's own rule or good practice. */
  law: Partial<Record<KindFacts['regime'], string>>
}

/** Every gate, in the order in which they are met. */
export const gates: Record<GateName, Gate> = {
  complete: {
    title: 'Every section is written',
    explanation: 'Suppliers can only answer what they can read.',
    clearedBy: 'authority',
    clearedWith: 'Complete the sections of the task list.',
    law: {},
  },
  criteria: {
    title: 'Criteria add up to 100, and say how they are scored',
    explanation: 'Suppliers must know what counts, how much, and how you will tell.',
    clearedBy: 'authority',
    clearedWith: 'Give each criterion a weight and describe the method.',
    law: { 'above-threshold': 's.23' },
  },
  conflicts: {
    title: 'Conflicts assessment is prepared',
    explanation:
      'Somebody has looked for people with an interest in the outcome and written down what is done about it.',
    clearedBy: 'authority',
    clearedWith: 'Prepare the assessment and enter its date.',
    law: { 'above-threshold': 's.83' },
  },
  lots: {
    title: 'Lots are considered',
    explanation: 'Smaller parts let smaller firms in. One contract needs a reason.',
    clearedBy: 'authority',
    clearedWith: 'Choose lots, or give the reason for one contract.',
    law: { 'above-threshold': 's.18' },
  },
  'small-firms': {
    title: 'Barriers to small firms are considered',
    explanation:
      'You have looked at what keeps small firms and voluntary organisations out, and whether it can go.',
    clearedBy: 'authority',
    clearedWith: 'Write what you found and what you did.',
    law: { 'above-threshold': 's.12(4)', 'below-threshold': 's.86' },
  },
  engagement: {
    title: 'Market engagement is on record',
    explanation:
      'Where you asked the market first, its notice comes before the tender notice, or the reasons do.',
    clearedBy: 'authority',
    clearedWith: 'Say whether you asked the market, and give the notice or the reasons.',
    law: { 'above-threshold': 's.17' },
  },
  reserved: {
    title: 'A reservation is allowed, and named',
    explanation: 'A competition may be kept for a place or a size of firm only where the law lets it.',
    clearedBy: 'authority',
    clearedWith: 'Take the reservation out, or name its areas.',
    law: { 'below-threshold': 'SI 2026/94 and reg 24(2)(k), (l)', 'above-threshold': 'SI 2026/94' },
  },
  prototype: {
    title: 'The prototype is one of the kind that the law means',
    explanation: 'A direct award is open to what is developed at your request, to test or research it.',
    clearedBy: 'authority',
    clearedWith: 'Say what is new, and what you ask to have developed.',
    law: { 'above-threshold': 's.41 and Schedule 5 paras 2 and 3' },
  },
  deadline: {
    title: 'Suppliers have long enough to respond',
    explanation: 'Counted from the day after publication to the day of the deadline, the same for everybody.',
    clearedBy: 'authority',
    clearedWith: 'Move the deadline, or give the ground and the reason for less time.',
    law: { 'above-threshold': 's.54' },
  },
  'central-platform': {
    title: 'The notice is on Find a Tender first',
    explanation: 'Nothing may be advertised elsewhere before the notice is on the central digital platform.',
    clearedBy: 'broker',
    clearedWith: 'Record the notice’s number and its ocid, or the ground on which none is needed.',
    law: {
      'before-procurement': 's.17',
      'below-threshold': 's.87(1)',
      'above-threshold': 'reg 5(11)',
    },
  },
  'co-buyers': {
    title: 'Every authority in it has approved it',
    explanation: 'A joint challenge speaks for all of them.',
    clearedBy: 'co-buyers',
    clearedWith: 'A member of each approves the challenge as it was submitted.',
    law: {},
  },
  approval: {
    title: 'A broker has approved it',
    explanation: 'Somebody who knows the market has read it before suppliers do.',
    clearedBy: 'broker',
    clearedWith: 'Publish it, now or at a set time, or return it with comments.',
    law: {},
  },
  terms: {
    title: 'New terms are on Find a Tender first',
    explanation: 'Before the deadline, a change of terms is published in the notice as well.',
    clearedBy: 'authority',
    clearedWith: 'Publish the notice anew and enter its number.',
    law: { 'above-threshold': 's.31' },
  },
  'deadline-review': {
    title: 'The deadline is reconsidered',
    explanation: 'Whoever has begun an answer may need more time for the new terms.',
    clearedBy: 'authority',
    clearedWith: 'Extend the deadline, or say why it can stay.',
    law: { 'above-threshold': 's.31' },
  },
}

const competition = ['complete', 'criteria', 'conflicts', 'lots', 'small-firms'] as const
const belowThreshold = [...competition, 'reserved', 'deadline'] as const
const aboveThreshold = [...competition, 'engagement', 'reserved', 'deadline'] as const
const prototype = ['complete', 'conflicts', 'small-firms', 'reserved', 'prototype'] as const
const out = ['central-platform', 'co-buyers', 'approval'] as const
const changed = ['terms', 'deadline-review'] as const

/** Before which step of which kind which gates stand. A time that was long enough isn't counted again. */
export const gateTable: Record<ChallengeKind, Record<GatedAction, readonly GateName[]>> = {
  engagement: { submit: ['complete'], publish: ['complete', ...out], amend: ['complete'] },
  'below-threshold': {
    submit: belowThreshold,
    publish: [...belowThreshold, ...out],
    amend: [...belowThreshold.slice(0, -1), ...changed],
  },
  open: {
    submit: aboveThreshold,
    publish: [...aboveThreshold, ...out],
    amend: [...aboveThreshold.slice(0, -1), ...changed],
  },
  'competitive-flexible': {
    submit: aboveThreshold,
    publish: [...aboveThreshold, ...out],
    amend: [...aboveThreshold.slice(0, -1), ...changed],
  },
  'prototype-direct-award': {
    submit: prototype,
    publish: [...prototype, ...out],
    amend: [...prototype, ...changed],
  },
}

/** Gates with nothing to look at in most challenges: they stand only where there is. */
const isAsked: Partial<Record<GateName, (challenge: GatedChallenge) => boolean>> = {
  reserved: ({ onFile }) => onFile.reserved.for.length > 0,
  'co-buyers': ({ coBuyers = [] }) => coBuyers.length > 0,
}

/** A gate as it stands for one challenge. */
export interface GateState {
  name: GateName
  title: string
  explanation: string
  /** The section or regulation; empty where it is Foothold's rule or good practice. */
  source: string
  clearedBy: GateKeeper
  clearedWith: string
  isClear: boolean
  problems: { field: string; section: SectionName | null; text: string }[]
}

/**
 * The gates before a step of this challenge, each clear or with what stands in the way. Pages, API and services
 * all ask here, so that they can't disagree.
 * @param limit the shortest lawful time for responding on the day of publication; null where the law sets none
 */
export function gatesFor(
  challenge: GatedChallenge,
  action: GatedAction,
  now: Date,
  limit: TimeLimit | null,
): GateState[] {
  const { regime } = kindFacts(challenge.kind)
  const standing = gateTable[challenge.kind][action].filter((name) => isAsked[name]?.(challenge) ?? true)
  return standing.map((name) => {
    const { law, ...gate } = gates[name]
    const problems = gateChecks[name](challenge, now, limit).map(([field, text]) => ({
      field,
      section: isOfDraft(field) ? sectionOfField(field) : null,
      text,
    }))
    return { name, ...gate, source: law[regime] ?? '', isClear: problems.length === 0, problems }
  })
}

const isOfDraft = (path: string): boolean =>
  sections.some(({ fields }) => (fields as readonly string[]).includes(path.split('.')[0] ?? ''))

/** What a refusal says: the first problem of each field, in the order of the gates; '' for what has no field. */
export function gateRefusals(states: GateState[]): Record<string, string> {
  const refusals: Record<string, string> = {}
  for (const { problems, source, clearedBy } of states) {
    for (const { field, text } of problems) {
      const sentence = source ? `${text} (${source})` : text
      refusals[field] ??=
        clearedBy === 'authority' ? sentence : `${sentence}. ${gateKeepers[clearedBy]} clears this.`
    }
  }
  return refusals
}
