import { dayOf } from '../../shared/coaching/law/periods.ts'
import { type PilotSide, pilotSides, planReminder } from '../../shared/outcomes/pilot.ts'
import {
  reviewDueOn,
  type ReviewMonths,
  reviewMonths,
  reviewsBeginOn,
  type ReviewState,
} from '../../shared/outcomes/reviews.ts'
import { listContracts } from '../evaluation/index.ts'
import { now } from '../platform/clock.ts'
import { Pilot, type PilotRecord } from './outcomes.model.ts'
import { pilotIdOf } from './outcomes.pilots.service.ts'
import { Review, type ReviewRecord } from './outcomes.reviews.model.ts'
import { stateOf } from './outcomes.reviews.service.ts'

/** Every contract with the id of its pilot, whether somebody planned that or not. */
async function listAwards() {
  const [contracts, pilots] = await Promise.all([
    listContracts(),
    Pilot.find({}, { submissionId: 1 }).lean<Pick<PilotRecord, '_id' | 'submissionId'>[]>(),
  ])
  const planned = new Map(pilots.map((pilot) => [pilot.submissionId, pilot]))
  return contracts.map(({ challengeId, contract }) => {
    const pilot = planned.get(contract.submissionId)
    return { challengeId, contract, pilotId: pilotIdOf(pilot, contract), isPlanned: pilot !== undefined }
  })
}

/** A review that one side has still to write. */
export interface ReviewDeadline {
  challengeId: string
  pilotId: string
  supplierId: string
  months: ReviewMonths
  side: PilotSide
  state: Extract<ReviewState, 'open' | 'late'>
  dueOn: string
}

/** Every review that may be written today and is not, of every contract, of challenges that are not withdrawn. */
export async function listReviewDeadlines(): Promise<ReviewDeadline[]> {
  const [awards, reviews] = await Promise.all([
    listAwards(),
    Review.find({}, { draft: 0 }).lean<ReviewRecord[]>(),
  ])
  const keyOf = (pilotId: string, months: number, side: PilotSide) => `${pilotId}-${months}-${side}`
  const kept = new Map(reviews.map((one) => [keyOf(one.pilotId, one.months, one.side), one]))
  const begun = awards.filter(({ contract }) => dayOf(now()) >= reviewsBeginOn(contract.startsOn))
  return begun.flatMap(({ challengeId, pilotId, contract: { startsOn, supplier } }) =>
    reviewMonths.flatMap((months) =>
      pilotSides.flatMap((side): ReviewDeadline[] => {
        const state = stateOf(kept.get(keyOf(pilotId, months, side)) ?? null, startsOn, months)
        if (state !== 'open' && state !== 'late') return []
        const dueOn = reviewDueOn(startsOn, months)
        return [{ challengeId, pilotId, supplierId: supplier.id, months, side, state, dueOn }]
      }),
    ),
  )
}

/** A contract whose pilot nobody planned, when its buyers are to be reminded of that. */
export interface UnplannedPilot {
  challengeId: string
  pilotId: string
  which: NonNullable<ReturnType<typeof planReminder>>
  startsOn: string
}

/** Every contract whose buyers are to be reminded today to plan how its pilot is measured. */
export async function listUnplanned(): Promise<UnplannedPilot[]> {
  const awards = await listAwards()
  return awards.flatMap(({ challengeId, pilotId, isPlanned, contract }) => {
    const { recordedAt, startsOn, endsOn } = contract
    const which = isPlanned
      ? null
      : planReminder({ recordedOn: dayOf(recordedAt), startsOn, endsOn }, dayOf(now()))
    return which ? [{ challengeId, pilotId, which, startsOn }] : []
  })
}
