import { inWords } from '../law/lookups.ts'
import { sectionOf } from '../law/law.ts'
import type { Condition } from './advice.ts'
import type { Case } from './case.ts'

/** One condition, with what is said in each state. */
export function condition(
  id: string,
  words: string,
  section: string,
  state: Condition['state'],
  because: string,
): Condition {
  return { id, words, because, state, decides: true, section }
}

/** What is to be done on the way and closes nothing: it can't be known before. */
export function duty(id: string, words: string, section: string, because: string): Condition {
  return { ...condition(id, words, section, 'unknown', because), decides: false }
}

/** The state that a yes, no or not known yet means. */
export const stateOf = (answer: 'yes' | 'no' | 'unknown'): Condition['state'] =>
  answer === 'yes' ? 'met' : answer === 'no' ? 'unmet' : 'unknown'

/** The Act regulates the buyer. */
export const regulated = ({ isRegulated }: Case): Condition =>
  condition(
    'regulated',
    'The Procurement Act 2023 regulates the authority',
    's.2(5)',
    isRegulated ? 'met' : 'unmet',
    isRegulated
      ? 'You are not a devolved Scottish authority.'
      : 'The Act doesn’t regulate devolved Scottish authorities: Scottish law applies.',
  )

/** For procedures of the Act: the contract is a public contract. */
export const isPublicContract = ({ valuation }: Case): Condition =>
  condition(
    'above',
    'The contract is a public contract: its value is at the threshold or above',
    valuation.section,
    valuation.isAbove ? 'met' : 'unmet',
    valuation.isAbove
      ? valuation.words
      : `${valuation.words} The Act’s procedures are not needed: a below-threshold competition is lighter.`,
  )

/** For the routes of Part 6. */
export const isBelowThreshold = ({ valuation }: Case): Condition =>
  condition(
    'below',
    'The value of the whole contract is below the threshold',
    valuation.section,
    valuation.isAbove ? 'unmet' : 'met',
    valuation.words,
  )

/** The rule that a route rests on can be relied on already. */
export function isInForceYet(given: Case, citation: string, words: string): Condition {
  const from = sectionOf(given.law, citation)?.inForceFrom ?? ''
  const isYet = from !== '' && from <= given.on
  return condition(
    'in-force',
    words,
    citation,
    isYet ? 'met' : 'unmet',
    isYet ? `In force since ${inWords(from)}.` : `It comes into force on ${inWords(from)}.`,
  )
}

/** Supported employment providers and mutuals: the two reservations that public contracts know. */
export function reservationsAbove({ answers, isLightTouch }: Case): Condition[] {
  const { reserve } = answers
  const found: Condition[] = []
  if (reserve.some((one) => one === 'uk' || one === 'local-area' || one === 'sme' || one === 'vcse')) {
    found.push(
      condition(
        'not-reserved',
        'The contract is not kept for a place, small firms or voluntary organisations',
        'SI 2026/94',
        'unknown',
        'Above the threshold it can’t be: the route is open without that reservation. Lots and light conditions help small firms instead.',
      ),
    )
  }
  if (reserve.includes('mutual')) {
    found.push(
      condition(
        'mutual',
        'Kept for public service mutuals: light touch services of the list, for five years at most',
        's.33(1)',
        isLightTouch ? 'unknown' : 'unmet',
        isLightTouch
          ? 'Check the CPV code in Schedule 1 to the Regulations, and the term.'
          : 'Only certain light touch services can be kept for mutuals.',
      ),
    )
  }
  return found
}

/** What every competitive flexible procedure must be. */
export const proportionate = (state: Condition['state'], because: string): Condition =>
  condition(
    'proportionate',
    'The procedure is proportionate to the nature, complexity and cost of the contract',
    's.20(3)',
    state,
    because,
  )

/** Nobody may join after the first round. */
export const fromTheFirstRound: Condition = condition(
  'first-round',
  'Only suppliers of the first round go on to the later ones',
  's.20(4)(c)',
  'met',
  'The calendar here invites everybody to the first round.',
)

/** Signs that a supplier is not excluded are looked at before each award. */
export const notExcluded: Condition = duty(
  'not-excluded',
  'The supplier is not an excluded supplier',
  's.41(1)(a)',
  'Check the debarment list and Schedules 6 and 7 before you award.',
)
