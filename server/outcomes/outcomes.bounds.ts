import mongoose from 'mongoose'
import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import { AppError } from '../platform/errors.ts'
import type { Done, PilotRecord } from './outcomes.model.ts'

/**
 * How many bytes each side may have written of one pilot, with all that it corrected. A record of the database holds 16
 * MiB: whoever fills its own part leaves the other side its whole part.
 */
export const mostBytes: Record<PilotSide, number> = { supplier: 4_000_000, buyer: 11_000_000 }

/** Everything of a pilot that somebody wrote, as each change left it. */
function writtenIn(pilot: PilotRecord): Done[] {
  const { plan, earlierPlans, milestones, readings, results, earlierResults } = pilot
  const { decision, earlierDecisions, terms } = pilot
  const changed = [...milestones, ...readings].flatMap(({ earlier, ...now }): Done[] => [now, ...earlier])
  const said = [results, decision, terms.buyer, terms.supplier].filter((one) => one !== null)
  return [
    plan,
    ...earlierPlans,
    ...changed,
    ...said,
    ...earlierResults,
    ...earlierDecisions,
    ...(terms.earlier ?? []),
  ]
}

/** @throws AppError too-many where a side has written more of a pilot than anybody reads */
export function refuseTooMuch(pilot: PilotRecord, side: PilotSide): void {
  const own = writtenIn(pilot).filter((one) => one.side === side)
  const bytes = own.reduce((sum, one) => sum + mongoose.mongo.BSON.calculateObjectSize(one), 0)
  if (bytes > mostBytes[side])
    throw new AppError(
      'too-many',
      'Your side has written and corrected as much of this pilot as can be kept. What stands there stays.',
    )
}
