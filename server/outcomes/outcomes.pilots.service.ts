import type { ClientSession, HydratedDocument } from 'mongoose'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { pilotPlanned } from '../../shared/outcomes/outcomes.events.ts'
import { reviewsBeginOn } from '../../shared/outcomes/reviews.ts'
import type { PlanPilotInput } from '../../shared/outcomes/outcomes.schema.ts'
import { hasBegun, notBegunWords } from '../../shared/outcomes/pilot.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { buyersOf, type Challenge, findChallenge } from '../challenges/index.ts'
import { awardOnRecord, partInAward } from '../evaluation/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { refuseTooMuch } from './outcomes.bounds.ts'
import { type Done, Pilot, type PilotRecord } from './outcomes.model.ts'
import { planShown } from './outcomes.shown.ts'
import { pilotPolicy, pilotSideOf, type PilotStanding } from './outcomes.policy.ts'

type Award = NonNullable<Awaited<ReturnType<typeof awardOnRecord>>>

/** The pilot of a contract as the rules of this room see it for one actor. */
export interface Piloted {
  challenge: Challenge
  contract: Award['contracts'][number]
  /** The day on which the award was published. */
  awardedOn: string
  /** Null while nothing is planned. */
  pilot: HydratedDocument<PilotRecord> | null
  pilotId: string
  standing: PilotStanding
}

export const whoLeads = 'Whoever leads the award for a buyer does this'

/**
 * The id of a contract's pilot. It has one before anybody plans it, so that what is reviewed and reminded of until then
 * is of the same pilot afterwards; some that are planned already have an id of their own.
 */
export const pilotIdOf = (
  pilot: Pick<PilotRecord, '_id'> | null | undefined,
  { submissionId }: { submissionId: string },
): string => pilot?._id ?? submissionId

/** Every contract of a challenge whose pilot this actor may see, in the order in which they were recorded. */
export async function listPilots(actor: Actor, challengeId: string): Promise<Piloted[]> {
  const challenge = isId(challengeId) ? await findChallenge(challengeId) : null
  const decision = challenge ? await awardOnRecord(challengeId) : null
  if (!challenge || !decision?.award || actor.kind !== 'person') return []
  const { publishedOn: awardedOn } = decision.award
  const [part, pilots] = await Promise.all([partInAward(actor, challengeId), Pilot.find({ challengeId })])
  const piloted = decision.contracts.map((contract): Piloted => {
    const pilot = pilots.find(({ submissionId }) => submissionId === contract.submissionId) ?? null
    const standing = {
      buyerIds: buyersOf(challenge),
      supplierId: contract.supplier.id,
      isPlanned: pilot !== null,
      hasReviews: dayOf(now()) >= reviewsBeginOn(contract.startsOn),
      hasBegun: hasBegun(contract, dayOf(now())),
      ...part,
    }
    return { challenge, contract, awardedOn, pilot, pilotId: pilotIdOf(pilot, contract), standing }
  })
  return piloted.filter(({ standing }) => pilotPolicy.see(actor, standing))
}

/** The pilot of one contract. @throws AppError not-found to everybody but its two sides */
export async function loadPilot(actor: Actor, challengeId: string, submissionId: string): Promise<Piloted> {
  const found = (await listPilots(actor, challengeId)).find(
    ({ contract }) => contract.submissionId === submissionId,
  )
  if (!found) throw notFound('Pilot')
  return found
}

/** A pilot that is planned, under change in a transaction. */
export interface Changing extends Piloted {
  pilot: HydratedDocument<PilotRecord>
  session: ClientSession
}

/**
 * Publishing results, deciding what comes next and drafting a case study are for whoever leads, once it has begun.
 * @throws AppError forbidden; conflict, with the day, before the contract starts
 */
export function allowConclusion(actor: Actor, { standing, contract }: Piloted): void {
  allow(pilotPolicy.lead(actor, standing), whoLeads)
  if (!pilotPolicy.conclude(actor, standing)) throw new AppError('conflict', notBegunWords(contract))
}

/** The first day of each contract of a challenge, by its submission. */
export async function startsOf(challengeId: string): Promise<Map<string, string>> {
  const contracts = (await awardOnRecord(challengeId))?.contracts ?? []
  return new Map(contracts.map(({ submissionId, startsOn }) => [submissionId, startsOn]))
}

