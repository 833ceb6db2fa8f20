import { shortened } from '../../shared/platform/shortened.ts'
import { measuredWords } from '../../shared/outcomes/case-study-draft.ts'
import { aroundStart } from '../../shared/outcomes/pilot.ts'
import type { Challenge } from '../challenges/index.ts'
import type { PilotRecord } from './outcomes.model.ts'

/** What a pilot showed, as words for the context of another challenge. */
function shown({ outcomes, authorityName }: Challenge, { results }: PilotRecord, startsOn: string): string {
  if (!results) return ''
  const measured = outcomes
    .map((outcome) => {
      const { since } = aroundStart(results.readings[outcome.id] ?? [], { startsOn })
      return measuredWords({ ...outcome, how: '', readings: since })
    })
    .filter(Boolean)
  return [
    `What a pilot of ${authorityName} showed: ${measured.join('; ') || 'nothing was measured'}.`,
    `What worked: ${results.worked}`,
    `What did not work: ${results.didNotWork}`,
    'Tell every supplier this: nobody should know more than another.',
  ].join('\n')
}

/**
 * The fields of a new draft from a challenge whose pilot was measured: its problem, outcomes and how they are judged.
 * What another authority has to know for itself stays empty: who has the problem, figures of before, money and dates.
 */
export function draftFields(challenge: Challenge, pilot: PilotRecord, startsOn: string): object {
  const { title, summary, problem, users, outcomes, constraints, cpv, criteria, asks, assessmentMethod } =
    challenge
  return {
    title,
    summary,
    problem,
    users,
    outcomes: outcomes.map(({ id: _, ...outcome }) => ({ ...outcome, baseline: null, source: '' })),
    context: shortened(shown(challenge, pilot, startsOn), 4000),
    constraints,
    cpv: [...cpv],
    criteria: criteria.map(({ id: _, ...criterion }) => criterion),
    asks,
    assessmentMethod,
  }
}
