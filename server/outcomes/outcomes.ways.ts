import { dayOf } from '../../shared/coaching/law/periods.ts'
import { waysFrom } from '../../shared/outcomes/next-step.ts'
import { scaleUpWays } from '../../shared/outcomes/papers.ts'
import { citation, law } from '../coaching/index.ts'
import { now } from '../platform/clock.ts'
import { changeLimits } from './change-limits.data.ts'
import type { Piloted } from './outcomes.pilots.service.ts'

/** The ways that the law leaves open from a pilot today, each with its section. */
export function waysOf({ challenge, contract, awardedOn, pilot }: Piloted) {
  const facts = {
    kind: challenge.kind,
    noNoticeException: challenge.noNoticeException,
    stages: challenge.stages,
    scalePence: challenge.budget.scalePence,
    grossPence: contract.grossPence,
    awardedOn,
    startsOn: contract.startsOn,
    endsOn: contract.endsOn,
    repeatAnnounced: pilot?.plan.repeatAnnounced ?? 'unknown',
    scaleDescribed: pilot?.plan.scaleDescribed ?? 'unknown',
    on: dayOf(now()),
  } as const
  return waysFrom(facts, law(), changeLimits()).map((one) => ({
    ...one,
    citation: one.section ? citation(law(), one.section) : null,
  }))
}

/** True where a way that a scale-up proposal can be for is not closed. */
export const leadsOn = (ways: readonly { id: string; state: string }[]): boolean =>
  ways.some(({ id, state }) => state !== 'closed' && (scaleUpWays as readonly string[]).includes(id))
