import { z } from 'zod'
import { redactEntrySchema } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import { endpoint } from '../platform/api.ts'
import { redactEntry } from './clarifications.sessions.redact.service.ts'

/** Replacing words of a session's record, for programs of brokers. */
export const redactEntryEndpoint = endpoint({
  method: 'post',
  path: '/live-sessions/{id}/entries/{number}/redact',
  summary: 'Replace words of the record that must not stand in public, as a broker',
  tag: 'clarifications',
  auth: 'signed-in',
  params: z.object({ id: z.string().max(40), number: z.coerce.number().int().min(1) }),
  body: redactEntrySchema,
  answer: z.object({ challengeId: z.string() }),
  handle: ({ actor, params: { id, number }, body }) => redactEntry(actor, id, number, body),
})
