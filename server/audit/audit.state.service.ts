import type { ClientSession } from 'mongoose'
import type { Link } from '../../shared/audit/chain.ts'
import { findingWords } from '../../shared/audit/verdict.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { logger } from '../platform/logger.ts'
import { listAnchors, type PublicAnchor } from './audit.anchors.service.ts'
import { LinkRecord, Verification, type VerificationRow, Waiting } from './audit.chain.model.ts'
import { verifyRecord } from './audit.verify.service.ts'

export type { VerificationRow } from './audit.chain.model.ts'

/** How the record stands; for whoever keeps Foothold running. */
export interface RecordState {
  links: number
  /** Events that were committed and are not linked yet. */
  waiting: number
  /** Events that are not what was committed, and never will be linked. */
  refused: number
  newest: { chain: string; seq: number; eventId: string; at: Date } | null
  anchor: PublicAnchor | null
  /** The last verifications, the newest first. */
  verifications: VerificationRow[]
}

const verificationsShown = 10

/** How the record stands now. */
export async function recordState(): Promise<RecordState> {
  const [links, waiting, refused, newest, [anchor = null], verifications] = await Promise.all([
    LinkRecord.estimatedDocumentCount(),
    Waiting.countDocuments({ isRefused: false }),
    Waiting.countDocuments({ isRefused: true }),
    LinkRecord.findOne({}).sort({ place: -1 }).lean<Link>(),
    listAnchors(1),
    Verification.find({}).sort({ askedAt: -1 }).limit(verificationsShown).lean<VerificationRow[]>(),
  ])
  const { chain = '', seq = 0, eventId = '', at = new Date(0) } = newest ?? {}
  return {
    links,
    waiting,
    refused,
    newest: newest && { chain, seq, eventId, at },
    anchor,
    verifications,
  }
}

/** Notes that somebody wants the record verified; the job does it. @returns the verification's id */
export async function askToVerify(session: ClientSession, askedBy: string): Promise<string> {
  const _id = newId()
  await Verification.insertMany([{ _id, askedBy, askedAt: now() }], { session })
  return _id
}

/**
 * Verifies the record and notes how far it is and what was found; one that was begun and left is begun again.
 * @param verificationId as `askToVerify` gave it; null by the clock
 */
export async function runVerification(verificationId: string | null): Promise<void> {
  const _id = verificationId ?? newId()
  if (!verificationId) await Verification.insertMany([{ _id, askedAt: now() }])
  if (!(await Verification.exists({ _id, endedAt: null }))) return
  const tell = async (done: number, total: number) => {
    await Verification.updateOne({ _id }, { $set: { done, total } })
  }
  const { finding, links } = await verifyRecord({ tell })
  await Verification.updateOne(
    { _id },
    { $set: { endedAt: now(), finding, done: links, ...(finding ? {} : { total: links }) } },
  )
  if (finding) logger('audit').error({ finding }, `The record does not verify. ${findingWords(finding)}`)
}
