import mongoose from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { Question, type QuestionRecord } from './clarifications.model.ts'
import { type ClarifiedFacts, getClarified } from './clarifications.service.ts'
import { sessionCalendar } from './clarifications.sessions.calendar.ts'
import { type Leader, leadersOf } from './clarifications.sessions.chair.service.ts'
import {
  LiveSession,
  type LiveSessionRecord,
  SessionEntry,
  type SessionEntryRecord,
} from './clarifications.sessions.model.ts'
import { type PresentedQuestion, presentQuestion } from './clarifications.presenter.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'
import { sessionPolicy } from './clarifications.sessions.policy.ts'
import { countPresent, notePresence } from './clarifications.sessions.presence.service.ts'
import {
  type PresentedEntry,
  type PresentedPoll,
  type PresentedQueue,
  type PresentedSession,
  presentEntry,
  presentPoll,
  presentQueue,
  presentSession,
} from './clarifications.sessions.presenter.ts'
import { loadSession } from './clarifications.sessions.service.ts'
import { ballotsOf } from './clarifications.sessions.votes.ts'
import { now } from '../platform/clock.ts'

const { trusted } = mongoose

/** The sessions of a challenge as this actor may see them, by their start. @throws AppError not-found */
export async function listSessions(
  actor: Actor,
  challengeId: string,
): Promise<{ challenge: ClarifiedFacts; sessions: PresentedSession[]; mayAnnounce: boolean }> {
  const challenge = await getClarified(actor, challengeId)
  const found = await LiveSession.find({ challengeId })
    .sort({ startsAt: 1, _id: 1 })
    .lean<LiveSessionRecord[]>()
  return {
    challenge,
    sessions: found.map((live) => presentSession(live, challenge, actor)),
    mayAnnounce: sessionPolicy.announce(actor, challenge, now()),
  }
}

/** A session with everything that its page shows. */
export interface WholeSession {
  challenge: ClarifiedFacts
  session: PresentedSession
  queue: PresentedQueue
  polls: PresentedPoll[]
  /** The record, the oldest first. */
  entries: PresentedEntry[]
  /** Those of which a broker replaced words, however long ago: a page may show them as they were. */
  redacted: PresentedEntry[]
  /** Questions of the session that were answered after it, by their numbers in the log. */
  answeredSince: PresentedQuestion[]
  /** What is answered here goes to a second officer first. */
  needsSignOff: boolean
  /** For the authority and the brokers; null for everybody else. */
  people: { present: number; chair: string; isChair: boolean; others: Leader[] } | null
}

/**
 * A session as this actor may see it; reading an open one notes that a supplier is there.
 * @param after only the entries after this number
 * @throws AppError not-found
 */
export async function readSession(actor: Actor, liveSessionId: string, after = 0): Promise<WholeSession> {
  const { live, challenge } = await loadSession(actor, liveSessionId)
  const session = presentSession(live, challenge, actor)
  if (session.status === 'open') await notePresence(actor, live._id)
  const [questions, ballots, found] = await Promise.all([
    Question.find({ liveSessionId: live._id }).lean<QuestionRecord[]>(),
    ballotsOf(live),
    SessionEntry.find({
      liveSessionId: live._id,
      $or: [{ number: trusted({ $gt: after }) }, { 'redactions.0': trusted({ $exists: true }) }],
    })
      .sort({ number: 1 })
      .lean<SessionEntryRecord[]>(),
  ])
  const questionOf = await questionsIn(found, questions)
  const entries = found.map((entry) => presentEntry(entry, questionOf(entry), challenge, actor))
  return {
    challenge,
    session,
    queue: presentQueue(live, challenge, actor, questions, ballots),
    polls: live.polls.map((poll) => presentPoll(poll, actor, ballots)),
    entries: entries.filter(({ number }) => number > after),
    redacted: entries.filter(({ isRedacted }) => isRedacted),
    answeredSince: answeredSince(live, questions).map((question) =>
      presentQuestion(question, challenge, actor),
    ),
    needsSignOff: (await settingsOf(challenge.id)).signOff,
    people: sessionPolicy.seePresence(actor, challenge) ? await peopleOf(actor, live, challenge) : null,
  }
}

