import { forgetOldRecords, listUnmade, makeRecord } from '../../server/evaluation/index.ts'
import { enqueue } from '../../server/platform/queue.ts'
import { evaluationRecordAsked, makeRecordJob, sweepRecordsJob } from '../../shared/evaluation/record.ts'
import {
  does,
  every,
  type JobHandler,
  type ReactionHandler,
  type Schedule,
  when,
} from '../platform/handlers.ts'
import { askForStalled } from '../platform/stalled.ts'

export const recordsJobs: JobHandler[] = [
  does(makeRecordJob, ({ recordId }) => makeRecord(recordId)),
  does(sweepRecordsJob, async () => {
    await forgetOldRecords()
    const stalled = await listUnmade()
    await askForStalled(
      makeRecordJob,
      stalled.map(({ recordId }) => ({ recordId })),
    )
  }),
]

export const recordsReactions: ReactionHandler[] = [
  when('evaluation', evaluationRecordAsked, async ({ recordId }) => {
    await enqueue(makeRecordJob, { recordId }, { id: recordId })
  }),
]

export const recordsSchedules: Schedule[] = [
  every('evaluation-records', { every: 60_000 }, sweepRecordsJob, {}),
]
