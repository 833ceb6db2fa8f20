import { z } from 'zod'
import { attachmentsSchema } from '../../shared/challenges/challenges.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { sendFile } from '../platform/stored-files.ts'
import { addAttachments, getAttachment, removeAttachment } from './challenges.attachments.service.ts'
import { attachmentAnswer } from './challenges.json-presenter.ts'

const tag = 'challenges'
const id = z.string().max(40)
const params = z.object({ id })
const fileParams = z.object({ id, fileId: id })

/** The files of challenges for programs. */
export const attachmentsEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/challenges/{id}/attachments',
    summary: 'Attach files to a draft, under one description',
    tag,
    auth: 'signed-in',
    params,
    body: attachmentsSchema,
    takesFiles: 'needed',
    status: 201,
    answer: z.object({ items: z.array(attachmentAnswer) }),
    handle: async ({ actor, params: { id: challengeId }, files, body: { description } }) => ({
      items: await addAttachments(actor, challengeId, files, description),
    }),
  }),
  endpoint({
    method: 'get',
    path: '/challenges/{id}/attachments/{fileId}',
    summary: 'Download a file of a challenge, or of one of its earlier versions',
    tag,
    auth: 'anyone',
    params: fileParams,
    answer: 'file',
    handle: async ({ actor, params: { id: challengeId, fileId }, res }) =>
      sendFile(res, await getAttachment(actor, challengeId, fileId)),
  }),
  endpoint({
    method: 'delete',
    path: '/challenges/{id}/attachments/{fileId}',
    summary: 'Take a file off a draft',
    tag,
    auth: 'signed-in',
    params: fileParams,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id: challengeId, fileId } }) => removeAttachment(actor, challengeId, fileId),
  }),
]
