import type { ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import type { QuestionRecord } from './clarifications.model.ts'
import {
  LiveSession,
  type LiveSessionRecord,
  type PollRecord,
  SessionVote,
  type SessionVoteRecord,
} from './clarifications.sessions.model.ts'
import { append } from './clarifications.sessions.record.ts'

type Ballot = Pick<SessionVoteRecord, 'aboutId' | 'organisationId' | 'optionId'>
type Asked = Pick<QuestionRecord, '_id' | 'mergedInto' | 'askerOrganisationId'>

/**
 * How many suppliers besides its asker want an answer to each question. Whoever asked or wanted one that was folded
 * into it wants it too, each supplier once.
 */
export function countVotes(questions: Asked[], ballots: Ballot[]): Map<string, number> {
  const intoOf = new Map(questions.map(({ _id, mergedInto }) => [_id, mergedInto ?? _id]))
  const askerOf = new Map(questions.map(({ _id, askerOrganisationId }) => [_id, askerOrganisationId]))
  const wanting = new Map<string, Set<string>>()
  const want = (questionId: string, organisationId: string) => {
    const into = intoOf.get(questionId)
    if (!into || askerOf.get(into) === organisationId) return
    wanting.set(into, (wanting.get(into) ?? new Set()).add(organisationId))
  }
  for (const { _id, mergedInto, askerOrganisationId } of questions)
    if (mergedInto) want(_id, askerOrganisationId)
  for (const { aboutId, organisationId } of ballots) want(aboutId, organisationId)
  return new Map([...wanting].map(([questionId, suppliers]) => [questionId, suppliers.size]))
}

/** How many suppliers chose each option of a poll. */
export function countChoices(poll: PollRecord, ballots: Ballot[]): { optionId: string; count: number }[] {
  const own = ballots.filter(({ aboutId }) => aboutId === poll.id)
  return poll.options.map(({ id }) => ({
    optionId: id,
    count: own.filter(({ optionId }) => optionId === id).length,
  }))
}

/** `Yes: 3`, one option a line, as it stands in the record. */
const resultsInWords = (poll: PollRecord, results: { optionId: string; count: number }[]): string =>
  [
    poll.question,
    ...poll.options.map(
      ({ id, text }) => `${text}: ${results.find(({ optionId }) => optionId === id)?.count ?? 0}`,
    ),
  ].join('\n')

/** Ends a poll of an open session: what suppliers chose is public from then on. */
export async function endPoll(
  session: ClientSession,
  actor: Actor,
  liveSessionId: string,
  poll: PollRecord,
): Promise<void> {
  const ballots = await SessionVote.find({ aboutId: poll.id }).session(session).lean<SessionVoteRecord[]>()
  const results = countChoices(poll, ballots)
  await LiveSession.updateOne(
    { _id: liveSessionId, 'polls.id': poll.id },
    { $set: { 'polls.$.results': results } },
    { session },
  )
  await append(session, actor, liveSessionId, { kind: 'poll-closed', text: resultsInWords(poll, results) })
}

/** Every vote of a session; for counting, never for showing. */
export async function ballotsOf({ _id }: Pick<LiveSessionRecord, '_id'>): Promise<SessionVoteRecord[]> {
  return SessionVote.find({ liveSessionId: _id }).lean<SessionVoteRecord[]>()
}
