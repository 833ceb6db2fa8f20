import type { ClientSession } from 'mongoose'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import type { Way } from '../../shared/outcomes/next-step.ts'
import { scaleUpAnswered, scaleUpInvited } from '../../shared/outcomes/outcomes.events.ts'
import {
  type AnswerScaleUpInput,
  type InviteScaleUpInput,
  lastDayFault,
  scaleUpWays,
} from '../../shared/outcomes/papers.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { formatDateTime, instantInLondon } from '../../shared/platform/dates.ts'
import { isAboveThreshold } from '../../shared/evaluation/award.ts'
import { record } from '../audit/index.ts'
import { law } from '../coaching/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { Paper, type ScaleUpInvitation } from './outcomes.papers.model.ts'
import { paperPolicy } from './outcomes.papers.policy.ts'
import { loadPaper, type PaperPlace } from './outcomes.papers.service.ts'
import { eventOf, listPilots, type Piloted, whoLeads } from './outcomes.pilots.service.ts'
import { leadsOn, waysOf } from './outcomes.ways.ts'

const endsAt = 17
const invalid = (field: string, message: string) => new AppError('invalid', message, { [field]: message })

type Planned = Piloted & { pilot: NonNullable<Piloted['pilot']> }

/** The pilots of a challenge that are planned. @throws AppError not-found to everybody but the buyers, forbidden */
async function pilotsToInvite(actor: Actor, challengeId: string): Promise<Planned[]> {
  const planned = (await listPilots(actor, challengeId)).filter((one): one is Planned => one.pilot !== null)
  const [first] = planned
  if (!first || actor.organisation?.kind !== 'authority') throw notFound('Pilot')
  allow(paperPolicy.invite(actor, first.standing), whoLeads)
  return planned
}

const invitationsOf = (challengeId: string, session: ClientSession | null = null) =>
  Paper.find({ challengeId, stage: 'scale-up' }).session(session)

/** Whom a buyer can ask for a scale-up proposal, by which ways, and what was asked already. @throws AppError not-found, forbidden */
export async function readInvitable(actor: Actor, challengeId: string) {
  const planned = await pilotsToInvite(actor, challengeId)
  const papers = await invitationsOf(challengeId).lean()
  const [standing] = papers.flatMap(({ invitation }) => invitation ?? [])
  const suppliers = planned.map((one) => ({
    submissionId: one.contract.submissionId,
    name: one.contract.supplier.name,
    isAsked: papers.some(({ submissionId }) => submissionId === one.contract.submissionId),
    ways: waysOf(one).filter(({ id }) => (scaleUpWays as readonly string[]).includes(id)),
  }))
  return {
    challenge: { id: challengeId, title: planned[0]?.challenge.title ?? '' },
    standing: standing ?? null,
    isOver: standing !== undefined && now() >= standing.respondBy,
    suppliers,
    /** The law leaves one of the two ways open, or it is unclear. */
    leadsOn: suppliers.some(({ ways }) => leadsOn(ways)),
  }
}

/** @throws AppError invalid where the law closes the way, or nobody said why it is open or somebody is left out */
function checkWay(planned: Planned[], { way, submissionIds, reason }: InviteScaleUpInput): void {
  const chosen = planned.filter(({ contract }) => submissionIds.includes(contract.submissionId))
  if (chosen.length !== submissionIds.length)
    throw invalid('submissionIds', 'Choose suppliers of pilots of this challenge')
  for (const one of chosen) {
    const found = waysOf(one).find(({ id }) => id === way) as Way
    const words = `${found.title}, ${one.contract.supplier.name}: ${found.why}`
    if (found.state === 'closed') throw invalid('way', words)
    if (found.state === 'unclear' && reason === '') throw invalid('reason', `${words} Say what you found`)
  }
  const leftOut = planned.filter((one) => !chosen.includes(one)).map(({ contract }) => contract.supplier.name)
  if (way === 'next-stage' && leftOut.length > 0 && reason === '')
    throw invalid(
      'reason',
      `Say why ${leftOut.join(' and ')} is not asked: the next stage leaves out only whom the competition said it would`,
    )
}

