import type { AnswerFile } from '../../shared/clarifications/answer-files.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { belongsTo } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import type { PresentedPart } from './clarifications.topics.read.service.ts'
import type { QuestionRecord } from './clarifications.model.ts'
import { type ClarifiedChallenge, clarificationPolicy } from './clarifications.policy.ts'
import { questionFacts } from './clarifications.service.ts'

/** A question as one kind of reader may see it. */
export interface PresentedQuestion {
  id: string
  /** Its place in the published log; null until answered. */
  number: number | null
  text: string
  /** The part of the challenge that it is about; `part` says more of it where a whole log is read. */
  partKey: string
  part: PresentedPart | null
  tags: string[]
  /** `Supplier C` to everybody. */
  letter: string
  /** True for the supplier who asked it. */
  isOwn: boolean
  /** When it was asked; the minute would help to guess who, so the public gets the day. */
  askedAt: Date
  /** `isLeft`: the authority published why it gives none. */
  answer: { text: string; files: AnswerFile[]; at: Date; isLeft: boolean } | null
  /** Answers that stood before, the oldest first, each with why and when it was corrected. */
  corrections: { text: string; files: AnswerFile[]; at: Date; why: string; correctedAt: Date }[]
  isRedacted: boolean
  /** Files that a broker took out, by nothing but their ids. */
  goneFileIds: string[]
  /** No words were replaced, files alone were taken out. */
  hasOnlyGoneFiles: boolean
  /** Everybody can read it, though it may wait. */
  isShown: boolean
  /** How many other suppliers want to know it too; never which. */
  votes: number
  /** The actor's own supplier is one of them. */
  isWanted: boolean
  /** Brokers alone. */
  asker: { organisationId: string; userId: string } | null
  originals: { part: string; original: string; reason: string; fileId: string | null }[] | null
  reports: { reason: string; at: Date }[] | null
  may: {
    answer: boolean
    redact: boolean
    merge: boolean
    report: boolean
    dismissReport: boolean
    vote: boolean
    draft: boolean
    correct: boolean
    leave: boolean
    show: boolean
    sort: boolean
  }
}

/**
 * Shows a question to an actor: names and originals to brokers alone, and never the minute of asking to others.
 * @param wanted the questions that the actor's supplier wants to know too
 */
export function presentQuestion(
  question: QuestionRecord,
  challenge: ClarifiedChallenge,
  actor: Actor,
  wanted: ReadonlySet<string> = new Set(),
): PresentedQuestion {
  const facts = questionFacts(question)
  const seesAsker = clarificationPolicy.seeAsker(actor)
  return {
    id: question._id,
    number: question.number,
    text: question.text,
    partKey: question.partKey ?? '',
    part: null,
    tags: question.tags ?? [],
    letter: question.letter,
    isOwn: belongsTo(actor, question.askerOrganisationId),
    askedAt: seesAsker ? question.askedAt : startOfDay(question.askedAt),
    answer: question.answer && {
      text: question.answer.text,
      files: filesTo(question.answer.files),
      at: question.answer.at,
      isLeft: question.answer.isLeft === true,
    },
    corrections: question.corrections.map((one) => ({
      text: one.text,
      files: filesTo(one.files),
      at: one.at,
      why: one.why,
      correctedAt: one.correctedAt,
    })),
    isRedacted: question.redactions.length > 0,
    hasOnlyGoneFiles: question.redactions.every(({ part }) => part === 'file'),
    goneFileIds: question.redactions.flatMap(({ file }) => (file ? [file.id] : [])),
    isShown: facts.isShown,
    votes: question.votes,
    isWanted: wanted.has(question._id),
    asker: seesAsker ? { organisationId: question.askerOrganisationId, userId: question.askerUserId } : null,
    originals: seesAsker
      ? question.redactions.map(({ part, original, reason, file }) => ({
          part,
          original,
          reason,
          fileId: file?.id ?? null,
        }))
      : null,
    reports: seesAsker ? question.reports.map(({ reason, at }) => ({ reason, at })) : null,
    may: {
      answer: clarificationPolicy.answer(actor, challenge, facts, now()),
      redact: clarificationPolicy.redact(actor, challenge, facts),
      merge: clarificationPolicy.merge(actor, challenge, facts),
      report: clarificationPolicy.report(actor, challenge, facts),
      dismissReport: clarificationPolicy.dismissReport(actor, challenge, facts),
      draft: clarificationPolicy.draft(actor, challenge, facts, now()),
      correct: clarificationPolicy.correct(actor, challenge, facts),
      leave: clarificationPolicy.leave(actor, challenge, facts),
      vote: clarificationPolicy.vote(actor, challenge, facts, now()),
      show: clarificationPolicy.show(actor, challenge, facts),
      sort: clarificationPolicy.sort(actor, challenge, facts),
    },
  }
}

const filesTo = (files: AnswerFile[] = []): AnswerFile[] =>
  files.map(({ id, name, type, size, sha256 }) => ({ id, name, type, size, sha256 }))

const startOfDay = (at: Date): Date => new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000)
