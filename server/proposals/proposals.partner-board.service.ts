import type { Actor } from '../../shared/platform/actor.ts'
import {
  type PartnerLine as PartnerLineInput,
  partnerLineWithdrawn,
  partnerLineWritten,
} from '../../shared/proposals/partner-board.ts'
import { record } from '../audit/index.ts'
import { contactDetailsOf } from '../clarifications/index.ts'
import { findOrganisations } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { PartnerLine, type PartnerLineRecord } from './proposals.partner-board.model.ts'
import { partnerBoardPolicy } from './proposals.partner-board.policy.ts'
import { findOwnProposal, getProposed } from './proposals.service.ts'

const perOrganisation = limit('partner-lines', 20, 60 * 60)

/** Nobody reads more of them; the oldest come first. */
const mostShown = 200

const whoWrites = 'Members of the supplier who may change something write its line; viewers read'

async function loadBoard(actor: Actor, challengeId: string) {
  const at = now()
  const challenge = await getProposed(actor, challengeId, at)
  if (!partnerBoardPolicy.see(actor, challenge, at)) throw notFound('Page')
  return { challenge, at, supplierId: actor.organisation?.id ?? '' }
}

/** Who is open to partners for a challenge, the actor's own line apart. @throws AppError not-found to all but confirmed suppliers, and from the deadline on */
export async function readPartnerBoard(actor: Actor, challengeId: string) {
  const { challenge, at, supplierId } = await loadBoard(actor, challengeId)
  const lines = await PartnerLine.find({ challengeId, withdrawnAt: null })
    .sort({ writtenAt: 1, _id: 1 })
    .limit(mostShown)
    .lean<PartnerLineRecord[]>()
  const [suppliers, own, proposal] = await Promise.all([
    findOrganisations(lines.map((line) => line.supplierId)),
    PartnerLine.findOne({ challengeId, supplierId, withdrawnAt: null }).lean<PartnerLineRecord>(),
    findOwnProposal(actor, challengeId),
  ])
  return {
    challenge: { id: challenge.id, title: challenge.title, respondBy: challenge.respondBy },
    own: own && { brings: own.brings, looksFor: own.looksFor, writtenAt: own.writtenAt },
    ownProposalId: proposal?._id ?? null,
    others: lines
      .filter((line) => line.supplierId !== supplierId && suppliers.get(line.supplierId)?.isVerified)
      .map((line) => ({
        supplierId: line.supplierId,
        supplierName: suppliers.get(line.supplierId)?.name ?? '',
        brings: line.brings,
        looksFor: line.looksFor,
        writtenAt: line.writtenAt,
      })),
    may: { write: partnerBoardPolicy.write(actor, challenge, at) },
  }
}

/** @throws AppError invalid naming the line that has contact details in it */
async function refuseContacts(actor: Actor, line: PartnerLineInput): Promise<void> {
  for (const field of ['brings', 'looksFor'] as const) {
    const found = await contactDetailsOf(actor, line[field])
    if (found.length === 0) continue
    const words = found.map((one) => `“${one}”`).join(', ')
    throw new AppError('invalid', 'There are contact details in it', {
      [field]: `Take ${words} out: your name stands beside the line, and others invite you from here`,
    })
  }
}

/**
 * Says that the actor's supplier is open to partners for a challenge, or says it anew: there is one line for each.
 * @throws AppError not-found, forbidden, too-many, conflict, invalid naming the field
 */
export async function writePartnerLine(
  actor: Actor,
  challengeId: string,
  line: PartnerLineInput,
): Promise<void> {
  const { challenge, at, supplierId } = await loadBoard(actor, challengeId)
  allow(partnerBoardPolicy.write(actor, challenge, at), whoWrites)
  await refuseContacts(actor, line)
  await perOrganisation.consume(supplierId)
  const written = transaction(async (session) => {
    const known = await PartnerLine.findOne({ challengeId, supplierId }).session(session)
    const kept = known ?? new PartnerLine({ challengeId, supplierId })
    kept.set({ ...line, writtenAt: at, writtenBy: actor.userId, withdrawnAt: null })
    await kept.save({ session })
    await record(session, actor, partnerLineWritten, { challengeId, supplierId, lineId: kept._id })
  })
  await refuseDuplicate(written, 'A colleague has just written this line. Look at it again.')
}

/** Takes the line of the actor's supplier back. @throws AppError not-found, also where there is none; forbidden */
export async function withdrawPartnerLine(actor: Actor, challengeId: string): Promise<void> {
  const { challenge, at, supplierId } = await loadBoard(actor, challengeId)
  allow(partnerBoardPolicy.write(actor, challenge, at), whoWrites)
  await transaction(async (session) => {
    const known = await PartnerLine.findOne({ challengeId, supplierId, withdrawnAt: null }).session(session)
    if (!known) throw notFound('Line')
    known.set({ withdrawnAt: at })
    await known.save({ session })
    await record(session, actor, partnerLineWithdrawn, { challengeId, supplierId, lineId: known._id })
  })
}