/** The last moment of a day: 5pm in London. @throws AppError invalid for a day that leaves too little time */
function timeOf({ respondBy, way, isAgreed }: InviteScaleUpInput, { challenge }: Planned): Date {
  const isTender = way === 'next-stage' && isAboveThreshold(challenge)
  const fault = lastDayFault(law(), { respondBy, today: dayOf(now()), isTender, isAgreed })
  if (fault) throw invalid('respondBy', fault)
  const [year = 0, month = 0, date = 0] = respondBy.split('-').map(Number)
  const at = instantInLondon(year, month, date, endsAt)
  if (!at) throw invalid('respondBy', 'The last day must be a real date')
  return at
}

/** What was asked already holds: the same way, nobody taken out, no less time, and nothing once the time is over. @throws AppError */
function checkStanding(
  asked: { submissionId: string; invitation: ScaleUpInvitation | null }[],
  { way, submissionIds }: InviteScaleUpInput,
  respondBy: Date,
): void {
  for (const { submissionId, invitation } of asked) {
    if (!invitation) continue
    if (now() >= invitation.respondBy)
      throw new AppError('conflict', 'The time is over: read what was submitted, and answer it.')
    if (invitation.way !== way) throw invalid('way', 'Suppliers were told another way: keep it')
    if (!submissionIds.includes(submissionId))
      throw invalid('submissionIds', 'Whoever was asked stays asked: choose them again')
    if (respondBy < invitation.respondBy)
      throw invalid(
        'respondBy',
        `Suppliers have time until ${formatDateTime(invitation.respondBy)}: give no less`,
      )
  }
}

/**
 * Asks suppliers of pilots how they would scale up, all with one deadline; later it may be moved on or others asked
 * besides. Every supplier who is asked is told.
 * @throws AppError not-found, forbidden, conflict once the time is over, invalid naming the field
 */
export async function inviteScaleUp(
  actor: Actor,
  challengeId: string,
  input: InviteScaleUpInput,
): Promise<{ respondBy: Date }> {
  const planned = await pilotsToInvite(actor, challengeId)
  checkWay(planned, input)
  const respondBy = timeOf(input, planned[0] as Planned)
  const { way, isAgreed, reason, submissionIds } = input
  const invitation: ScaleUpInvitation = {
    way,
    isAgreed,
    reason,
    respondBy,
    at: now(),
    byUserId: actor.userId,
  }
  const work = transaction(async (session) => {
    const asked = await invitationsOf(challengeId, session)
    checkStanding(asked, input, respondBy)
    for (const { contract, pilot } of planned) {
      const { submissionId } = contract
      if (!submissionIds.includes(submissionId)) continue
      const place = { challengeId, submissionId, stage: 'scale-up' as const }
      const paper =
        asked.find((one) => one.submissionId === submissionId) ??
        new Paper({ ...place, pilotId: pilot._id, supplierId: pilot.supplierId })
      const before = paper.invitation
      if (before && before.respondBy.getTime() === respondBy.getTime()) continue
      const earlierInvitations = before ? [...paper.earlierInvitations, before] : []
      paper.set({ invitation, earlierInvitations })
      await paper.save({ session })
      const number = earlierInvitations.length + 1
      await record(session, actor, scaleUpInvited, { ...eventOf(pilot), number })
    }
    return { respondBy }
  })
  return refuseDuplicate(work, 'Somebody else has just asked. Look at it again.')
}

/** Says once what follows from a scale-up proposal. @throws AppError not-found, forbidden, conflict before its time is over, or twice */
export async function answerScaleUp(
  actor: Actor,
  place: Omit<PaperPlace, 'stage'>,
  { goesOn, words }: AnswerScaleUpInput,
): Promise<void> {
  await transaction(async (session) => {
    const { paper, piloted, standing } = await loadPaper(actor, { ...place, stage: 'scale-up' }, session)
    allow(paperPolicy.invite(actor, standing), whoLeads)
    if (!paperPolicy.answer(actor, standing))
      throw new AppError(
        'conflict',
        'There is nothing to answer: its time runs, nothing was submitted, or it is answered.',
      )
    const answer = { goesOn: goesOn === 'yes', words, at: now(), byUserId: actor.userId }
    paper.set({ answer })
    await paper.save({ session })
    await record(session, actor, scaleUpAnswered, { ...eventOf(piloted.pilot), goesOn: answer.goesOn })
  })
}
