import { z } from 'zod'
import {
  askSignOffSchema,
  correctSchema,
  draftAnswerSchema,
  signOffSchema,
} from '../../shared/clarifications/clarifications.drafts.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { correctAnswer } from './clarifications.correct.service.ts'
import { askSignOff, readDraft, saveDraftAnswer } from './clarifications.drafts.service.ts'
import { fileAnswer } from './clarifications.files.api.ts'
import { signOff } from './clarifications.sign-off.service.ts'
import { answeredTogether } from './clarifications.together.read.service.ts'

const tag = 'clarifications'
const params = z.object({ id: z.string().max(40) })
const published = z.object({ challengeId: z.string(), number: z.number().int() })
const corrected = published.extend({
  together: z
    .array(
      z.object({
        id: z.string(),
        number: z.number().int(),
        text: z.string(),
        isSame: z
          .boolean()
          .describe('True: it has this answer as well; false: the answer that was corrected'),
      }),
    )
    .describe('Questions that were answered together with this one, which the correction leaves as they are'),
})
const draft = z.object({
  text: z.string(),
  why: z.string(),
  files: z.array(fileAnswer),
  together: z
    .array(z.object({ id: z.string(), text: z.string() }))
    .describe('Other questions that the same words answer once they are signed off'),
  revision: z.number().int(),
  savedAt: z.iso.datetime(),
  isForSignOff: z.boolean(),
  signOffAsked: z.object({ name: z.string(), at: z.iso.datetime() }).nullable(),
  earlier: z.array(z.object({ text: z.string(), at: z.iso.datetime() })),
})

/** Drafts of answers, their sign-off, and corrections, for programs. */
export const draftsEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/questions/{id}/draft',
    summary: 'Read the draft of an answer, as its authority or a broker',
    tag,
    auth: 'signed-in',
    params,
    answer: z.object({ draft: draft.nullable() }),
    handle: async ({ actor, params: { id } }) => ({ draft: await readDraft(actor, id) }),
  }),
  endpoint({
    method: 'put',
    path: '/questions/{id}/draft',
    summary: 'Save the draft of an answer, or of its correction',
    tag,
    auth: 'signed-in',
    params,
    body: draftAnswerSchema,
    answer: z.object({ revision: z.number().int() }),
    handle: ({ actor, params: { id }, body }) => saveDraftAnswer(actor, id, body),
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/ask-sign-off',
    summary: 'Put a draft before a second officer of the authority',
    tag,
    auth: 'signed-in',
    params,
    body: askSignOffSchema,
    answer: z.object({ challengeId: z.string(), revision: z.number().int() }),
    handle: ({ actor, params: { id }, body }) => askSignOff(actor, id, body),
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/sign-off',
    summary: 'Sign off what a colleague wrote: it is published to everybody',
    tag,
    auth: 'signed-in',
    params,
    body: signOffSchema,
    answer: published,
    handle: ({ actor, params: { id }, body }) => signOff(actor, id, body.revision),
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/correct',
    summary: 'Correct a published answer; the earlier one stays readable',
    tag,
    auth: 'signed-in',
    params,
    body: correctSchema,
    answer: corrected,
    handle: async ({ actor, params: { id }, body }) => ({
      ...(await correctAnswer(actor, id, body)),
      together: await answeredTogether(id),
    }),
  }),
]
