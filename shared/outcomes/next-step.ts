import { type ChallengeKind, kindFacts, type NoticeException, type Stage } from '../challenges/kinds.ts'
import type { Day, Law } from '../coaching/law/law.ts'
import { amountInWords, clockOf, contractThreshold, inWords, reaches } from '../coaching/law/lookups.ts'
import { addDays, addMonths, daysBetween } from '../coaching/law/periods.ts'
import type { KnownAnswer } from './pilot.ts'

/** How much a public contract may be changed without a ground of Schedule 8; both days included. */
export interface ChangeLimits {
  validFrom: Day
  validTo: Day | null
  termPercent: number
  valuePercent: number
  section: string
  source: string
  confidence: 'read' | 'reported' | 'mem'
  note: string
}

/** What the ways on are decided from. */
export interface NextStepFacts {
  kind: ChallengeKind
  noNoticeException: NoticeException | ''
  /** What the challenge foresaw. */
  stages: readonly Stage[]
  /** The most that scaling up may cost with VAT; null if that is not known. */
  scalePence: number | null
  /** Of the contract, with VAT. */
  grossPence: number
  /** The day on which the award was published: the five years are counted from the earliest day that can be meant. */
  awardedOn: Day
  startsOn: Day
  endsOn: Day
  repeatAnnounced: KnownAnswer
  scaleDescribed: KnownAnswer
  on: Day
}

export const wayIds = ['next-stage', 'repeat-award', 'contract-change', 'new-competition', 'nothing'] as const
export type WayId = (typeof wayIds)[number]
export type WayState = 'open' | 'closed' | 'unclear'

/** One way on from a pilot, with why it is open or not. */
export interface Way {
  id: WayId
  title: string
  state: WayState
  why: string
  /** As law is cited: `Sch 5 para 8`; empty where none speaks of it. */
  section: string
  /** The last day of it; null where the law sets none. */
  until: Day | null
}

/** What each way is called. */
export const wayTitles: Record<WayId, string> = {
  'next-stage': 'Next stage of the same competition',
  'repeat-award': 'Repeat award to the same supplier',
  'contract-change': 'Change of the contract',
  'new-competition': 'New competition',
  nothing: 'Nothing more is bought',
}

const way = (id: WayId, state: WayState, why: string, section = '', until: Day | null = null): Way => ({
  id,
  title: wayTitles[id],
  state,
  why,
  section,
  until,
})

const isRegulated = ({ noNoticeException }: NextStepFacts): boolean => noNoticeException !== 'not-regulated'
const isPublicContract = (facts: NextStepFacts): boolean =>
  isRegulated(facts) && kindFacts(facts.kind).regime === 'above-threshold'
const wasCompeted = ({ kind }: NextStepFacts): boolean => kind === 'open' || kind === 'competitive-flexible'

/** Which ways the law leaves open from a pilot on a day; every way is in it, open or not. No legal advice. */
export const waysFrom = (facts: NextStepFacts, law: Law, limits: readonly ChangeLimits[]): Way[] => [
  nextStage(facts, law),
  repeatAward(facts, law),
  contractChange(facts, limits),
  newCompetition(facts),
  way('nothing', 'open', 'End with the pilot, and publish what came of it: others learn from it too.'),
]

function nextStage(facts: NextStepFacts, law: Law): Way {
  const section = isPublicContract(facts) ? 's.20' : ''
  const told = (state: WayState, why: string) => way('next-stage', state, why, section)
  if (facts.kind === 'prototype-direct-award' || facts.kind === 'engagement')
    return told('closed', 'There was no competition whose next stage this could be.')
  if (!facts.stages.includes('scale'))
    return told('closed', 'The challenge foresaw no scale-up: suppliers were never told of such a stage.')
  if (facts.scaleDescribed === 'no')
    return told('closed', 'The contract and the documents of the competition describe no next stage.')
  const total = belowThreshold(facts, law)
  if (total?.state === 'closed') return told('closed', total.why)
  if (facts.scaleDescribed === 'unknown')
    return told(
      'unclear',
      'The challenge foresaw a scale-up. Look whether the contract or the documents describe it: as an option, or as another round.',
    )
  if (total) return told(total.state, total.why)
  return told(
    'open',
    'The challenge foresaw it and the documents describe it: go on as they say. Nobody comes in who was not in the first round.',
  )
}

