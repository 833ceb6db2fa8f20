import { createHash } from 'node:crypto'
import type { Actor } from '../../shared/platform/actor.ts'
import { randomText } from '../../shared/platform/ids.ts'
import { canonicalJson } from '../../shared/platform/canonical-json.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import { proposalSubmitted, proposalWithdrawn } from '../../shared/proposals/proposals.events.ts'
import { missingParts } from '../../shared/proposals/proposals.schema.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { Submission, type SubmissionRecord } from './proposals.model.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { loadProposal, refuseAfterDeadline } from './proposals.service.ts'

/** Proof of what was submitted and when. */
export interface Receipt {
  reference: string
  version: number
  receivedAt: Date
  sha256: string
}

/** What a submission is hashed over: its content word for word, bound to its challenge, supplier and version. */
export function sealedText(
  bound: { challengeId: string; supplierId: string; version: number },
  content: ProposalContent,
): string {
  const { summary, outcomes, approach, trl, pilotPlan, pilotPricePence, scalePricePence, team, files } =
    content
  return canonicalJson({
    ...bound,
    content: {
      summary,
      outcomes: outcomes.map(({ outcomeId, how }) => ({ outcomeId, how })),
      approach,
      trl,
      pilotPlan,
      pilotPricePence,
      scalePricePence,
      team,
      files: files.map(({ name, type, size, sha256 }) => ({ name, type, size, sha256 })),
    },
  })
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const asReceipt = ({ reference, version, receivedAt, sha256: hash }: SubmissionRecord): Receipt => ({
  reference,
  version,
  receivedAt,
  sha256: hash,
})

// No letters that are misread on the telephone: ids leave them out already.
const newReference = (): string => `FH-${randomText(4)}-${randomText(4)}`.toUpperCase()

/**
 * Seals the draft as it stands at `revision`, in place of what was submitted before. The request's time of
 * receipt decides, not how long we take. Submitting what stands already gives its receipt again.
 * @throws AppError not-found, forbidden, too-late, conflict if the draft moved on, invalid naming what is missing
 */
export async function submitProposal(actor: Actor, proposalId: string, revision: number): Promise<Receipt> {
  const receivedAt = now()
  return transaction(async (session) => {
    const { proposal, challenge } = await loadProposal(actor, proposalId, { session, at: receivedAt })
    refuseAfterDeadline(challenge, receivedAt)
    const maySubmit = proposalPolicy.submit(actor, challenge, proposal, receivedAt)
    allow(maySubmit, 'A broker has to confirm your organisation before it can submit; your draft is kept')
    if (proposal.revision !== revision) {
      throw new AppError(
        'conflict',
        'The draft was changed after you checked it. Check your answers again, then submit.',
      )
    }
    const same = proposal.status === 'submitted' && proposal.submittedRevision === revision
    const standing = same
      ? await Submission.findOne({ proposalId, status: 'live' }).session(session).lean()
      : null
    if (standing) return asReceipt(standing)
    const content = proposal.toObject().draft
    const missing = missingParts(content, challenge.outcomes)
    if (Object.keys(missing).length > 0)
      throw new AppError('invalid', 'The proposal is not complete', missing)

    const bound = {
      challengeId: challenge.id,
      supplierId: proposal.supplierId,
      version: proposal.version + 1,
    }
    const receipt: Receipt = {
      reference: newReference(),
      version: bound.version,
      receivedAt,
      sha256: sha256(sealedText(bound, content)),
    }
    await Submission.updateMany({ proposalId, status: 'live' }, { $set: { status: 'replaced' } }, { session })
    await Submission.create(
      [{ ...bound, ...receipt, proposalId, status: 'live', content, byUserId: actor.userId }],
      { session },
    )
    proposal.set({ status: 'submitted', version: bound.version, submittedRevision: revision })
    await proposal.save({ session })
    await record(session, actor, proposalSubmitted, { proposalId, ...bound })
    return receipt
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
  })
}
