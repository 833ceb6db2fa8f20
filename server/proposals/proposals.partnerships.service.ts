import type { ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { type ConfirmationList, confirmationsAt } from '../../shared/proposals/confirmations.ts'
import { type PartnershipState, emptyPlan } from '../../shared/proposals/consortium.ts'
import { partnerAnswered } from '../../shared/proposals/consortium.events.ts'
import type { ConfirmPartnership } from '../../shared/proposals/consortium.schema.ts'
import { askedOnly } from '../../shared/proposals/form-checks.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import { record } from '../audit/index.ts'
import { findChallenge, findChallenges } from '../challenges/index.ts'
import { findOrganisation, findOrganisations, type Person } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { withScans } from '../platform/file-scans.ts'
import { consortiumPolicy, type PartnershipFacts } from './proposals.consortium.policy.ts'
import { openDraft } from './proposals.drafts.service.ts'
import { Proposal } from './proposals.model.ts'
import {
  Partnership,
  type PartnershipDocument,
  type PartnershipRecord,
} from './proposals.partnerships.model.ts'
import {
  hashOfToken,
  type KeptPartnership,
  openPartnership,
  resealPartnership,
  tagOfOrganisation,
} from './proposals.partnerships.store.ts'
import { proposedFacts, type ProposedFacts, refuseAfterDeadline } from './proposals.service.ts'
import { type KeptContent, withoutKeys } from './sealing.ts'

/** An invitation as the invited supplier sees it. */
export interface PartnershipOfPartner {
  id: string
  challenge: ProposedFacts
  leadId: string
  leadName: string
  state: PartnershipState
  role: string
  share: number | null
  confirmed: KeptPartnership['confirmed']
  /** What is to be confirmed now. */
  list: ConfirmationList
  may: { answer: boolean; confirm: boolean; leave: boolean; readDraft: boolean }
}

interface Loaded {
  partnership: PartnershipDocument
  kept: KeptPartnership
  facts: PartnershipFacts
  challenge: ProposedFacts
  draft: KeptContent
}

async function everythingOf(
  partnership: PartnershipDocument,
  at: Date,
  session?: ClientSession,
): Promise<Loaded> {
  const [proposal, found, kept] = await Promise.all([
    Proposal.findById(partnership.proposalId).session(session ?? null),
    findChallenge(partnership.challengeId),
    openPartnership(partnership),
  ])
  if (!proposal || !found) throw notFound('Invitation')
  const draft = await openDraft(proposal)
  const facts = {
    leadId: partnership.supplierId,
    partnerId: kept.organisationId,
    state: partnership.state,
    isOpenToPartners: (draft.consortium ?? emptyPlan()).isOpenToPartners,
  }
  return { partnership, kept, facts, challenge: proposedFacts(found, at), draft }
}

/** An invitation of the actor’s own supplier. @throws AppError not-found to everybody else, the lead too */
async function loadOwn(actor: Actor, id: string, at: Date, session?: ClientSession): Promise<Loaded> {
  const partnership = isId(id) ? await Partnership.findById(id).session(session ?? null) : null
  if (!partnership) throw notFound('Invitation')
  const loaded = await everythingOf(partnership, at, session)
  if (!consortiumPolicy.see(actor, loaded.facts)) throw notFound('Invitation')
  return loaded
}

/** An invitation, for the invited supplier’s people. @throws AppError not-found */
export async function readPartnership(actor: Actor, id: string): Promise<PartnershipOfPartner> {
  const at = now()
  const { partnership, kept, facts, challenge } = await loadOwn(actor, id, at)
  const lead = await findOrganisation(facts.leadId)
  return {
    id,
    challenge,
    leadId: facts.leadId,
    leadName: lead?.name ?? '',
    state: partnership.state,
    role: kept.role,
    share: kept.share,
    confirmed: kept.confirmed,
    list: confirmationsAt(at),
    may: {
      answer: consortiumPolicy.answer(actor, challenge, facts, at),
      confirm: consortiumPolicy.confirm(actor, challenge, facts, at),
      leave: consortiumPolicy.leave(actor, challenge, facts, at),
      readDraft: consortiumPolicy.readDraft(actor, facts),
    },
  }
}

/** One line of the list of a supplier’s invitations. */
export interface ListedPartnership {
  id: string
  challengeId: string
  challengeTitle: string
  leadName: string
  state: PartnershipState
}

/** The invitations of the actor’s supplier into others’ consortia, the newest first; empty for everybody else. */
export async function listPartnerships(actor: Actor): Promise<ListedPartnership[]> {
  if (actor.organisation?.kind !== 'supplier') return []
  const partnerTag = await tagOfOrganisation(actor.organisation.id)
  const records = await Partnership.find({ partnerTag })
    .sort({ createdAt: -1 })
    .limit(100)
    .lean<PartnershipRecord[]>()
  const [challenges, leads] = await Promise.all([
    findChallenges(records.map(({ challengeId }) => challengeId)),
    findOrganisations(records.map(({ supplierId }) => supplierId)),
  ])
  return records.map(({ _id, challengeId, supplierId, state }) => ({
    id: _id,
    challengeId,
    challengeTitle: challenges.get(challengeId)?.title ?? '',
    leadName: leads.get(supplierId)?.name ?? '',
    state,
  }))
}

type Step = 'answer' | 'confirm' | 'leave'

const refusals: Record<Step, string> = {
  answer: 'This invitation waits for no answer any more',
  confirm: 'You take no part in this consortium',
  leave: 'You take no part in this consortium',
}

/** One step of the partner’s, told to the lead. @throws AppError not-found, forbidden, too-late, conflict */
async function step(
  actor: Actor,
  id: string,
  name: Step,
  next: (loaded: Loaded, at: Date) => { kept: KeptPartnership; changes: Partial<PartnershipRecord> },
): Promise<void> {
  const at = now()
  await transaction(async (session) => {
    const loaded = await loadOwn(actor, id, at, session)
    const { partnership, facts, challenge } = loaded
    refuseAfterDeadline(challenge, at)
    allow(actor.role !== 'viewer', 'Viewers read and change nothing')
    if (!consortiumPolicy[name](actor, challenge, facts, at)) throw new AppError('conflict', refusals[name])
    const { kept, changes } = next(loaded, at)
    await resealPartnership(partnership, kept, changes, session)
    const { challengeId, proposalId, supplierId } = partnership
    await record(session, actor, partnerAnswered, { partnershipId: id, proposalId, challengeId, supplierId })
  })
}

/** Accepts or declines an invitation before the deadline. @throws AppError as `step` */
export const answerPartnership = (actor: Actor, id: string, answer: 'accept' | 'decline'): Promise<void> =>
  step(actor, id, 'answer', ({ kept }) => ({
    kept,
    changes: answer === 'accept' ? { state: 'accepted' } : { state: 'declined', isStanding: false },
  }))

/**
 * Gives the partner’s own confirmations: each of the list that is in force, or none.
 * @throws AppError as `step`; invalid naming what is not confirmed, conflict where the list changed
 */
export const confirmPartnership = (actor: Actor, id: string, input: ConfirmPartnership): Promise<void> =>
  step(actor, id, 'confirm', ({ kept }, at) => {
    const list = confirmationsAt(at)
    if (input.list !== list.from)
      throw new AppError('conflict', 'What is to be confirmed has changed. Read it again, then confirm.')
    const missing = list.items.filter((item) => !input.confirmed.includes(item.id))
    if (missing.length > 0)
      throw new AppError('invalid', 'Every confirmation is needed', {
        confirmed: `Tick all of them, or talk to the lead: missing ${missing.length === 1 ? 'is one' : `are ${missing.length}`}`,
      })
    return { kept: { ...kept, confirmed: { list: list.from, at: at.toISOString() } }, changes: {} }
  })

/**
 * Leaves the consortium before the deadline. What was submitted stands until the lead submits anew.
 * @throws AppError as `step`
 */
export const leavePartnership = (actor: Actor, id: string): Promise<void> =>
  step(actor, id, 'leave', ({ kept }) => ({ kept, changes: { state: 'left', isStanding: false } }))

/** The lead’s draft, for a partner to whom the lead opened it; what the form asks, without files’ keys. @throws AppError not-found */
export async function readSharedDraft(
  actor: Actor,
  id: string,
): Promise<{ challenge: ProposedFacts; draft: ProposalContent }> {
  const { facts, challenge, draft } = await loadOwn(actor, id, now())
  if (!consortiumPolicy.readDraft(actor, facts)) throw notFound('Draft')
  const { consortium: _, ...content } = withoutKeys(askedOnly(draft, challenge.form))
  return { challenge, draft: { ...content, files: await withScans(content.files) } }
}

/** What the link of an e-mail leads to: the challenge and the lead, and nothing else. @throws AppError not-found */
export async function getPartnerInvitation(token: string) {
  const partnership = await Partnership.findOne({ tokenHash: hashOfToken(token) })
  if (!partnership) throw notFound('Invitation')
  const { challenge, facts } = await everythingOf(partnership, now())
  const lead = await findOrganisation(facts.leadId)
  return {
    id: partnership._id,
    state: partnership.state,
    isClaimed: facts.partnerId !== null,
    challenge: { id: challenge.id, title: challenge.title, respondBy: challenge.respondBy },
    leadName: lead?.name ?? '',
  }
}

/**
 * Takes the link of an e-mail up for the actor’s supplier; it opens for the person with that address only.
 * @throws AppError not-found for a wrong link, forbidden, too-late, conflict for one that is used or withdrawn, or
 *   where the supplier is invited already
 */
export async function claimPartnerInvitation(
  actor: Actor,
  token: string,
  person: Pick<Person, 'email'>,
): Promise<{ id: string }> {
  const at = now()
  return transaction(async (session) => {
    const partnership = await Partnership.findOne({ tokenHash: hashOfToken(token) }).session(session)
    if (!partnership) throw notFound('Invitation')
    const { kept, facts, challenge } = await everythingOf(partnership, at, session)
    refuseAfterDeadline(challenge, at)
    allow(
      kept.email.toLowerCase() === person.email.toLowerCase(),
      'This invitation was sent to another email address. Sign in with that one.',
    )
    if (facts.partnerId !== null || facts.state !== 'invited')
      throw new AppError('conflict', 'This invitation was used or withdrawn.')
    allow(
      consortiumPolicy.claim(actor, facts),
      'Only somebody who acts for a supplier, and not for the lead, can take this invitation up',
    )
    const organisationId = actor.organisation?.id ?? ''
    const partnerTag = await tagOfOrganisation(organisationId)
    const again = 'Your organisation is invited to this consortium already.'
    await refuseDuplicate(
      resealPartnership(partnership, { ...kept, organisationId }, { partnerTag }, session),
      again,
    )
    return { id: partnership._id }
  })
}

/** Whom a notice about an invitation is for; null for an id that nobody has. */
export async function findInvitedPartner(id: string): Promise<{
  organisationId: string | null
  email: string
  state: PartnershipState
  challengeId: string
  leadId: string
} | null> {
  const found = await Partnership.findById(id).lean<PartnershipRecord>()
  if (!found) return null
  const { organisationId, email } = await openPartnership(found)
  const { state, challengeId, supplierId: leadId } = found
  return { organisationId, email, state, challengeId, leadId }
}
