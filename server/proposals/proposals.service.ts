import mongoose, { type ClientSession } from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { effectiveStatus, isPast } from '../../shared/challenges/effective-status.ts'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { isId, newId } from '../../shared/platform/ids.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { formOf, type ProposalForm } from '../../shared/proposals/form.ts'
import { mergedDraft, unaskedParts } from '../../shared/proposals/form-checks.ts'
import { emptyProposal, type ProposalResult } from '../../shared/proposals/proposal.ts'
import type { DraftInput } from '../../shared/proposals/proposals.schema.ts'
import { buyersOf, canSee, findChallenge, findChallenges } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { unseen } from '../platform/unseen-changes.ts'
import { openDraft, reviseDraft, sealDraft } from './proposals.drafts.service.ts'
import { Proposal, type ProposalDocument, type ProposalRecord } from './proposals.model.ts'
import { type ProposedChallenge, proposalPolicy } from './proposals.policy.ts'
import { resultsOf } from './proposals.results.ts'

export interface ProposedFacts extends ProposedChallenge {
  id: string
  title: string
  authorityName: string
  /** What suppliers are asked by its deadline. */
  form: ProposalForm
  /** What the challenge has for each pilot; null where it does not say. */
  pilotPence: number | null
}

/** What the rules of this room need to know of a challenge, at `at`. */
export function proposedFacts(challenge: ChallengeRecord, at: Date): ProposedFacts {
  return {
    id: challenge._id,
    title: challenge.title,
    buyerIds: buyersOf(challenge),
    authorityName: challenge.authorityName,
    status: effectiveStatus(challenge, at),
    respondBy: challenge.timetable.respondBy,
    form: formOf(challenge),
    pilotPence: challenge.budget.pilotPence,
  }
}

/** A challenge that the actor may see. @throws AppError not-found */
export async function getProposed(
  actor: Actor,
  challengeId: string,
  at: Date = now(),
): Promise<ProposedFacts> {
  const challenge = isId(challengeId) ? await findChallenge(challengeId) : null
  if (!challenge || !canSee(actor, challenge)) throw notFound('Challenge')
  return proposedFacts(challenge, at)
}

/** A proposal of the actor's own supplier, with its challenge. @throws AppError not-found to everybody else */
export async function loadProposal(
  actor: Actor,
  proposalId: string,
  options: { session?: ClientSession; at?: Date } = {},
): Promise<{ proposal: ProposalDocument; challenge: ProposedFacts }> {
  const proposal = isId(proposalId)
    ? await Proposal.findById(proposalId).session(options.session ?? null)
    : null
  if (!proposal || !proposalPolicy.see(actor, proposal)) throw notFound('Proposal')
  const challenge = await findChallenge(proposal.challengeId, options.session)
  if (!challenge) throw notFound('Proposal')
  return { proposal, challenge: proposedFacts(challenge, options.at ?? now()) }
}

/** @throws AppError too-late naming both instants, or conflict if the challenge takes no proposals */
export function refuseAfterDeadline(challenge: ProposedChallenge, receivedAt: Date): void {
  if (isPast(challenge.respondBy, receivedAt) && challenge.respondBy) {
    const deadline = formatDateTime(challenge.respondBy)
    const exact = `${receivedAt.toISOString()}, after ${challenge.respondBy.toISOString()}`
    throw new AppError(
      'too-late',
      `The deadline was ${deadline}. Your request reached us too late (${exact}).`,
    )
  }
  if (challenge.status !== 'open' && challenge.status !== 'clarifications-closed') {
    throw new AppError('conflict', 'This challenge takes no proposals now.')
  }
}

/**
 * The draft in which a supplier answers a challenge: a new one, or the one it has.
 * @throws AppError not-found, forbidden, too-late
 */
export async function startProposal(
  actor: Actor,
  challengeId: string,
): Promise<{ id: string; isNew: boolean }> {
  const at = now()
  const challenge = await getProposed(actor, challengeId, at)
  const supplierId = actor.organisation?.id ?? ''
  const known = await Proposal.findOne({ challengeId, supplierId }).lean()
  if (known && proposalPolicy.see(actor, known)) return { id: known._id, isNew: false }
  refuseAfterDeadline(challenge, at)
  allow(
    proposalPolicy.start(actor, challenge, at),
    'Only somebody who acts for a supplier can answer a challenge',
  )

  const content = { ...emptyProposal(), files: [] }
  const place = { _id: newId(), challengeId, supplierId, revision: 0 }
  const started = { ...place, draft: await sealDraft(place, content), savedAt: at, createdAt: at }
  const made = await refuseDuplicate(
    Proposal.create(started),
    'A colleague has just started this proposal. Open it again.',
  )
  return { id: made._id, isNew: true }
}

