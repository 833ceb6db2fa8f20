import { endOf } from '../../shared/platform/dates.ts'
import type { QueueOrder } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import type { SessionStatus } from '../../shared/clarifications/session-status.ts'
import type { EntryKind, SessionRole } from '../../shared/clarifications/session-record.ts'
import type { AnswerFile } from '../../shared/clarifications/answer-files.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import type { QuestionRecord } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { type PresentedQuestion, presentQuestion } from './clarifications.presenter.ts'
import type { ClarifiedFacts } from './clarifications.service.ts'
import type {
  LiveSessionRecord,
  PollRecord,
  SessionEntryRecord,
  SessionVoteRecord,
} from './clarifications.sessions.model.ts'
import { redactableKinds, sessionPolicy } from './clarifications.sessions.policy.ts'
import { countVotes } from './clarifications.sessions.votes.ts'

/** A live session as everybody sees it, with what this actor may do. */
export interface PresentedSession {
  id: string
  challengeId: string
  /** At this instant. */
  status: SessionStatus
  startsAt: Date
  minutes: number
  endsAt: Date
  agenda: { id: string; text: string; isCurrent: boolean }[]
  howToTakePart: string
  cancelReason: string
  openedAt: Date | null
  endedAt: Date | null
  /** The number of the newest entry of its record. */
  newest: number
  may: {
    change: boolean
    cancel: boolean
    open: boolean
    /** May open it once its time has come. */
    lead: boolean
    close: boolean
    ask: boolean
    vote: boolean
    note: boolean
    steer: boolean
  }
}

/** A session to an actor. */
export function presentSession(
  live: LiveSessionRecord,
  challenge: ClarifiedFacts,
  actor: Actor,
): PresentedSession {
  const at = now()
  const { _id: id, challengeId, startsAt, minutes, howToTakePart, cancelReason, openedAt, endedAt } = live
  const may = (rule: 'change' | 'cancel' | 'open' | 'close' | 'ask' | 'vote' | 'note' | 'steer') =>
    sessionPolicy[rule](actor, challenge, live, at)
  return {
    id,
    challengeId,
    status: sessionPolicy.statusAt(challenge, live, at),
    startsAt,
    minutes,
    endsAt: endOf(live),
    agenda: live.agenda.map((item) => ({ ...item, isCurrent: item.id === live.currentItemId })),
    howToTakePart,
    cancelReason,
    openedAt,
    endedAt,
    newest: live.entriesCount,
    may: {
      change: may('change'),
      cancel: may('cancel'),
      open: may('open'),
      lead: sessionPolicy.leads(actor, challenge),
      close: may('close'),
      ask: may('ask'),
      vote: may('vote'),
      note: may('note'),
      steer: may('steer'),
    },
  }
}

/** A question in the queue. */
export interface PresentedQueued extends PresentedQuestion {
  /** How many suppliers besides its asker want an answer to it. */
  votes: number
  /** The actor's own supplier is one of them. */
  hasVoted: boolean
  mayVote: boolean
}

export interface PresentedQueue {
  order: QueueOrder
  answering: PresentedQueued | null
  waiting: PresentedQueued[]
  /** Those that will be answered in writing. */
  later: PresentedQueued[]
}

