import type { ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId, newId } from '../../shared/platform/ids.ts'
import { confirmationsAt } from '../../shared/proposals/confirmations.ts'
import { type ConsortiumPlan, consortiumProblems, emptyPlan } from '../../shared/proposals/consortium.ts'
import { partnerChanged, partnerInvited, partnerRemoved } from '../../shared/proposals/consortium.events.ts'
import {
  type ConsortiumInput,
  type InvitePartner,
  mostPartners,
} from '../../shared/proposals/consortium.schema.ts'
import { record } from '../audit/index.ts'
import { findOrganisation, listSuppliers } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { wholeDirectory } from '../../shared/organisations/directory.schema.ts'
import { consortiumPolicy } from './proposals.consortium.policy.ts'
import { openDraft, reviseDraft } from './proposals.drafts.service.ts'
import type { ProposalDocument, ProposalRecord } from './proposals.model.ts'
import { Partnership, type PartnershipDocument } from './proposals.partnerships.model.ts'
import {
  hashOfToken,
  openPartnership,
  type Partner,
  partnersOf,
  resealPartnership,
  sealPartnership,
  tagOfAddress,
  tagOfOrganisation,
  tokenOf,
} from './proposals.partnerships.store.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { loadProposal, type ProposedFacts, refuseAfterDeadline } from './proposals.service.ts'

const perOrganisation = limit('partner-invitations', 20, 60 * 60)

/** A consortium as its lead sees it. */
export interface Consortium {
  proposalId: string
  challenge: ProposedFacts
  plan: ConsortiumPlan
  partners: Partner[]
  /** What keeps it from submitting, by field. */
  problems: Record<string, string>
  may: { change: boolean; invite: boolean }
}

/** What keeps the consortium of a proposal from submitting; nothing where the lead is alone. */
export const problemsOf = (plan: ConsortiumPlan, partners: Partner[], at: Date): Record<string, string> =>
  consortiumProblems(
    plan,
    partners.map(({ confirmed, ...partner }) => ({ ...partner, confirmedList: confirmed?.list ?? null })),
    confirmationsAt(at).from,
  )

/** The consortium of the actor’s own proposal. @throws AppError not-found to everybody else */
export async function readConsortium(actor: Actor, proposalId: string): Promise<Consortium> {
  const { proposal, challenge } = await loadProposal(actor, proposalId)
  const at = now()
  const [content, partners] = await Promise.all([openDraft(proposal), partnersOf(proposalId)])
  const plan = content.consortium ?? emptyPlan()
  return {
    proposalId,
    challenge,
    plan,
    partners,
    problems: problemsOf(plan, partners, at),
    may: {
      change: proposalPolicy.edit(actor, challenge, proposal, at),
      invite: consortiumPolicy.invite(actor, challenge, proposal, at),
    },
  }
}

/**
 * Suppliers of the marketplace whose names begin with these words, but for the lead itself; for no words the one that
 * is chosen already, if it can be invited.
 */
export async function findPartners(
  actor: Actor,
  words: string,
  chosenId = '',
): Promise<{ id: string; name: string }[]> {
  if (words.trim() === '') {
    const chosen = isId(chosenId) ? await findOrganisation(chosenId) : null
    const isInvitable =
      chosen?.kind === 'supplier' && chosen.isVerified && chosenId !== actor.organisation?.id
    return chosen && isInvitable ? [{ id: chosenId, name: chosen.name }] : []
  }
  const { items } = await listSuppliers({ ...wholeDirectory, q: words, claimed: 'yes', sort: 'name' })
  return items.filter(({ id }) => id !== actor.organisation?.id).map(({ id, name }) => ({ id, name }))
}

/**
 * Changes something of the lead’s side in one transaction. The draft gets a new revision each time, so that nobody
 * submits a consortium that they have not checked.
 */
async function change<Result>(
  actor: Actor,
  proposalId: string,
  work: (session: ClientSession, proposal: ProposalDocument, challenge: ProposedFacts) => Promise<Result>,
  planned: (plan: ConsortiumPlan) => ConsortiumPlan = (plan) => plan,
): Promise<Result> {
  const at = now()
  return transaction(async (session) => {
    const { proposal, challenge } = await loadProposal(actor, proposalId, { session, at })
    refuseAfterDeadline(challenge, at)
    allow(proposalPolicy.edit(actor, challenge, proposal, at), 'Viewers read proposals and change nothing')
    const result = await work(session, proposal, challenge)
    const content = await openDraft(proposal)
    const consortium = planned(content.consortium ?? emptyPlan())
    await reviseDraft(proposal, { ...content, consortium }, at)
    await proposal.save({ session })
    return result
  })
}

