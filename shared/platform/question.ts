import type { z } from 'zod'

/** The contract of something that a web process asks of a worker while somebody waits; both sides are parsed. */
export interface QuestionDefinition<Payload = unknown, Answer = unknown> {
  /** `room.what-is-asked`; the part before the dot names the room whose workers answer. */
  name: string
  payload: z.ZodType<Payload>
  answer: z.ZodType<Answer>
}

/** Declares a question. */
export function defineQuestion<Payload, Answer>(
  definition: QuestionDefinition<Payload, Answer>,
): QuestionDefinition<Payload, Answer> {
  return definition
}
