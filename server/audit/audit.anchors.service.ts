import mongoose, { type ClientSession } from 'mongoose'
import { canonicalJson } from '../../shared/platform/canonical-json.ts'
import { londonParts } from '../../shared/platform/dates.ts'
import { leavesOf, merkleRoot } from '../../shared/audit/chain.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { logger } from '../platform/logger.ts'
import { Anchor, type AnchorRow, LinkRecord } from './audit.chain.model.ts'
import { headsOf } from './audit.chainer.service.ts'
import { authenticate, isAuthentic, sha256 } from './audit.keys.ts'

const { trusted } = mongoose

/** What everybody may know of an anchor, and keep. */
export interface PublicAnchor {
  at: Date
  /** The root of a Merkle tree over the end of every chain at that time, in hexadecimal digits. */
  root: string
}

const two = (number: number): string => String(number).padStart(2, '0')

function dayOf(at: Date): string {
  const { year, month, day } = londonParts(at)
  return `${year}-${two(month)}-${two(day)}`
}

const authenticatedText = ({ mac: _, ...row }: AnchorRow): string =>
  canonicalJson({
    ...row,
    at: row.at.toISOString(),
    moved: row.moved.map(({ chain, seq, hash }) => ({ chain, seq, hash })),
  })

/** Whether an anchor says what whoever has the key wrote. */
export const isAuthenticAnchor = (row: AnchorRow): boolean =>
  isAuthentic('anchor', authenticatedText(row), row.mac)

async function anchorOnce(session: ClientSession, at: Date): Promise<AnchorRow | null> {
  const _id = dayOf(at)
  const before = await Anchor.findOne({}).session(session).sort({ at: -1 }).lean<AnchorRow>()
  const last = await LinkRecord.findOne({}, { place: 1 }).session(session).sort({ place: -1 }).lean()
  if (!last || (before && before._id >= _id)) return null
  const heads = await headsOf(undefined, session)
  const ofLater = { place: trusted({ $gt: before?.upTo ?? 0 }) }
  const moved = new Set(await LinkRecord.distinct('chain', ofLater).session(session))
  const previous = before?.root ?? null
  const row = {
    _id,
    at,
    root: merkleRoot(leavesOf({ at, previous, heads }), sha256),
    previous,
    upTo: last.place,
    moved: heads.filter(({ chain }) => moved.has(chain)),
  }
  const anchor = { ...row, mac: authenticate('anchor', authenticatedText({ ...row, mac: '' })) }
  await Anchor.insertMany([anchor], { session })
  return anchor
}

/**
 * Anchors the end of every chain, once a day (of London). The root is logged too, so that it is where the database's
 * administrator is not.
 * @returns null if today's is there or nothing is linked yet
 */
export async function anchorToday(): Promise<PublicAnchor | null> {
  const at = now()
  // Asked again each quarter of an hour: most askings end here.
  if (await Anchor.exists({ _id: dayOf(at) })) return null
  const anchor = await transaction((session) => anchorOnce(session, at))
  if (!anchor) return null
  logger('audit').info({ at: anchor.at, root: anchor.root }, 'The record is anchored')
  return { at: anchor.at, root: anchor.root }
}

/** The newest anchors, the last first. */
export async function listAnchors(most: number): Promise<PublicAnchor[]> {
  const rows = await Anchor.find({}, { at: 1, root: 1 }).sort({ at: -1 }).limit(most).lean<AnchorRow[]>()
  return rows.map(({ at, root }) => ({ at, root }))
}