/** What the threshold says of pilot and scale-up together; null for contracts above it or outside the Act. */
function belowThreshold(facts: NextStepFacts, law: Law): { state: WayState; why: string } | null {
  if (facts.kind !== 'below-threshold' || !isRegulated(facts)) return null
  const { grossPence, scalePence, on } = facts
  if (scalePence === null)
    return {
      state: 'unclear',
      why: 'The challenge does not say what the scale-up may cost. Pilot and scale-up together must stay below the threshold (Sch 3).',
    }
  try {
    const wanted = { authority: 'sub-central', contract: 'services', jurisdiction: 'england' } as const
    const threshold = contractThreshold(law, wanted, on)
    const total = grossPence + scalePence
    const sum = `Pilot and scale-up together are up to ${amountInWords(total)}; the threshold for services is ${amountInWords(threshold.pence)}`
    return reaches(total, threshold)
      ? { state: 'closed', why: `${sum}: that is a public contract, and needs a procedure of the Act.` }
      : { state: 'open', why: `The challenge foresaw it. ${sum}.` }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { state: 'unclear', why: error.message }
  }
}

function repeatAward(facts: NextStepFacts, law: Law): Way {
  const told = (state: WayState, why: string, until: Day | null = null) =>
    way('repeat-award', state, why, 'Sch 5 para 8', until)
  if (!isRegulated(facts))
    return told('closed', 'The Act does not regulate this contract: ask which law does.')
  if (!isPublicContract(facts))
    return told(
      'closed',
      'A first contract below the threshold does not count, unless a lawyer confirms that it does.',
    )
  if (!wasCompeted(facts))
    return told(
      'closed',
      'The first contract was awarded directly: it needs a competitive tendering procedure.',
    )
  if (facts.repeatAnnounced === 'no')
    return told(
      'closed',
      'The tender notice and its documents announced none, and it can’t be announced afterwards.',
    )
  try {
    const { length } = clockOf(law, 'repeat-award-window', facts.on)
    const until = addDays(addMonths(facts.awardedOn, 12 * length), -1)
    if (facts.on > until) return told('closed', `The five years ended on ${inWords(until)}.`)
    if (facts.repeatAnnounced === 'unknown')
      return told(
        'unclear',
        'Look whether the tender notice or its documents announced a repeat award.',
        until,
      )
    return told(
      'open',
      `The same supplier, similar goods or services. Publish the transparency notice (UK5) by ${inWords(until)}, and let a standstill pass.`,
      until,
    )
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return told('unclear', error.message)
  }
}

function contractChange(facts: NextStepFacts, limits: readonly ChangeLimits[]): Way {
  const { on, startsOn, endsOn, grossPence } = facts
  const told = (state: WayState, why: string, until: Day | null = null) =>
    way('contract-change', state, why, isPublicContract(facts) ? 's.74' : '', until)
  if (on > endsOn) return told('closed', `The contract ended on ${inWords(endsOn)}.`)
  if (!isRegulated(facts))
    return told('unclear', 'The Act does not regulate this contract: ask which law does.', endsOn)
  if (!isPublicContract(facts))
    return told(
      'unclear',
      'Section 74 is for public contracts. Below the threshold your own standing orders decide, as long as the changed contract stays below it.',
      endsOn,
    )
  const limit = limits.find(
    ({ validFrom, validTo }) => validFrom <= on && (validTo === null || on <= validTo),
  )
  if (!limit) return told('unclear', `No limits are known for ${inWords(on)}.`, endsOn)
  const days = Math.floor(((daysBetween(startsOn, endsOn) + 1) * limit.termPercent) / 100)
  const pence = Math.floor((grossPence * limit.valuePercent) / 100)
  return told(
    'open',
    `Within limits: up to ${days} days longer or shorter, up to ${amountInWords(pence)} more or less, all such changes of value together below the threshold; scope stays what it is, and the balance does not move to the supplier. More only on a ground of Schedule 8. Most changes need a notice first (UK10, s.75).`,
    endsOn,
  )
}

function newCompetition(facts: NextStepFacts): Way {
  if (!isRegulated(facts))
    return way(
      'new-competition',
      'open',
      'By the law that holds for this contract. Tell everybody what the pilot showed.',
    )
  return way(
    'new-competition',
    'open',
    'Always. Tell everybody what the pilot showed, so that its supplier has no unfair advantage. The value decides which procedure; write into its notice that a repeat award may follow.',
    's.12',
  )
}