/** The questions of an open session that wait, in the order that its leader chose. */
export function presentQueue(
  live: LiveSessionRecord,
  challenge: ClarifiedFacts,
  actor: Actor,
  questions: QuestionRecord[],
  ballots: SessionVoteRecord[],
): PresentedQueue {
  const counts = countVotes(questions, ballots)
  const own = new Set(
    ballots
      .filter(({ organisationId }) => organisationId === actor.organisation?.id)
      .map(({ aboutId }) => aboutId),
  )
  const mayVote = sessionPolicy.vote(actor, challenge, live, now())
  const byTime = questions
    .filter(({ status }) => status === 'waiting')
    .sort((a, b) => a.askedAt.getTime() - b.askedAt.getTime() || (a._id < b._id ? -1 : 1))
  const inOrder = byTime.map((question): PresentedQueued => {
    const presented = presentQuestion(question, challenge, actor)
    return {
      ...presented,
      votes: counts.get(question._id) ?? 0,
      hasVoted: own.has(question._id),
      mayVote: mayVote && !presented.isOwn,
    }
  })
  if (live.order === 'votes') inOrder.sort((a, b) => b.votes - a.votes)
  const isLater = ({ id }: PresentedQueued) => live.laterQuestionIds.includes(id)
  const isAnswering = ({ id }: PresentedQueued) => live.answeringQuestionId === id
  return {
    order: live.order,
    answering: inOrder.find(isAnswering) ?? null,
    waiting: inOrder.filter((one) => !isLater(one) && !isAnswering(one)),
    later: inOrder.filter((one) => isLater(one) && !isAnswering(one)),
  }
}

export interface PresentedPoll {
  id: string
  question: string
  isOpen: boolean
  /** `count` is null while suppliers can still choose. */
  options: { id: string; text: string; count: number | null; share: number }[]
  /** What the actor's own supplier chose. */
  chosen: string | null
}

/** A poll to an actor: the result to all once it is closed, and before to nobody. */
export function presentPoll(poll: PollRecord, actor: Actor, ballots: SessionVoteRecord[]): PresentedPoll {
  const own = ballots.find(
    ({ aboutId, organisationId }) => aboutId === poll.id && organisationId === actor.organisation?.id,
  )
  const total = poll.results?.reduce((sum, { count }) => sum + count, 0) ?? 0
  const countOf = (id: string) => poll.results?.find(({ optionId }) => optionId === id)?.count ?? null
  return {
    id: poll.id,
    question: poll.question,
    isOpen: poll.results === null,
    options: poll.options.map(({ id, text }) => {
      const count = countOf(id)
      return { id, text, count, share: count === null || total === 0 ? 0 : count / total }
    }),
    chosen: own?.optionId ?? null,
  }
}

/** One entry of a session's record. */
export interface PresentedEntry {
  number: number
  kind: EntryKind
  /** For what suppliers asked, the day only: the minute would help to guess who. Brokers read the minute. */
  at: Date
  by: SessionRole
  text: string
  /** A broker replaced the words. */
  isRedacted: boolean
  /** For brokers alone. */
  originals: { original: string; reason: string }[] | null
  mayRedact: boolean
  question: {
    id: string
    letter: string
    text: string
    isOwn: boolean
    isRedacted: boolean
    isMerged: boolean
    number: number | null
    answer: { text: string; files: AnswerFile[]; at: Date } | null
  } | null
}

/** An entry with the words of its question as they stand now, so that what a broker redacted is gone here too. */
export function presentEntry(
  entry: SessionEntryRecord,
  question: QuestionRecord | undefined,
  challenge: ClarifiedFacts,
  actor: Actor,
): PresentedEntry {
  const presented = question && presentQuestion(question, challenge, actor)
  const replaced = entry.redactions ?? []
  return {
    number: entry.number,
    kind: entry.kind,
    at: entry.kind === 'asked' && presented ? presented.askedAt : entry.at,
    by: entry.role,
    text: entry.text,
    isRedacted: replaced.length > 0,
    originals: clarificationPolicy.seeAsker(actor)
      ? replaced.map(({ original, reason }) => ({ original, reason }))
      : null,
    mayRedact: redactableKinds.includes(entry.kind) && sessionPolicy.redact(actor, challenge),
    question: presented
      ? {
          id: presented.id,
          letter: presented.letter,
          text: presented.text,
          isOwn: presented.isOwn,
          isRedacted: presented.isRedacted,
          isMerged: question.status === 'merged',
          number: presented.number,
          answer: presented.answer,
        }
      : null,
  }
}
