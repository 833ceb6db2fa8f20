import type { Request, RequestHandler, Response } from 'express'
import { findingWords } from '../../shared/audit/verdict.ts'
import { changesSchema } from '../../shared/operations/operations.schema.ts'
import type { RecordState, VerificationRow } from '../audit/index.ts'
import { findPeople } from '../identity/index.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf } from '../platform/request.ts'
import { haveRecordVerified, lookAtRecord } from './operations.record.service.ts'

const percent = ({ done, total }: VerificationRow): number =>
  total === 0 ? 0 : Math.floor((100 * done) / total)

async function presentRecord(state: RecordState) {
  const people = await findPeople([
    ...new Set(state.verifications.map(({ askedBy }) => askedBy).filter(Boolean)),
  ])
  return {
    ...state,
    verifications: state.verifications.map((one) => ({
      ...one,
      by: one.askedBy ? (people.get(one.askedBy)?.name ?? 'somebody who has left') : 'by the clock',
      percent: percent(one),
      words: one.finding && findingWords(one.finding),
    })),
  }
}

async function showRecord(req: Request, res: Response, state: FormState): Promise<void> {
  const found = await presentRecord(await lookAtRecord(actorOf(req)))
  res.render('operations/record', {
    ...found,
    last: found.verifications.find(({ endedAt }) => endedAt),
    underWay: found.verifications.find(({ endedAt }) => !endedAt),
    form: state,
    notice: noticeFor(req, { asked: 'The record is being verified. How far it is shows below.' }),
  })
}

export const recordPage: RequestHandler = (req, res) => showRecord(req, res, formState())

export const verify = form({
  schema: changesSchema,
  show: showRecord,
  act: async (_input, req, res) => {
    await haveRecordVerified(actorOf(req))
    res.redirect(303, '/operations/record?done=asked')
  },
})
