import mongoose from 'mongoose'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import type { Sort } from '../../shared/clarifications/clarifications.votes.schema.ts'
import type { TopicFilter } from '../../shared/clarifications/clarifications.topics.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { findChallenges } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { Question, type QuestionRecord } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { PrivateQuestion } from './clarifications.private.model.ts'
import { challengesShowing } from './clarifications.settings.read.service.ts'
import { withParts } from './clarifications.topics.read.service.ts'
import { withScannedFiles } from './clarifications.files.ts'
import { type PresentedQuestion, presentQuestion } from './clarifications.presenter.ts'
import { type ClarifiedFacts, getClarified, loadQuestion, questionFacts } from './clarifications.service.ts'
import { wantedBy } from './clarifications.votes.service.ts'

export interface ClarificationLog {
  challenge: ClarifiedFacts
  /** Published questions with their answers, the newest first. */
  answered: PresentedQuestion[]
  /** How many are answered in all, those before `after` among them. */
  answeredCount: number
  /** Those without an answer that this actor may read, the oldest first. */
  waiting: PresentedQuestion[]
  /** How many wait in all: everybody may know that. */
  waitingCount: number
  /** What the questions that this actor may read are about, whatever was asked for. */
  topics: LogTopics
}

/**
 * The clarifications of a challenge as this actor may see them.
 * @param after only what was published after this number of the log
 * @param sort what waits: the oldest first, or what most suppliers want to know
 * @param only those about one part of the challenge, or with one tag
 * @throws AppError not-found
 */
export async function readLog(
  actor: Actor,
  challengeId: string,
  after = 0,
  sort: Sort = 'time',
  only: TopicFilter = { part: '', tag: '' },
): Promise<ClarificationLog> {
  const challenge = await getClarified(actor, challengeId)
  const [answered, counted, waiting] = await Promise.all([
    Question.find({ challengeId, status: 'answered', number: mongoose.trusted({ $gt: after }) })
      .sort({ number: -1 })
      .lean<QuestionRecord[]>(),
    after > 0 ? Question.countDocuments({ challengeId, status: 'answered' }) : null,
    Question.find({ challengeId, status: 'waiting' }).sort({ askedAt: 1, _id: 1 }).lean<QuestionRecord[]>(),
  ])
  const readable = waiting.filter((question) =>
    clarificationPolicy.readWaiting(actor, challenge, questionFacts(question)),
  )
  if (sort === 'votes') readable.sort((one, other) => other.votes - one.votes)
  const wanted = await wantedBy(
    actor,
    readable.map(({ _id }) => _id),
  )
  const presented = await withParts(
    challengeId,
    await withScannedFiles(
      [...answered, ...readable].map((question) => presentQuestion(question, challenge, actor, wanted)),
    ),
  )
  const isWanted = ({ partKey, tags }: PresentedQuestion) =>
    (only.part === '' || partKey === only.part) && (only.tag === '' || tags.includes(only.tag))
  return {
    challenge,
    answered: presented.slice(0, answered.length).filter(isWanted),
    answeredCount: counted ?? answered.length,
    waiting: presented.slice(answered.length).filter(isWanted),
    waitingCount: waiting.length,
    topics: topicsOf(presented),
  }
}

export interface LogTopics {
  parts: { key: string; label: string; count: number }[]
  tags: { tag: string; count: number }[]
}

/** What questions are about, what most are about first. */
export function topicsOf(questions: Pick<PresentedQuestion, 'part' | 'tags'>[]): LogTopics {
  const parts = new Map<string, LogTopics['parts'][number]>()
  const tags = new Map<string, number>()
  for (const { part, tags: own } of questions) {
    if (part) {
      const { key, label } = part
      parts.set(key, { key, label, count: (parts.get(key)?.count ?? 0) + 1 })
    }
    for (const tag of own) tags.set(tag, (tags.get(tag) ?? 0) + 1)
  }
  const counted = [...tags].map(([tag, count]) => ({ tag, count }))
  return {
    parts: [...parts.values()].sort((one, other) => other.count - one.count),
    tags: counted.sort((one, other) => other.count - one.count || one.tag.localeCompare(other.tag)),
  }
}