const eventOf = ({ _id: proposalId, challengeId, supplierId }: ProposalRecord, partnershipId: string) => ({
  partnershipId,
  proposalId,
  challengeId,
  supplierId,
})

/** @throws AppError invalid for an organisation that cannot be a partner */
async function invitedFrom({ organisationId, email }: InvitePartner, leadId: string) {
  if (!organisationId) return { organisationId: null, email, partnerTag: await tagOfAddress(email) }
  const found = await findOrganisation(organisationId)
  const refuse = (message: string) => new AppError('invalid', message, { organisationId: message })
  if (!found || found.kind !== 'supplier' || !found.isVerified)
    throw refuse('Choose a supplier of the marketplace that a broker has confirmed')
  if (organisationId === leadId) throw refuse('You lead this proposal: invite somebody else')
  return { organisationId, email: '', partnerTag: await tagOfOrganisation(organisationId) }
}

/**
 * Invites a partner: a supplier of the marketplace, or an address that gets a link. The invited are told of the
 * challenge and the lead, and of nothing else.
 * @throws AppError not-found, forbidden, too-late, too-many, conflict if it is invited already, invalid for one that
 *   cannot be a partner
 */
export async function invitePartner(
  actor: Actor,
  proposalId: string,
  input: InvitePartner,
): Promise<{ id: string }> {
  const at = now()
  // Not in the transaction, which may run more than once.
  await perOrganisation.consume(actor.organisation?.id ?? '')
  return change(actor, proposalId, async (session, proposal, challenge) => {
    allow(
      consortiumPolicy.invite(actor, challenge, proposal, at),
      'A broker confirms your organisation first. Then you can invite partners.',
    )
    const { _id, challengeId, supplierId } = proposal
    const { partnerTag, ...invited } = await invitedFrom(input, supplierId)
    const named = await Partnership.countDocuments({ proposalId, isStanding: true }).session(session)
    if (named >= mostPartners)
      throw new AppError('invalid', `A proposal has at most ${mostPartners} partners`)
    const place = { _id: newId(), proposalId: _id, challengeId, supplierId, count: 0 }
    const kept = { ...invited, role: input.role, share: input.share, confirmed: null }
    const row = {
      ...place,
      ...(await sealPartnership(place, kept)),
      partnerTag,
      tokenHash: invited.organisationId ? null : hashOfToken(await tokenOf(place._id)),
      state: 'invited' as const,
      isStanding: true,
      createdAt: at,
    }
    const again = 'They are invited to this proposal already'
    await refuseDuplicate(Partnership.create([row], { session }), again)
    await record(session, actor, partnerInvited, eventOf(proposal, place._id))
    return { id: place._id }
  })
}

/** A partner of the lead’s own proposal that was not removed. @throws AppError not-found */
async function loadPartner(
  proposalId: string,
  partnershipId: string,
  session: ClientSession,
): Promise<PartnershipDocument> {
  const found = await Partnership.findOne({ _id: partnershipId, proposalId }).session(session)
  if (!found || found.state === 'removed') throw notFound('Partner')
  return found
}

/**
 * Changes the part that a partner plays. It is told, and what it confirmed of the part before holds no more.
 * @throws AppError as `change`
 */
export async function changePartner(
  actor: Actor,
  proposalId: string,
  partnershipId: string,
  part: { role: string; share: number | null },
): Promise<void> {
  await change(actor, proposalId, async (session, proposal) => {
    const partnership = await loadPartner(proposalId, partnershipId, session)
    const before = await openPartnership(partnership)
    if (before.role === part.role && before.share === part.share) return
    await resealPartnership(partnership, { ...before, ...part, confirmed: null }, {}, session)
    if (partnership.isStanding) await record(session, actor, partnerChanged, eventOf(proposal, partnershipId))
  })
}

/** Takes a partner out, in whatever state it is; it may be invited again. @throws AppError as `change` */
export async function removePartner(actor: Actor, proposalId: string, partnershipId: string): Promise<void> {
  await change(actor, proposalId, async (session, proposal) => {
    const partnership = await loadPartner(proposalId, partnershipId, session)
    const wasStanding = partnership.isStanding
    partnership.set({ state: 'removed', isStanding: false })
    await partnership.save({ session })
    // Whoever declined or left knows that it is out.
    if (wasStanding) await record(session, actor, partnerRemoved, eventOf(proposal, partnershipId))
  })
}

/** Saves the lead’s own part, the subcontractors, and whether partners read the draft. @throws AppError as `change` */
export async function saveConsortium(
  actor: Actor,
  proposalId: string,
  input: ConsortiumInput,
): Promise<void> {
  await change(
    actor,
    proposalId,
    async () => undefined,
    () => input,
  )
}
