import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { GatedChallenge } from '../../shared/challenges/gate-checks.ts'
import {
  type GatedAction,
  gateKeepers,
  type GateState,
  gateRefusals,
  gatesFor,
} from '../../shared/challenges/gates.ts'
import { timeLimitFor } from '../../shared/challenges/time-limit.ts'
import { law } from '../coaching/index.ts'
import { now } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { fieldId } from '../platform/page.ts'

/** What the caller knows of a step that isn't in the record: that a broker approves it, or what an amendment says. */
export type StepFacts = Pick<GatedChallenge, 'isApproved' | 'amendment'>

/** The gates before a step of this challenge at this instant, by the law that holds then. */
export const gatesOf = (
  challenge: ChallengeRecord,
  action: GatedAction,
  facts: StepFacts = {},
  at: Date = now(),
): GateState[] => gatesFor({ ...challenge, ...facts }, action, at, timeLimitFor(challenge, law(), at))

/** @throws AppError invalid with each problem by its field, unless all gates are clear */
export function refuseAtGates(states: GateState[], message: string): void {
  const refusals = gateRefusals(states)
  if (Object.keys(refusals).length > 0) throw new AppError('invalid', message, refusals)
}

/** `s.83` and `reg 5(11)` with the name of the law that they are of. */
function citationOf(source: string): string {
  if (source.startsWith('s.')) return `Procurement Act 2023 ${source}`
  return source.startsWith('reg ') ? `Procurement Regulations 2024 ${source}` : source
}

/**
 * The gates as a page lists them, each problem with the way to where it is mended.
 * @param mayEdit links lead to the pages of the draft only for those who may write there
 */
export const presentGates = (states: GateState[], id: string, mayEdit: boolean) =>
  states.map((gate) => ({
    ...gate,
    citation: citationOf(gate.source),
    keeper: gateKeepers[gate.clearedBy],
    problems: gate.problems.map(({ field, section, text }) => ({
      text,
      href: mayEdit && section ? `/challenges/${id}/edit/${section}#${fieldId(field)}` : null,
    })),
  }))