/**
 * Saves what was typed, complete or not.
 * @param input.revision the revision that was shown; an older one means that a colleague saved in between
 * @param unasked what becomes of answers that the form does not ask for: a page that was open during an amendment
 *   has some, and leaves them out
 * @returns the new revision
 * @throws AppError not-found, forbidden, too-late, conflict, invalid for answers to unknown questions
 */
export async function saveDraft(
  actor: Actor,
  proposalId: string,
  input: DraftInput,
  unasked: 'refused' | 'left out' = 'refused',
): Promise<{ revision: number; savedAt: Date }> {
  const at = now()
  return transaction(async (session) => {
    const { proposal, challenge } = await loadProposal(actor, proposalId, { session, at })
    refuseAfterDeadline(challenge, at)
    allow(proposalPolicy.edit(actor, challenge, proposal, at), 'Viewers read proposals and change nothing')
    if (input.revision !== proposal.revision) throw new AppError('conflict', unseen)
    const wrong = unasked === 'refused' ? unaskedParts(input, challenge.form) : {}
    if (Object.keys(wrong).length > 0)
      throw new AppError('invalid', 'Some answers are to questions that nobody asked', wrong)
    const content = mergedDraft(await openDraft(proposal), input, challenge.form)
    await reviseDraft(proposal, content, at)
    await proposal.save({ session })
    return { revision: proposal.revision, savedAt: at }
  })
}

export interface ListedProposal {
  id: string
  challengeId: string
  challengeTitle: string
  authorityName: string
  challengeStatus: string
  respondBy: Date | null
  status: ProposalRecord['status']
  savedAt: Date
  /** True if the draft was changed after it was last submitted. */
  hasUnsubmittedChanges: boolean
  /** What its supplier was told of it; null before. */
  result: ProposalResult | null
}

/** The proposals of the actor's supplier, the last changed first; empty for everybody else. */
export async function listOwnProposals(actor: Actor): Promise<ListedProposal[]> {
  if (actor.organisation?.kind !== 'supplier') return []
  const own = await Proposal.find({ supplierId: actor.organisation.id })
    .sort({ savedAt: -1 })
    .limit(200)
    .lean<ProposalRecord[]>()
  const submitted = own.filter(({ status }) => status === 'submitted')
  const [challenges, results] = await Promise.all([
    findChallenges(own.map(({ challengeId }) => challengeId)),
    resultsOf(
      actor,
      submitted.map(({ _id: proposalId, challengeId }) => ({ proposalId, challengeId })),
    ),
  ])
  return own.flatMap((proposal) => {
    const challenge = challenges.get(proposal.challengeId)
    if (!challenge) return []
    return [
      {
        id: proposal._id,
        challengeId: challenge._id,
        challengeTitle: challenge.title,
        authorityName: challenge.authorityName,
        challengeStatus: effectiveStatus(challenge, now()),
        respondBy: challenge.timetable.respondBy,
        status: proposal.status,
        savedAt: proposal.savedAt,
        hasUnsubmittedChanges:
          proposal.status === 'submitted' && proposal.submittedRevision !== proposal.revision,
        result: results.get(proposal._id) ?? null,
      },
    ]
  })
}

/** The proposal of the actor's supplier for one challenge, if it has begun one. */
export async function findOwnProposal(actor: Actor, challengeId: string): Promise<ProposalRecord | null> {
  if (actor.organisation?.kind !== 'supplier') return null
  return Proposal.findOne({ challengeId, supplierId: actor.organisation.id }).lean<ProposalRecord>()
}

/** The suppliers who work on an answer to a challenge; to tell them, and nobody else, of changes. */
export async function suppliersProposing(challengeId: string): Promise<string[]> {
  return Proposal.find({ challengeId }).distinct('supplierId')
}

/** The suppliers whose proposals for a challenge stand; for whoever tells them, once they are opened. */
export const suppliersSubmitting = (challengeId: string): Promise<string[]> =>
  Proposal.find({ challengeId, status: 'submitted' }).distinct('supplierId')

/** The challenges that these suppliers work on an answer to, or have sent one, by id. */
export const challengesAnswered = (supplierIds: string[]): Promise<string[]> =>
  Proposal.find({ supplierId: mongoose.trusted({ $in: supplierIds }) }).distinct('challengeId')

/** The proposals for a challenge that were begun and not submitted, so that their own suppliers can be reminded. */
export async function draftsOf(challengeId: string): Promise<{ proposalId: string; supplierId: string }[]> {
  const drafts = await Proposal.find({ challengeId, status: 'draft' }, { supplierId: 1 }).lean()
  return drafts.map(({ _id: proposalId, supplierId }) => ({ proposalId, supplierId }))
}

/** The challenges that a supplier has begun a proposal for and not submitted it, by id. */
export const challengesDrafted = (supplierId: string): Promise<string[]> =>
  Proposal.find({ supplierId, status: 'draft' }).distinct('challengeId')
