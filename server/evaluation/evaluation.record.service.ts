import mongoose from 'mongoose'
import {
  evaluationRecordAsked,
  evaluationRecordTaken,
  type RecordState,
} from '../../shared/evaluation/record.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { findPeople } from '../identity/index.ts'
import { now } from '../platform/clock.ts'
import { asBuffer } from '../platform/bytes.ts'
import { transaction } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import { openOurs } from '../platform/sealed-value.ts'
import { readStored, type StoredFile } from '../platform/stored-files.ts'
import { openStream } from '../proposals/index.ts'
import { Evaluation } from './evaluation.model.ts'
import { EvaluationFile, type RecordFile } from './evaluation.record.model.ts'
import { boundOfRecord, recordUse } from './evaluation.record.make.service.ts'
import { recordPolicy } from './evaluation.record.policy.ts'
import { type Evaluated, facts, loadEvaluation } from './evaluation.service.ts'

const shown = 10

/** A record as those see it who may take it. */
export interface PresentedRecord {
  id: string
  askedAt: Date
  askedByName: string
  state: RecordState
  done: number
  total: number
  size: number
  sha256: string
  /** Null once it is gone, and before it is made. */
  until: Date | null
}

const present = (one: RecordFile): PresentedRecord => ({
  id: one._id,
  askedAt: one.askedAt,
  askedByName: one.askedByName,
  state: one.state,
  done: one.done,
  total: one.total,
  size: one.size,
  sha256: one.sha256,
  until: one.key ? one.until : null,
})

async function load(actor: Actor, challengeId: string): Promise<Evaluated> {
  const evaluated = await loadEvaluation(actor, challengeId)
  if (!recordPolicy.take(actor, evaluated.standing)) throw notFound('Record')
  return evaluated
}

/** The newest records of an evaluation. @throws AppError not-found to everybody who may not take them */
export async function listRecords(actor: Actor, challengeId: string) {
  const { challenge } = await load(actor, challengeId)
  const found = await EvaluationFile.find({ challengeId })
    .sort({ askedAt: -1 })
    .limit(shown)
    .lean<RecordFile[]>()
  return { challenge: facts(challenge), records: found.map(present) }
}

/**
 * Asks for everything on record about an evaluation in one file; asked while one is being made it gives that one.
 * @throws AppError not-found
 */
export async function askForRecord(actor: Actor, challengeId: string): Promise<PresentedRecord> {
  await load(actor, challengeId)
  const people = await findPeople([actor.userId])
  return transaction(async (session) => {
    // Those who ask at once meet here: the second finds what the first asked for.
    await Evaluation.updateOne({ _id: challengeId }, { $inc: { __v: 1 } }, { session })
    const underWay: RecordState[] = ['waiting', 'running']
    const running = await EvaluationFile.findOne({
      challengeId,
      state: mongoose.trusted({ $in: underWay }),
    })
      .session(session)
      .lean<RecordFile>()
    if (running) return present(running)
    const at = now()
    const asked = {
      _id: newId(),
      challengeId,
      askedBy: actor.userId,
      askedByName: people.get(actor.userId)?.name ?? '',
      askedAt: at,
      state: 'waiting' as const,
      at,
    }
    const [made] = await EvaluationFile.create([asked], { session })
    await record(session, actor, evaluationRecordAsked, { challengeId, recordId: asked._id })
    return present((made as { toObject: () => RecordFile }).toObject())
  })
}

/** A made record, as a download; that it was taken is on record. @throws AppError not-found once it is gone */
export async function takeRecord(
  actor: Actor,
  challengeId: string,
  recordId: string,
): Promise<{ file: StoredFile; bytes: AsyncIterable<Buffer> }> {
  await load(actor, challengeId)
  const known = await EvaluationFile.findOne({ _id: recordId, challengeId }).lean<RecordFile>()
  if (!known?.key || (known.until && known.until < now())) throw notFound('Record')
  const key = (await openOurs(recordUse, recordId, asBuffer(known.key))) as mongoose.mongo.Binary
  const bytes = openStream(await readStored(recordId), Buffer.from(key.buffer), boundOfRecord(known))
  await transaction((session) => record(session, actor, evaluationRecordTaken, { challengeId, recordId }))
  const day = known.askedAt.toISOString().slice(0, 10)
  const { size, sha256 } = known
  return {
    file: { id: recordId, name: `evaluation-record-${day}.zip`, type: 'application/zip', size, sha256 },
    bytes,
  }
}
