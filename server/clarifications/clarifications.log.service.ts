import type { LogEntry } from '../../shared/clarifications/log-formats.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { closingOf } from './clarifications.closing.service.ts'
import { readLog } from './clarifications.read.service.ts'
import type { ClarifiedFacts } from './clarifications.service.ts'

/**
 * The published log as anybody reads it, whoever asks for it, in the order of the numbers.
 * @throws AppError not-found
 */
export async function publishedLog(challengeId: string): Promise<{
  challenge: ClarifiedFacts
  closing: Awaited<ReturnType<typeof closingOf>>
  entries: LogEntry[]
}> {
  const { challenge, answered } = await readLog(visitor, challengeId)
  const entries = answered.flatMap((question): LogEntry[] => {
    if (!question.answer || question.number === null) return []
    const { number, letter, askedAt: askedOn, text, answer, corrections, isRedacted } = question
    const { text: words, at: answeredAt, isLeft } = answer
    return [
      { number, letter, askedOn, question: text, answer: words, answeredAt, isLeft, corrections, isRedacted },
    ]
  })
  return { challenge, closing: await closingOf(challenge), entries: entries.reverse() }
}
