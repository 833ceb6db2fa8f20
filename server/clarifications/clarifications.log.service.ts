import type { AnswerFile } from '../../shared/clarifications/answer-files.ts'
import type { TopicFilter } from '../../shared/clarifications/clarifications.topics.schema.ts'
import type { LogEntry, PublicFile } from '../../shared/clarifications/log-formats.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { config } from '../platform/config.ts'
import { closingOf } from './clarifications.closing.service.ts'
import { readLog } from './clarifications.read.service.ts'
import type { ClarifiedFacts } from './clarifications.service.ts'

/**
 * The published log as anybody reads it, whoever asks for it, in the order of the numbers.
 * @param only those about one part of the challenge, or with one tag
 * @throws AppError not-found
 */
export async function publishedLog(
  challengeId: string,
  only?: TopicFilter,
): Promise<{
  challenge: ClarifiedFacts
  closing: Awaited<ReturnType<typeof closingOf>>
  entries: LogEntry[]
}> {
  const { challenge, answered } = await readLog(visitor, challengeId, 0, 'time', only)
  const entries = answered.flatMap((question): LogEntry[] => {
    if (!question.answer || question.number === null) return []
    const { id, number, letter, askedAt: askedOn, text, answer, isRedacted, part, tags } = question
    const { text: words, at: answeredAt, isLeft, files } = answer
    return [
      {
        number,
        letter,
        askedOn,
        question: text,
        answer: words,
        answeredAt,
        isLeft,
        corrections: question.corrections.map((one) => ({ ...one, files: publicFiles(id, one.files) })),
        isRedacted,
        part: part && { key: part.key, label: part.label },
        tags,
        files: publicFiles(id, files),
      },
    ]
  })
  return { challenge, closing: await closingOf(challenge), entries: entries.reverse() }
}

const publicFiles = (questionId: string, files: AnswerFile[]): PublicFile[] =>
  files.map(({ id, name, type, size, sha256 }) => ({
    name,
    type,
    size,
    sha256,
    url: `${config().publicUrl}/questions/${questionId}/files/${id}`,
  }))
