import { z } from 'zod'
import { fileScanAnswer } from '../../shared/platform/file-scan.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { attachFiles, getOwnFile, removeFile } from './proposals.files.service.ts'
import { sendSealed } from './proposals.files.store.ts'
import { getReceivedFile } from './proposals.received.service.ts'

const tag = 'proposals'
const id = z.string().max(40)
const params = z.object({ id })
const fileParams = z.object({ id, fileId: id })

/** A file of a proposal as programs get it; its bytes are at an address of their own. */
export const fileAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    size: z.int(),
    sha256: z.string(),
    scan: fileScanAnswer,
  })
  .meta({ id: 'ProposalFile' })

/** The files of proposals for programs. */
export const filesEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/proposals/{id}/files',
    summary: 'Attach files to the draft',
    tag,
    auth: 'signed-in',
    params,
    takesFiles: 'needed',
    status: 201,
    answer: z.object({ items: z.array(fileAnswer) }),
    handle: async ({ actor, params: { id: proposalId }, files }) => ({
      items: await attachFiles(actor, proposalId, files),
    }),
  }),
  endpoint({
    method: 'get',
    path: '/proposals/{id}/files/{fileId}',
    summary: 'Download a file of your own proposal, draft or submitted',
    tag,
    auth: 'signed-in',
    params: fileParams,
    answer: 'file',
    handle: async ({ actor, params: { id: proposalId, fileId }, res }) =>
      sendSealed(res, await getOwnFile(actor, proposalId, fileId)),
  }),
  endpoint({
    method: 'delete',
    path: '/proposals/{id}/files/{fileId}',
    summary: 'Take a file out of the draft; what was submitted with it keeps it',
    tag,
    auth: 'signed-in',
    params: fileParams,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id: proposalId, fileId } }) => removeFile(actor, proposalId, fileId),
  }),
  endpoint({
    method: 'get',
    path: '/received-proposals/{id}/files/{fileId}',
    summary: 'Download a file of what was submitted, as the authority and after closing',
    tag,
    auth: 'signed-in',
    params: fileParams,
    answer: 'file',
    handle: async ({ actor, params: { id: submissionId, fileId }, res }) =>
      sendSealed(res, await getReceivedFile(actor, submissionId, fileId)),
  }),
]