/** One question as this actor may see it. @throws AppError not-found */
export async function readQuestion(
  actor: Actor,
  questionId: string,
): Promise<{ question: PresentedQuestion; challenge: ClarifiedFacts }> {
  const { question, challenge } = await loadQuestion(actor, questionId)
  const wanted = await wantedBy(actor, [questionId])
  const shown = await withScannedFiles([presentQuestion(question.toObject(), challenge, actor, wanted)])
  const [presented] = await withParts(challenge.id, shown)
  return { question: presented as PresentedQuestion, challenge }
}

/** How many of the questions that wait are shown to everybody. */
export async function countShown(challengeId: string): Promise<number> {
  return Question.countDocuments({ challengeId, status: 'waiting', shownAt: mongoose.trusted({ $ne: null }) })
}

/** How many suppliers want to know a question too; null if it is not shown. */
export async function votesOf(questionId: string): Promise<number | null> {
  const question = await Question.findById(questionId).lean<QuestionRecord>()
  return question?.shownAt ? question.votes : null
}

/** Those that wait to be read by a broker before they are shown, for the desk. */
export async function listToShow(): Promise<QuestionRecord[]> {
  const challengeIds = await challengesShowing('once-read')
  const waiting = await Question.find({
    challengeId: mongoose.trusted({ $in: challengeIds }),
    status: 'waiting',
    shownAt: null,
  })
    .sort({ askedAt: 1, _id: 1 })
    .lean<QuestionRecord[]>()
  const challenges = await findChallenges(waiting.map(({ challengeId }) => challengeId))
  return waiting.filter(({ challengeId }) => {
    const challenge = challenges.get(challengeId)
    return challenge && openStatuses.includes(effectiveStatus(challenge, now()))
  })
}

/** The questions of one challenge that wait for an answer. */
export interface Unanswered {
  challengeId: string
  count: number
  /** The one that has waited longest, and since when. */
  oldestId: string
  since: Date
}

/** What waits for an answer, by challenge; to remind those who owe it. */
export async function listUnanswered(): Promise<Unanswered[]> {
  return Question.aggregate<Unanswered>([
    { $match: { status: 'waiting' } },
    { $sort: { askedAt: 1, _id: 1 } },
    {
      $group: {
        _id: '$challengeId',
        count: { $sum: 1 },
        oldestId: { $first: '$_id' },
        since: { $first: '$askedAt' },
      },
    },
    { $project: { _id: 0, challengeId: '$_id', count: 1, oldestId: 1, since: 1 } },
  ])
}

/** How many entries the published log has, and how many questions wait: what live pages are told. */
export async function logCounts(challengeId: string): Promise<{ answered: number; waiting: number }> {
  const [answered, waiting] = await Promise.all([
    Question.countDocuments({ challengeId, status: 'answered' }),
    Question.countDocuments({ challengeId, status: 'waiting' }),
  ])
  return { answered, waiting }
}

/** The people who asked a question, those whose questions were folded into it among them; to tell them only. */
export async function askersOf(questionId: string): Promise<{ userId: string; organisationId: string }[]> {
  const asked = await Question.find({ $or: [{ _id: questionId }, { mergedInto: questionId }] }).lean<
    QuestionRecord[]
  >()
  return asked.map(({ askerUserId, askerOrganisationId }) => ({
    userId: askerUserId,
    organisationId: askerOrganisationId,
  }))
}

/** Everybody who asked what a question asks: its own asker, and those of all that it was folded together with. */
export async function askersTogether(questionId: string): ReturnType<typeof askersOf> {
  const question = await Question.findById(questionId).lean<QuestionRecord>()
  return askersOf(question?.mergedInto ?? questionId)
}

/** The suppliers who asked anything about a challenge; to tell them of changes only. */
export async function suppliersWhoAsked(challengeId: string): Promise<string[]> {
  const asked = await Promise.all([
    Question.find({ challengeId }).distinct('askerOrganisationId'),
    PrivateQuestion.find({ challengeId }).distinct('askerOrganisationId'),
  ])
  return [...new Set(asked.flat())]
}
