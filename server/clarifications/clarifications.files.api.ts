import { z } from 'zod'
import { fileScanAnswer } from '../../shared/platform/file-scan.ts'
import { redactFileSchema } from '../../shared/clarifications/answer-files.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { sendFile } from '../platform/stored-files.ts'
import { attachToDraft, getAnswerFile, redactFile, removeFromDraft } from './clarifications.files.service.ts'

const tag = 'clarifications'
const id = z.string().max(40)
const params = z.object({ id })
const fileParams = z.object({ id, fileId: id })

/** A file of an answer as programs get it; its bytes are at an address of their own. */
export const fileAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    size: z.int(),
    sha256: z.string(),
    scan: fileScanAnswer,
  })
  .meta({ id: 'AnswerFile' })

/** The files of answers for programs. */
export const filesEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/questions/{id}/draft/files',
    summary: 'Attach files to the draft of an answer; name them in fileIds when you publish it',
    tag,
    auth: 'signed-in',
    params,
    takesFiles: 'needed',
    status: 201,
    answer: z.object({ items: z.array(fileAnswer) }),
    handle: async ({ actor, params: { id: questionId }, files }) => ({
      items: await attachToDraft(actor, questionId, files),
    }),
  }),
  endpoint({
    method: 'delete',
    path: '/questions/{id}/draft/files/{fileId}',
    summary: 'Take a file off the draft of an answer',
    tag,
    auth: 'signed-in',
    params: fileParams,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id: questionId, fileId } }) => removeFromDraft(actor, questionId, fileId),
  }),
  endpoint({
    method: 'get',
    path: '/questions/{id}/files/{fileId}',
    summary: 'Download a file of an answer, or of an earlier one',
    tag,
    auth: 'anyone',
    params: fileParams,
    answer: 'file',
    handle: async ({ actor, params: { id: questionId, fileId }, res }) =>
      sendFile(res, await getAnswerFile(actor, questionId, fileId)),
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/redact-file',
    summary: 'Take a file out of an answer, as a broker; it stays in the record',
    tag,
    auth: 'signed-in',
    params,
    body: redactFileSchema,
    answer: z.object({ challengeId: z.string() }),
    handle: ({ actor, params: { id: questionId }, body }) => redactFile(actor, questionId, body),
  }),
]
