import mongoose from 'mongoose'
import type { TopicFilter } from '../../shared/clarifications/clarifications.topics.schema.ts'
import type { Sort } from '../../shared/clarifications/clarifications.votes.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { paged } from '../../shared/platform/pagination.ts'
import { now } from '../platform/clock.ts'
import { Question, type QuestionRecord } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { withScannedFiles } from './clarifications.files.ts'
import { type PresentedQuestion, presentQuestion } from './clarifications.presenter.ts'
import { type ClarificationLog, topicsOf } from './clarifications.read.service.ts'
import { type ClarifiedFacts, getClarified, questionFacts } from './clarifications.service.ts'
import { withParts } from './clarifications.topics.read.service.ts'
import { wantedBy } from './clarifications.votes.service.ts'

/** How many questions a page of the log shows. */
export const questionsOnPage = 50

/** Which part of the log: a page, the one with a question, the whole, or the first few of each kind. */
export type LogPart = { page: number } | { questionId: string } | 'all' | { fewOfEach: number }

export interface LogPage extends ClarificationLog {
  page: number
  pages: number
  /** How many there are, whatever is shown: of those asked for, waiting, and answered. */
  found: { all: number; waiting: number; answered: number }
  /** The highest number of the log; 0 while it is empty. */
  newest: number
  /** Whether what is answered next belongs among the questions of this page. */
  showsNewest: boolean
  /** This actor may deal with several of those that wait at once. */
  mayDealWithSeveral: boolean
}

/** A question without its words: enough to sort, filter and count it. */
type Outline = Omit<QuestionRecord, 'text' | 'answer' | 'corrections' | 'redactions' | 'partKey' | 'tags'> &
  // Questions of earlier days have none.
  Partial<Pick<QuestionRecord, 'partKey' | 'tags'>>

interface Outlines {
  /** Those that wait and may be read, before those answered, the newest first: in the order of the pages. */
  waiting: Outline[]
  answered: Outline[]
  waitingCount: number
}

async function outline(actor: Actor, challenge: ClarifiedFacts, sort: Sort): Promise<Outlines> {
  const all = await Question.find({
    challengeId: challenge.id,
    status: mongoose.trusted({ $in: ['waiting', 'answered'] }),
  })
    .select('-text -answer -corrections -redactions')
    .sort({ number: -1, askedAt: 1, _id: 1 })
    .lean<Outline[]>()
  const waiting = all.filter(({ status }) => status === 'waiting')
  const readable = waiting.filter((one) => clarificationPolicy.readWaiting(actor, challenge, factsOf(one)))
  if (sort === 'votes') readable.sort((one, other) => other.votes - one.votes)
  return {
    waiting: readable,
    answered: all.filter(({ status }) => status === 'answered'),
    waitingCount: waiting.length,
  }
}

const factsOf = (one: Outline) => questionFacts(one as QuestionRecord)

const isAbout =
  ({ part, tag }: TopicFilter) =>
  ({ partKey = '', tags = [] }: Outline): boolean =>
    (part === '' || partKey === part) && (tag === '' || tags.includes(tag))

/** From where to where, in the order of the pages. */
function boundsOf(part: LogPart, waiting: Outline[], answered: Outline[]): { page: number; size: number } {
  const total = waiting.length + answered.length
  if (part === 'all' || 'fewOfEach' in part) return { page: 1, size: Math.max(1, total) }
  const size = questionsOnPage
  const last = Math.max(1, Math.ceil(total / size))
  if ('page' in part) return { page: Math.min(part.page, last), size }
  const place = [...waiting, ...answered].findIndex(({ _id }) => _id === part.questionId)
  return { page: place < 0 ? 1 : Math.floor(place / size) + 1, size }
}