/** A pilot with its plan. */
export type Planned = Piloted & { pilot: NonNullable<Piloted['pilot']> }

/** What every event carries that somebody counts: the authority that leads the challenge, too. */
export const evidenceOf = ({ challenge, contract, pilotId }: Piloted) => ({
  challengeId: challenge._id,
  pilotId,
  supplierId: contract.supplier.id,
  authorityId: challenge.authorityId,
})

/** The pilot of one contract once it is planned. @throws AppError not-found to everybody but its two sides, and before */
export async function loadPlanned(actor: Actor, challengeId: string, submissionId: string): Promise<Planned> {
  const piloted = await loadPilot(actor, challengeId, submissionId)
  if (!piloted.pilot) throw notFound('Pilot')
  return piloted as Planned
}

/** What every event of a pilot carries. */
export const eventOf = ({ _id: pilotId, challengeId, supplierId }: PilotRecord) => ({
  challengeId,
  pilotId,
  supplierId,
})

/** Who does something now. */
export const doneBy = (actor: Actor): Done => ({
  at: now(),
  byUserId: actor.userId,
  side: pilotSideOf(actor),
})

/**
 * Loads, changes and keeps a planned pilot in one transaction.
 * @throws AppError not-found; conflict while it is not planned; too-many where the actor's side has written its part of it full
 */
export async function changePilot<Result>(
  actor: Actor,
  { challengeId, submissionId }: { challengeId: string; submissionId: string },
  work: (changing: Changing) => Promise<Result>,
): Promise<Result> {
  const piloted = await loadPilot(actor, challengeId, submissionId)
  return transaction(async (session) => {
    const pilot = await Pilot.findOne({ challengeId, submissionId }).session(session)
    if (!pilot) throw new AppError('conflict', 'Plan the pilot first: say how each outcome is measured.')
    const result = await work({ ...piloted, pilot, session })
    refuseTooMuch(pilot.toObject(), pilotSideOf(actor))
    await pilot.save({ session })
    return result
  })
}

/** @throws AppError invalid naming the outcome that nothing is said of, or that the challenge does not have */
function checkMeasuring({ outcomes }: Challenge, { measuring }: PlanPilotInput): void {
  const missing = outcomes.filter(({ id }) => !measuring[id])
  const strange = Object.keys(measuring).filter((given) => !outcomes.some(({ id }) => id === given))
  const errors = Object.fromEntries([
    ...missing.map(({ id, title }) => [`measuring.${id}.how`, `Say how “${title}” is measured`]),
    ...strange.map((id) => [`measuring.${id}`, 'The challenge has no such outcome: leave it out']),
  ]) as Record<string, string>
  const [first] = Object.values(errors)
  if (first) throw new AppError('invalid', first, errors)
}

/**
 * Plans a pilot, or changes its plan; the plan before is kept. The supplier is told the first time.
 * @throws AppError not-found, forbidden, invalid naming the field, conflict if somebody else planned it meanwhile
 */
export async function planPilot(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  { revision, ...input }: PlanPilotInput,
): Promise<void> {
  const { challenge, contract, pilotId, standing } = await loadPilot(actor, challengeId, submissionId)
  allow(pilotPolicy.plan(actor, standing), whoLeads)
  checkMeasuring(challenge, input)
  const planned = transaction(async (session) => {
    const known = await Pilot.findOne({ challengeId, submissionId }).session(session)
    refuseUnseen(planShown(challenge.outcomes, known?.plan ?? null), revision)
    const number = (known?.plan.number ?? 0) + 1
    const plan = { ...input, ...doneBy(actor), number }
    const key = { _id: pilotId, challengeId, submissionId, supplierId: contract.supplier.id }
    const pilot = known ?? new Pilot({ ...key, plan })
    if (known) known.set({ plan, earlierPlans: [...known.earlierPlans, known.plan] })
    refuseTooMuch(pilot.toObject(), 'buyer')
    await pilot.save({ session })
    await record(session, actor, pilotPlanned, { ...eventOf(pilot), number })
  })
  await refuseDuplicate(planned, 'Somebody else has just planned this pilot. Look at it again.')
}
