import { verifyJob } from '../../shared/audit/audit.jobs.ts'
import { recordVerificationAsked } from '../../shared/operations/operations.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { askToVerify, record, type RecordState, recordState } from '../audit/index.ts'
import { transaction } from '../platform/database.ts'
import { enqueue } from '../platform/queue.ts'
import { insistOnChanging, insistOnSeeing } from './operations.service.ts'

/** How the record of events stands, and what the last verifications found. @throws AppError not-found */
export async function lookAtRecord(actor: Actor): Promise<RecordState> {
  insistOnSeeing(actor)
  return recordState()
}

/** Has a worker verify the whole record, and notes who asked. @returns the verification's id @throws AppError not-found */
export async function haveRecordVerified(actor: Actor): Promise<string> {
  insistOnChanging(actor)
  const verificationId = await transaction(async (session) => {
    const id = await askToVerify(session, actor.userId)
    await record(session, actor, recordVerificationAsked, { verificationId: id })
    return id
  })
  await enqueue(verifyJob, { verificationId })
  return verificationId
}
