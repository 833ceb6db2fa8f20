import type { ClientSession } from 'mongoose'
import { contentOf } from '../../shared/challenges/challenge.ts'
import {
  challengePublished,
  challengeReturned,
  challengeSubmitted,
} from '../../shared/challenges/challenges.events.ts'
import type { PublishChallenge, ReturnChallenge } from '../../shared/challenges/challenges.schema.ts'
import { missingParts } from '../../shared/challenges/completeness.ts'
import { type Actor, actsFor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { ChallengeVersion, type ChallengeDocument } from './challenges.model.ts'
import { challengePolicy } from './challenges.policy.ts'
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
    refuseIncomplete(challenge)

    challenge.set({ status: 'submitted', submittedAt: now(), updatedAt: now(), updatedBy: actor.userId })
    await challenge.save({ session })
    await record(session, actor, challengeSubmitted, { challengeId: id, authorityId: challenge.authorityId })
  })
}

function refuseIncomplete(challenge: ChallengeDocument): void {
  const missing = missingParts(challenge.toObject(), now())
  if (missing.length === 0) return
  const fields = Object.fromEntries(missing.toReversed().map(({ field, text }) => [field, text]))
  throw new AppError('invalid', 'Some parts are missing', fields)
}

/**
 * Makes a submitted challenge public as its version 1. Where the law wants a notice on the central digital
 * platform first, `noticeId` is that notice; else the reason is recorded (procurement.md §3, §9).
 */
export async function publishChallenge(actor: Actor, id: string, input: PublishChallenge): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    const standing = standingOf(challenge.toObject())
    refuseState(standing.status === 'submitted', 'Only a challenge that was submitted can be published')
    allow(challengePolicy.take('publish', actor, standing), 'Only a broker can publish a challenge')
    refuseLapsed(challenge)

    challenge.set({
      status: 'open',
      version: 1,
      publishedAt: now(),
      updatedAt: now(),
      findATender: input.noticeId ? { noticeId: input.noticeId } : null,
      noNoticeReason: input.noNoticeReason,
    })
    await challenge.save({ session })
    await keepVersion(session, actor, challenge, '', '')
    await record(session, actor, challengePublished, {
      challengeId: id,
      authorityId: challenge.authorityId,
      version: 1,
    })
  })
}

/** A deadline that passed while the challenge waited would publish something that nobody can answer. */
function refuseLapsed(challenge: ChallengeDocument): void {
  const lapsed = missingParts(challenge.toObject(), now())
  if (lapsed.length === 0) return
  const words = lapsed.map(({ text }) => text).join('. ')
  throw new AppError('invalid', `It can’t be published as it is: ${words}. Return it with a comment.`)
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
    challenge.set({ status: 'returned', returnedAt: at, updatedAt: at })
    await challenge.save({ session })
    await record(session, actor, challengeReturned, { challengeId: id, authorityId: challenge.authorityId })
  })
}

/** Keeps what the challenge says now as its public version, for ever. */
export async function keepVersion(
  session: ClientSession,
  actor: Actor,
  challenge: ChallengeDocument,
  whatChanged: string,
  why: string,
): Promise<void> {
  const by = { userId: actor.userId, organisationId: actor.organisation?.id ?? null }
  const content = contentOf(challenge.toObject())
  const version = {
    challengeId: challenge._id,
    number: challenge.version,
    content,
    whatChanged,
    why,
    at: now(),
    by,
  }
  await ChallengeVersion.create([version], { session })
}
