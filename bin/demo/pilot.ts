import { findChallenge } from '../../server/challenges/index.ts'
import { awardOnRecord } from '../../server/evaluation/index.ts'
import { addMilestone, planPilot, recordReading } from '../../server/outcomes/index.ts'
import { now } from '../../server/platform/clock.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { milestoneSchema, planPilotSchema, readingSchema } from '../../shared/outcomes/outcomes.schema.ts'
import type { RelativeTime } from './demo-files.ts'
import type { DemoEvaluation } from './evaluation-files.ts'
import { actorOf } from './organisations.ts'

/** What the steps of a pilot are told with. */
export interface Told {
  challengeId: () => string
  supplierEmail: (key: string) => string
}

/** The contract that was signed; undefined where its standstill lasts longer than the story. */
export async function contractOf({ challengeId }: Told) {
  const [contract] = (await awardOnRecord(challengeId()))?.contracts ?? []
  return contract && { challengeId: challengeId(), submissionId: contract.submissionId }
}

/** The pilot of a contract of the demonstration: planned, with milestones, and measured once before it starts. */
export function addPilot(
  evaluation: DemoEvaluation,
  told: Told,
  at: (time: RelativeTime, happen: () => Promise<void>) => void,
): void {
  const { pilot, moderator } = evaluation
  at(pilot.planned, async () => {
    const place = await contractOf(told)
    if (!place) return
    const actor = await actorOf(moderator)
    const outcomes = (await findChallenge(place.challengeId))?.outcomes ?? []
    const measuring = Object.fromEntries(outcomes.map(({ id }, index) => [id, pilot.measuring[index]]))
    const plan = planPilotSchema.parse({ measuring, repeatAnnounced: 'no', scaleDescribed: 'no' })
    await planPilot(actor, place.challengeId, place.submissionId, plan)
    const today = addDays(dayOf(now()), -pilot.planned.inDays)
    for (const { inDays, ...milestone } of pilot.milestones)
      await addMilestone(actor, place, milestoneSchema.parse({ ...milestone, dueOn: addDays(today, inDays) }))
  })
  at(pilot.reading, async () => {
    const place = await contractOf(told)
    if (!place) return
    const { by, outcome, value, source, note, method, confidence } = pilot.reading
    const outcomeId = (await findChallenge(place.challengeId))?.outcomes[outcome]?.id ?? ''
    const input = readingSchema.parse({ on: dayOf(now()), value, source, note, method, confidence })
    await recordReading(await actorOf(told.supplierEmail(by)), { ...place, outcomeId }, input)
  })
}
