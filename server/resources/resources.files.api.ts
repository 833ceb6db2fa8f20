import { z } from 'zod'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { AppError } from '../platform/errors.ts'
import { sendFile } from '../platform/stored-files.ts'
import { fileReport, getReportFile, unfileReport } from './resources.files.service.ts'

const tag = 'resources'
const params = z.object({ id: z.string().max(40) })
const path = '/resources/{id}/file'

/** The file of a report. */
export const resourceFileAnswer = z
  .object({ id: z.string(), name: z.string(), type: z.string(), size: z.int(), sha256: z.string() })
  .meta({ id: 'ResourceFile' })

/** The files of reports for programs. */
export const resourceFilesEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path,
    summary: 'Download the file of a report',
    tag,
    auth: 'anyone',
    params,
    answer: 'file',
    handle: async ({ actor, params: { id }, res }) => sendFile(res, await getReportFile(actor, id)),
  }),
  endpoint({
    method: 'put',
    path,
    summary: 'Put a file to a report, in place of the one that it had, as a broker',
    tag,
    auth: 'signed-in',
    params,
    body: z.strictObject({}),
    takesFiles: 'needed',
    answer: resourceFileAnswer,
    handle: async ({ actor, params: { id }, files }) => {
      const [file, another] = files
      if (!file || another) {
        const words = 'Send one file: a report has one'
        throw new AppError('invalid', words, { files: words })
      }
      return fileReport(actor, id, file)
    },
  }),
  endpoint({
    method: 'delete',
    path,
    summary: 'Take the file of a report away, as a broker',
    tag,
    auth: 'signed-in',
    params,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id } }) => unfileReport(actor, id),
  }),
]
