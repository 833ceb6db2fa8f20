import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { AppError } from '../platform/errors.ts'
import {
  LiveSession,
  type LiveSessionRecord,
  type PollRecord,
  SessionVote,
} from './clarifications.sessions.model.ts'
import { append } from './clarifications.sessions.record.ts'
import { countVote, refuseSteering, refuseVote, within } from './clarifications.sessions.run.service.ts'
import { endPoll } from './clarifications.sessions.votes.ts'

interface Keyed {
  key?: string | undefined
}

/** Puts a question with options to the suppliers. @throws AppError not-found, forbidden, conflict */
export async function startPoll(
  actor: Actor,
  liveSessionId: string,
  { question, options, key }: Keyed & { question: string; options: string[] },
): Promise<{ id: string }> {
  const id = newId()
  return within(actor, liveSessionId, { question, options, key }, async (session, loaded) => {
    refuseSteering(actor, loaded)
    const poll: PollRecord = {
      id,
      question,
      options: options.map((text) => ({ id: newId(), text })),
      results: null,
    }
    await LiveSession.updateOne({ _id: liveSessionId }, { $push: { polls: poll } }, { session })
    const text = [question, ...options].join('\n')
    await append(session, actor, liveSessionId, { kind: 'poll-opened', text })
    return { id }
  })
}

/** A poll that suppliers can still choose in. @throws AppError conflict */
function openPoll({ polls }: LiveSessionRecord, pollId: string): PollRecord {
  const poll = polls.find(({ id, results }) => id === pollId && results === null)
  if (!poll) throw new AppError('conflict', 'This poll is closed')
  return poll
}

/**
 * Says what the actor's supplier chooses; said again it replaces what was chosen before. Who chose what is kept
 * for counting and shown to nobody.
 * @throws AppError not-found, forbidden, conflict once it is closed, invalid, too-many
 */
export async function choose(
  actor: Actor,
  liveSessionId: string,
  { pollId, optionId, key }: Keyed & { pollId: string; optionId: string },
): Promise<object> {
  await countVote(actor)
  return within(actor, liveSessionId, { pollId, optionId, key }, async (session, loaded) => {
    const organisationId = refuseVote(actor, loaded)
    const poll = openPoll(loaded.live, pollId)
    if (!poll.options.some(({ id }) => id === optionId)) {
      throw new AppError('invalid', 'No such option', { optionId: 'Choose one of the options' })
    }
    await SessionVote.updateOne(
      { aboutId: pollId, organisationId },
      { $set: { optionId }, $setOnInsert: { _id: newId(), liveSessionId } },
      { upsert: true, session },
    )
    return {}
  })
}

/** Closes a poll; its result is public. @throws AppError not-found, forbidden, conflict */
export async function closePoll(
  actor: Actor,
  liveSessionId: string,
  { pollId, key }: Keyed & { pollId: string },
): Promise<object> {
  return within(actor, liveSessionId, { pollId, key }, async (session, loaded) => {
    refuseSteering(actor, loaded)
    await endPoll(session, actor, liveSessionId, openPoll(loaded.live, pollId))
    return {}
  })
}