const answeredSince = ({ endedAt }: LiveSessionRecord, questions: QuestionRecord[]): QuestionRecord[] =>
  questions
    .filter(({ answer }) => endedAt !== null && answer !== null && answer.at > endedAt)
    .sort((one, other) => (one.number ?? 0) - (other.number ?? 0))

/** The questions that entries are about: of the session, and others that were answered in it. */
async function questionsIn(
  entries: SessionEntryRecord[],
  known: QuestionRecord[],
): Promise<(entry: SessionEntryRecord) => QuestionRecord | undefined> {
  const byId = new Map(known.map((question) => [question._id, question]))
  const missing = entries.flatMap(({ questionId }) =>
    questionId && !byId.has(questionId) ? [questionId] : [],
  )
  if (missing.length > 0) {
    const others = await Question.find({ _id: trusted({ $in: missing }) }).lean<QuestionRecord[]>()
    for (const question of others) byId.set(question._id, question)
  }
  return ({ questionId }) => (questionId ? byId.get(questionId) : undefined)
}

async function peopleOf(actor: Actor, live: LiveSessionRecord, challenge: ClarifiedFacts) {
  const [present, leaders] = await Promise.all([countPresent(live._id), leadersOf(challenge)])
  return {
    present,
    chair: leaders.find(({ userId }) => userId === live.chair.userId)?.name ?? '',
    isChair: live.chair.userId === actor.userId,
    others: leaders.filter(({ userId }) => userId !== live.chair.userId),
  }
}

/** The entries of a session's record after a number, and the newest number there is. @throws AppError not-found */
export async function readEntries(
  actor: Actor,
  liveSessionId: string,
  after = 0,
): Promise<{ number: number; entries: PresentedEntry[] }> {
  const { live, challenge } = await loadSession(actor, liveSessionId)
  const found = await SessionEntry.find({ liveSessionId: live._id, number: trusted({ $gt: after }) })
    .sort({ number: 1 })
    .lean<SessionEntryRecord[]>()
  const questionOf = await questionsIn(found, [])
  const entries = found.map((entry) => presentEntry(entry, questionOf(entry), challenge, actor))
  return { number: entries.at(-1)?.number ?? after, entries }
}

/** A session's entry for calendars. @throws AppError not-found */
export async function readCalendar(actor: Actor, liveSessionId: string) {
  const { live, challenge } = await loadSession(actor, liveSessionId)
  return sessionCalendar(live, challenge)
}

/** A session and what its notices say of it, whoever reads them; null for one that is not there. */
export async function findSession(liveSessionId: string): Promise<LiveSessionRecord | null> {
  return LiveSession.findById(liveSessionId).lean<LiveSessionRecord>()
}

/** How many questions of a session have been answered, and how many wait. */
export async function countSessionQuestions(
  liveSessionId: string,
): Promise<{ answered: number; waiting: number }> {
  const count = (status: 'answered' | 'waiting') => Question.countDocuments({ liveSessionId, status })
  const [answered, waiting] = await Promise.all([count('answered'), count('waiting')])
  return { answered, waiting }
}

/** True for a question that was put in a live session. */
export async function wasAskedLive(questionId: string): Promise<boolean> {
  return (await Question.exists({ _id: questionId, liveSessionId: trusted({ $ne: null }) })) !== null
}

/**
 * True for an answer that people are told of by itself: not one that was given while the session of its question was
 * open, nor one that several questions have together.
 */
export async function isToldAlone(questionId: string): Promise<boolean> {
  const question = await Question.findById(questionId).lean<QuestionRecord>()
  if (question?.answer?.isTogether) return false
  if (!question?.liveSessionId || !question.answer) return true
  const live = await findSession(question.liveSessionId)
  return live === null || (live.endedAt !== null && question.answer.at > live.endedAt)
}
