import type { ClientSession } from 'mongoose'
import { contentOf } from '../../shared/challenges/challenge.ts'
import {
  challengePublicationScheduled,
  challengePublicationUnscheduled,
  challengePublished,
  challengeReturned,
  challengeSubmitted,
} from '../../shared/challenges/challenges.events.ts'
import type { PublishChallenge, ReturnChallenge } from '../../shared/challenges/challenges.review.schema.ts'
import type { GateState } from '../../shared/challenges/gates.ts'
import { type Actor, actsFor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { askCoBuyers } from './challenges.co-buyers.service.ts'
import { gatesOf, refuseAtGates } from './challenges.gates.ts'
import { type ChallengeDocument, ChallengeVersion, type ChallengeVersionRecord } from './challenges.model.ts'
import { challengePolicy } from './challenges.policy.ts'
import { keepSubmission } from './challenges.submissions.ts'
import { loadForChange, standingOf } from './challenges.service.ts'

/** @throws AppError conflict where the life cycle has no such step from here */
function refuseState(isPossible: boolean, message: string): void {
  if (!isPossible) throw new AppError('conflict', message)
}

/**
 * Puts a complete draft before the brokers.
 * @throws AppError invalid with each missing part by its field
 */
export async function submitChallenge(actor: Actor, id: string): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    const standing = standingOf(challenge.toObject())
    allow(actsFor(actor, challenge.authorityId), 'Only members of this authority can submit the challenge')
    refuseState(['draft', 'returned'].includes(standing.status), 'This challenge has been submitted already')
    allow(
      challengePolicy.take('submit', actor, standing),
      'Your authority waits for a broker to confirm it. You can submit as soon as that is done',
    )
    refuseAtGates(gatesOf(challenge.toObject(), 'submit'), 'Some parts are missing')

    challenge.set({ status: 'submitted', submittedAt: now(), updatedAt: now(), updatedBy: actor.userId })
    await askCoBuyers(session, actor, challenge)
    await challenge.save({ session })
    await keepSubmission(session, challenge)
    await record(session, actor, challengeSubmitted, { challengeId: id, authorityId: challenge.authorityId })
  })
}

/**
 * Approves a submitted challenge: it goes public as its version 1, at once or at `publishAt`. Where the law wants a
 * notice on the central digital platform first, `noticeId` and `ocid` are that notice's; else the ground and the
 * reason are recorded (procurement.md §3, §9).
 * @throws AppError invalid while a gate is not clear
 */
export async function publishChallenge(actor: Actor, id: string, input: PublishChallenge): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    const standing = standingOf(challenge.toObject())
    refuseState(standing.status === 'submitted', 'Only a challenge that was submitted can be published')
    allow(challengePolicy.take('publish', actor, standing), 'Only a broker can publish a challenge')
    const { noticeId, ocid, exception, noNoticeReason, publishAt } = input
    const at = now()
    if (publishAt && publishAt <= at)
      throw new AppError('invalid', 'This time has passed', { publishAt: 'Set a time in the future' })

    challenge.set({
      findATender: noticeId ? { noticeId, ocid } : null,
      noNoticeException: exception,
      noNoticeReason,
      schedule: publishAt ? { at: publishAt, approvedBy: actor.userId, approvedAt: at } : null,
    })
    const states = gatesOf(challenge.toObject(), 'publish', { isApproved: true }, publishAt ?? at)
    refuseToPublish(states)
    if (!publishAt) return goPublic(session, actor, challenge, states)
    challenge.set({ updatedAt: at })
    await challenge.save({ session })
    await record(session, actor, challengePublicationScheduled, {
      challengeId: id,
      authorityId: challenge.authorityId,
    })
  })
}

/** What the broker can't mend here goes back to the authority: a deadline that passed while it waited, say. */
function refuseToPublish(states: GateState[]): void {
  const ofDraft = states.flatMap(({ problems }) => problems).filter(({ section }) => section !== null)
  if (ofDraft.length > 0) {
    const words = [...new Set(ofDraft.map(({ text }) => text))].join('. ')
    throw new AppError('invalid', `It can’t be published as it is: ${words}. Return it with a comment.`)
  }
  refuseAtGates(states, 'It can’t be published yet')
}

/** Makes an approved challenge public, with the gates that it passed. */
export async function goPublic(
  session: ClientSession,
  actor: Actor,
  challenge: ChallengeDocument,
  states: GateState[],
): Promise<void> {
  const at = now()
  const approvedBy = challenge.schedule?.approvedBy ?? actor.userId
  const passedGates = states.map(({ name, source }) => ({ name, source, at, approvedBy }))
  challenge.set({
    status: 'open',
    version: 1,
    publishedAt: at,
    updatedAt: at,
    schedule: null,
    passedGates,
  })
  await challenge.save({ session })
  await keepVersion(session, actor, challenge, { whatChanged: '', why: '', newTerms: null })
  await record(session, actor, challengePublished, {
    challengeId: challenge._id,
    authorityId: challenge.authorityId,
    version: 1,
  })
}

/** Takes an approval back before its time: the challenge waits on the desk again. */
export async function unschedulePublication(actor: Actor, id: string): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    const standing = standingOf(challenge.toObject())
    allow(challengePolicy.take('publish', actor, standing), 'Only a broker can publish a challenge')
    refuseState(challenge.schedule !== null, 'No time of publication is set')

    challenge.set({ schedule: null, updatedAt: now() })
    await challenge.save({ session })
    await record(session, actor, challengePublicationUnscheduled, {
      challengeId: id,
      authorityId: challenge.authorityId,
    })
  })
}

/** Gives a submitted challenge back, with comments that its authority sees beside each section. */
export async function returnChallenge(actor: Actor, id: string, input: ReturnChallenge): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    const standing = standingOf(challenge.toObject())
    refuseState(standing.status === 'submitted', 'Only a challenge that was submitted can be returned')
    allow(challengePolicy.take('return', actor, standing), 'Only a broker can return a challenge')

    const at = now()
    const said = [['', input.general] as const, ...Object.entries(input.comments)].filter(([, text]) => text)
    challenge.returnComments.push(
      ...said.map(([section, text]) => ({ section, text: text ?? '', at, by: actor.userId })),
    )
    challenge.set({ status: 'returned', returnedAt: at, updatedAt: at, schedule: null })
    await challenge.save({ session })
    await record(session, actor, challengeReturned, { challengeId: id, authorityId: challenge.authorityId })
  })
}

/** Keeps what the challenge says now as its public version, for ever. */
export async function keepVersion(
  session: ClientSession,
  actor: Actor,
  challenge: ChallengeDocument,
  said: Pick<ChallengeVersionRecord, 'whatChanged' | 'why' | 'newTerms'>,
): Promise<void> {
  const by = { userId: actor.userId, organisationId: actor.organisation?.id ?? null }
  const record = challenge.toObject()
  const { _id: challengeId, version: number, findATender } = record
  const version = { challengeId, number, content: contentOf(record), findATender, ...said, at: now(), by }
  await ChallengeVersion.create([version], { session })
}
