import { z } from 'zod'
import { recordStates } from '../../shared/evaluation/record.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { sendAs } from '../platform/stored-files.ts'
import { askForRecord, listRecords, takeRecord } from './evaluation.record.service.ts'

const id = z.string().max(40)
const params = z.object({ id })
const common = { tag: 'evaluation', auth: 'signed-in' } as const
const path = '/challenges/{id}/evaluation/records'

const recordAnswer = z
  .object({
    id: z.string(),
    askedAt: z.iso.datetime(),
    askedByName: z.string(),
    state: z.enum(recordStates),
    done: z.int(),
    total: z.int().describe('Of parts; 0 before it is known'),
    size: z.int(),
    sha256: z.string(),
    until: z.iso.datetime().nullable().describe('Until when it can be downloaded'),
  })
  .meta({ id: 'EvaluationRecord' })

/** Everything on record about an evaluation as one file, for programs of the buyers. */
export const evaluationRecordEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path,
    summary: 'List the records that were made of an evaluation, and how far one under way is',
    params,
    answer: z.object({ items: z.array(recordAnswer) }),
    handle: async ({ actor, params: { id: challengeId } }) => ({
      items: (await listRecords(actor, challengeId)).records,
    }),
  }),
  endpoint({
    ...common,
    method: 'post',
    path,
    summary: 'Ask for everything on record about an evaluation in one file',
    params,
    status: 202,
    answer: recordAnswer,
    handle: ({ actor, params: { id: challengeId } }) => askForRecord(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${path}/{recordId}`,
    summary: 'Download a record: a ZIP file of JSON, CSV and the suppliers’ files, with a hash of each',
    params: z.object({ id, recordId: id }),
    answer: 'file',
    handle: async ({ actor, params: { id: challengeId, recordId }, res }) => {
      const { file, bytes } = await takeRecord(actor, challengeId, recordId)
      await sendAs(res, file, bytes)
    },
  }),
]
