import { dayOf } from '../../shared/coaching/law/periods.ts'
import { type ExclusionGround, exclusionProgress, groundsOn } from '../../shared/evaluation/exclusions.ts'
import { now } from '../platform/clock.ts'
import { ExclusionSheet, type ExclusionSheetRecord } from './evaluation.exclusions.model.ts'
import { exclusionGrounds } from './exclusions.data.ts'

/** The grounds that are looked at today. */
export const groundsToday = (): ExclusionGround[] => groundsOn(exclusionGrounds(), dayOf(now()))

/** Every checklist of a challenge in the order in which it was saved. */
export const exclusionSheetsOf = (challengeId: string): Promise<ExclusionSheetRecord[]> =>
  ExclusionSheet.find({ challengeId }).sort({ number: 1 }).lean<ExclusionSheetRecord[]>()

/** The one that stands, by submission. */
export const standingSheets = (all: readonly ExclusionSheetRecord[]): Map<string, ExclusionSheetRecord> =>
  new Map(all.map((one) => [one.submissionId, one]))

/** The proposals that are disregarded, since a ground was found and it was so decided. */
export async function disregardedIn(challengeId: string): Promise<Set<string>> {
  const standing = standingSheets(await exclusionSheetsOf(challengeId))
  return new Set(
    [...standing.values()].flatMap((one) => (one.outcome === 'disregarded' ? [one.submissionId] : [])),
  )
}

/** Whose checklists are not complete, of these submissions. */
export async function incompleteAmong(
  challengeId: string,
  submissionIds: readonly string[],
): Promise<string[]> {
  const standing = standingSheets(await exclusionSheetsOf(challengeId))
  const grounds = groundsToday()
  return submissionIds.filter((id) => !exclusionProgress(grounds, standing.get(id) ?? null).isComplete)
}
