import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import { defineJob } from '../platform/job.ts'

export const recordStates = ['waiting', 'running', 'done', 'failed'] as const
/** How far the making of a whole record is. */
export type RecordState = (typeof recordStates)[number]

/** So long a made record can be downloaded; it can be made again at any time. */
export const recordDays = 7

const payload = z.object({ challengeId: z.string(), recordId: z.string() })
// Its history is that of the evaluation, which is not for everybody.
const subject = ({ challengeId }: { challengeId: string }) => ({ kind: 'evaluation', id: challengeId })

/** Somebody of the buyers asked for everything on record about an evaluation, in one file. */
export const evaluationRecordAsked = defineEvent({ name: 'evaluation.record-asked', payload, subject })

/** Somebody took such a file away. */
export const evaluationRecordTaken = defineEvent({ name: 'evaluation.record-taken', payload, subject })

/** Makes such a file. */
export const makeRecordJob = defineJob({
  name: 'evaluation.make-record',
  payload: z.object({ recordId: z.string() }),
})

/** Forgets files whose days are over, and asks again for those that were lost on the way. */
export const sweepRecordsJob = defineJob({ name: 'evaluation.sweep-records', payload: z.object({}) })