/** What the questions are about; the words for a part are made once, however many are about it. */
async function topicsIn(challengeId: string, all: Outline[]): Promise<ClarificationLog['topics']> {
  const topical = all.map(({ partKey = '', tags = [], askedAt }) => ({ partKey, tags, askedAt, part: null }))
  const one = new Map(topical.map((question) => [question.partKey, question]))
  const parts = new Map(
    (await withParts(challengeId, [...one.values()])).map(({ partKey, part }) => [partKey, part]),
  )
  return topicsOf(topical.map(({ partKey, tags }) => ({ part: parts.get(partKey) ?? null, tags })))
}

async function present(
  actor: Actor,
  challenge: ClarifiedFacts,
  outlines: Outline[],
): Promise<PresentedQuestion[]> {
  const ids = outlines.map(({ _id }) => _id)
  const found = await Question.find({ _id: mongoose.trusted({ $in: ids }) }).lean<QuestionRecord[]>()
  const byId = new Map(found.map((question) => [question._id, question]))
  const wanted = await wantedBy(
    actor,
    outlines.filter(({ status }) => status === 'waiting').map(({ _id }) => _id),
  )
  const questions = ids.flatMap((id) => byId.get(id) ?? [])
  return withParts(
    challenge.id,
    await withScannedFiles(questions.map((question) => presentQuestion(question, challenge, actor, wanted))),
  )
}

/**
 * A part of a challenge's clarifications as this actor may see them: what waits before what is answered, the newest
 * answer first. A page beyond the last is the last; a question that is not among them is looked for on the first.
 * @throws AppError not-found
 */
export async function readLogPage(
  actor: Actor,
  challengeId: string,
  part: LogPart,
  sort: Sort = 'time',
  only: TopicFilter = { part: '', tag: '' },
): Promise<LogPage> {
  const challenge = await getClarified(actor, challengeId)
  const { waiting, answered, waitingCount } = await outline(actor, challenge, sort)
  const wanted = { waiting: waiting.filter(isAbout(only)), answered: answered.filter(isAbout(only)) }
  const { page, size } = boundsOf(part, wanted.waiting, wanted.answered)
  const from = (page - 1) * size
  const shown =
    typeof part === 'object' && 'fewOfEach' in part
      ? [...wanted.waiting.slice(0, part.fewOfEach), ...wanted.answered.slice(0, part.fewOfEach)]
      : [...wanted.waiting, ...wanted.answered].slice(from, from + size)
  const questions = await present(actor, challenge, shown)
  const total = wanted.waiting.length + wanted.answered.length
  const first = wanted.waiting.length
  return {
    challenge,
    // What was answered between the two readings is among the answered by now.
    answered: questions.filter(({ answer }) => answer !== null),
    answeredCount: answered.length,
    waiting: questions.filter(({ answer }) => answer === null),
    waitingCount,
    topics: await topicsIn(challengeId, [...waiting, ...answered]),
    page,
    pages: paged([], total, page, size).pages,
    found: { all: total, waiting: wanted.waiting.length, answered: wanted.answered.length },
    newest: answered[0]?.number ?? 0,
    showsNewest: part === 'all' || 'fewOfEach' in part || (from <= first && first < from + size),
    mayDealWithSeveral: waiting.length > 1 && mayDealWith(actor, challenge, waiting[0]),
  }
}

/** The question that has this number in the log; null for none. @throws AppError not-found */
export async function questionNumbered(
  actor: Actor,
  challengeId: string,
  number: number,
): Promise<string | null> {
  await getClarified(actor, challengeId)
  return (await Question.findOne({ challengeId, number }, { _id: 1 }).lean())?._id ?? null
}

function mayDealWith(actor: Actor, challenge: ClarifiedFacts, one: Outline | undefined): boolean {
  if (!one) return false
  const facts = factsOf(one)
  return (
    clarificationPolicy.answer(actor, challenge, facts, now()) ||
    clarificationPolicy.leave(actor, challenge, facts) ||
    clarificationPolicy.show(actor, challenge, facts)
  )
}
