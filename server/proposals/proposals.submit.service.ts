import type { ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { randomText } from '../../shared/platform/ids.ts'
import { receiptFormat, type SignedReceipt } from '../../shared/proposals/receipt.ts'
import type { ProposalStatus } from '../../shared/proposals/proposal.ts'
import { proposalSubmitted, proposalWithdrawn } from '../../shared/proposals/proposals.events.ts'
import { emptyPlan } from '../../shared/proposals/consortium.ts'
import { askedOnly, unreadyParts } from '../../shared/proposals/form-checks.ts'
import { record } from '../audit/index.ts'
import { findChallenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { problemsOf } from './proposals.consortium.service.ts'
import { openDraft } from './proposals.drafts.service.ts'
import { membersOf } from './proposals.members.service.ts'
import { Submission, type SubmissionRecord } from './proposals.model.ts'
import { partnersOf } from './proposals.partnerships.store.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { ensureOpening, refuseOpened } from './proposals.openings.service.ts'
import { openAsSupplier, partHashes, sealedText, sealSubmission, sha256 } from './proposals.sealed.service.ts'
import { loadProposal, refuseAfterDeadline } from './proposals.service.ts'
import { signReceipt } from './receipt-keys.ts'
import type { KeptContent } from './sealing.ts'

// No letters that are misread on the telephone: ids leave them out already.
const newReference = (): string => `FH-${randomText(4)}-${randomText(4)}`.toUpperCase()

/**
 * Seals the draft as it stands at `revision`, in place of what was submitted before. The request's time of
 * receipt decides, not how long we take. Submitting what stands already gives its receipt again.
 * @param seen how it stood when it was checked: what was withdrawn since is not sent again unseen
 * @throws AppError not-found, forbidden, too-late, conflict if the draft moved on, invalid naming what is missing or
 *   too long
 */
export async function submitProposal(
  actor: Actor,
  proposalId: string,
  revision: number,
  seen?: ProposalStatus,
): Promise<SignedReceipt> {
  const receivedAt = now()
  for (;;) {
    const prepared = await prepare(actor, { proposalId, revision, seen }, receivedAt)
    const receipt = await transaction((session) => keepSubmission(actor, prepared, receivedAt, session))
    // A colleague submitted meanwhile: it is the next version, and sealed as that.
    if (receipt) return receipt
  }
}

/** A submission that is sealed and only has to be kept. */
interface Prepared {
  proposalId: string
  revision: number
  seen: ProposalStatus | undefined
  /** How often it was submitted before. */
  earlier: number
  receipt: SignedReceipt
  record: Omit<SubmissionRecord, '_id'>
}

type Asked = Pick<Prepared, 'proposalId' | 'revision' | 'seen'>

/** @throws AppError not-found, forbidden, too-late, conflict if the draft moved on or was withdrawn meanwhile */
async function loadForSubmitting(
  actor: Actor,
  { proposalId, revision, seen }: Asked,
  at: Date,
  session?: ClientSession,
) {
  const { proposal, challenge } = await loadProposal(actor, proposalId, { ...(session && { session }), at })
  refuseAfterDeadline(challenge, at)
  const maySubmit = proposalPolicy.submit(actor, challenge, proposal, at)
  allow(maySubmit, 'A broker has to confirm your organisation before it can submit; your draft is kept')
  if (proposal.revision !== revision) {
    throw new AppError(
      'conflict',
      'The draft was changed after you checked it. Check your answers again, then submit.',
    )
  }
  if (seen !== undefined && seen !== 'withdrawn' && proposal.status === 'withdrawn') {
    throw new AppError(
      'conflict',
      'The proposal was withdrawn after you checked it. Check your answers again, then submit.',
    )
  }
  return { proposal, challenge }
}

/** Seals the draft outside the transaction, which is short so. @throws AppError as `submitProposal` */
async function prepare(
  actor: Actor,
  { proposalId, revision, seen }: Asked,
  receivedAt: Date,
): Promise<Prepared> {
  const { proposal, challenge } = await loadForSubmitting(actor, { proposalId, revision, seen }, receivedAt)
  const { consortium: plan = emptyPlan(), ...asked } = askedOnly(await openDraft(proposal), challenge.form)
  const partners = await partnersOf(proposalId)
  const unready = { ...unreadyParts(asked, challenge.form), ...problemsOf(plan, partners, receivedAt) }
  if (Object.keys(unready).length > 0)
    throw new AppError(
      'invalid',
      'The proposal is not ready: each part that is missing or too long is named, and each partner who must confirm',
      unready,
    )
  const members = await membersOf(actor, proposal.supplierId, { plan, partners, at: receivedAt })
  const content = { ...asked, members }
  const record = await findChallenge(challenge.id)
  if (!record) throw notFound('Proposal')
  const { publicKey } = await ensureOpening(record)
  const bound = {
    challengeId: challenge.id,
    supplierId: proposal.supplierId,
    version: proposal.version + 1,
  }
  const receipt = await receiptOf(bound, content, { receivedAt, deadline: challenge.respondBy })
  const sealed = await sealSubmission({ ...bound, proposalId }, { content, receipt }, publicKey)
  const { reference } = receipt
  const kept = { ...bound, ...sealed, proposalId, status: 'live' as const, reference, receivedAt }
  return {
    proposalId,
    revision,
    seen,
    earlier: proposal.version,
    receipt,
    record: { ...kept, byUserId: actor.userId },
  }
}

/** Keeps what was prepared if nothing moved on. @returns null if a colleague submitted another draft meanwhile */
async function keepSubmission(
  actor: Actor,
  prepared: Prepared,
  receivedAt: Date,
  session: ClientSession,
): Promise<SignedReceipt | null> {
  const { proposal } = await loadForSubmitting(actor, prepared, receivedAt, session)
  const { proposalId, revision, receipt, earlier } = prepared
  if (proposal.status === 'submitted' && proposal.submittedRevision === revision) {
    const live = { proposalId, status: 'live' as const }
    const standing = await Submission.findOne(live).session(session).lean<SubmissionRecord>()
    if (standing) return (await openAsSupplier(standing)).receipt
  }
  if (proposal.version !== earlier) return null
  await Submission.updateMany({ proposalId, status: 'live' }, { $set: { status: 'replaced' } }, { session })
  await Submission.create([prepared.record], { session })
  const { challengeId, supplierId, version } = prepared.record
  proposal.set({ status: 'submitted', version, submittedRevision: revision })
  await proposal.save({ session })
  await record(session, actor, proposalSubmitted, { proposalId, challengeId, supplierId, version })
  await refuseOpened(challengeId, session)
  return receipt
}

/** The signed receipt of a submission. */
export async function receiptOf(
  bound: { challengeId: string; supplierId: string; version: number },
  content: KeptContent,
  { receivedAt, deadline }: { receivedAt: Date; deadline: Date | null },
  reference = newReference(),
): Promise<SignedReceipt> {
  return signReceipt({
    format: receiptFormat,
    site: config().publicUrl,
    reference,
    challengeId: bound.challengeId,
    version: bound.version,
    receivedAt: receivedAt.toISOString(),
    deadline: deadline?.toISOString() ?? null,
    sha256: sha256(sealedText(bound, content)),
    parts: partHashes(content),
  })
}

/**
 * Takes a proposal back before the deadline; the draft stays, and may be submitted again until then.
 * @throws AppError not-found, forbidden, too-late, conflict if nothing is submitted
 */
export async function withdrawProposal(actor: Actor, proposalId: string): Promise<void> {
  const receivedAt = now()
  await transaction(async (session) => {
    const { proposal, challenge } = await loadProposal(actor, proposalId, { session, at: receivedAt })
    refuseAfterDeadline(challenge, receivedAt)
    if (proposal.status !== 'submitted')
      throw new AppError('conflict', 'There is nothing to withdraw: it is not submitted.')
    const mayWithdraw = proposalPolicy.withdraw(actor, challenge, proposal, receivedAt)
    allow(mayWithdraw, 'Viewers read proposals and change nothing')

    await Submission.updateMany(
      { proposalId, status: 'live' },
      { $set: { status: 'withdrawn' } },
      { session },
    )
    proposal.set({ status: 'withdrawn' })
    await proposal.save({ session })
    const { challengeId, supplierId, version } = proposal
    await record(session, actor, proposalWithdrawn, { proposalId, challengeId, supplierId, version })
    await refuseOpened(challengeId, session)
  })
}
