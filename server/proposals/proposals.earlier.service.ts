import mongoose from 'mongoose'
import type { SupplierProfile } from '../../shared/organisations/supplier-profile.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type EarlierAnswer, offersFor, withCopy } from '../../shared/proposals/earlier-answers.ts'
import { formOf, questionsOf } from '../../shared/proposals/form.ts'
import { wordsIn } from '../../shared/proposals/form-checks.ts'
import type { DraftInput } from '../../shared/proposals/proposals.schema.ts'
import { type Challenge, findChallenges } from '../challenges/index.ts'
import { findOrganisation } from '../organisations/index.ts'
import { AppError } from '../platform/errors.ts'
import { DraftUnreadable, openDraft } from './proposals.drafts.service.ts'
import { Proposal, type ProposalRecord } from './proposals.model.ts'
import { loadProposal } from './proposals.service.ts'

/** So many of a supplier’s proposals are looked through, the last saved first. */
const mostProposals = 20

/** What one earlier proposal answers; of a draft that somebody changed nothing is offered. */
async function answersIn(proposal: ProposalRecord, challenge: Challenge): Promise<EarlierAnswer[]> {
  const form = formOf(challenge)
  try {
    const content = await openDraft(proposal)
    return questionsOf(form).flatMap((question) => {
      const text = wordsIn(content, form, question)
      const { part, title, field } = question
      const id = `${proposal._id}~${field}`
      return text ? [{ id, part, title, text, challenge: challenge.title, at: proposal.savedAt }] : []
    })
  } catch (error) {
    if (error instanceof DraftUnreadable) return []
    throw error
  }
}

/** What the profile says of who would do it: what the firm does, and each case study. */
function answersOfProfile(profile: SupplierProfile, at: Date): EarlierAnswer[] {
  const common = { part: 'team' as const, challenge: '', at }
  const accreditations = (profile.accreditations ?? []).join(', ')
  const about = [profile.whatWeDo, accreditations].filter(Boolean).join('\n\n')
  const studies = (profile.caseStudies ?? []).map(({ title, buyer, year, what, result }, index) => ({
    ...common,
    id: `profile~case-study-${index}`,
    title: [title, buyer, year].filter(Boolean).join(', '),
    text: [[title, buyer, year].filter(Boolean).join(', '), what, result].filter(Boolean).join('\n'),
  }))
  return about ? [{ ...common, id: 'profile~about', title: '', text: about }, ...studies] : studies
}

async function everythingWritten(proposal: ProposalRecord): Promise<EarlierAnswer[]> {
  const { supplierId } = proposal
  const others = await Proposal.find({ supplierId, _id: mongoose.trusted({ $ne: proposal._id }) })
    .sort({ savedAt: -1 })
    .limit(mostProposals)
    .lean<ProposalRecord[]>()
  const challenges = await findChallenges(others.map(({ challengeId }) => challengeId))
  const inOthers = await Promise.all(
    others.map(async (other) => {
      const challenge = challenges.get(other.challengeId)
      return challenge ? answersIn(other, challenge) : []
    }),
  )
  const profile = (await findOrganisation(supplierId))?.supplier
  return [...inOthers.flat(), ...(profile ? answersOfProfile(profile, proposal.createdAt) : [])]
}

/**
 * What the actor’s own supplier has written before that fits the questions of one of its proposals, by field; drafts
 * of its other proposals as they stand now, and its profile.
 * @throws AppError not-found to everybody else
 */
export async function earlierAnswers(
  actor: Actor,
  proposalId: string,
): Promise<Record<string, EarlierAnswer[]>> {
  const { proposal, challenge } = await loadProposal(actor, proposalId)
  const written = await everythingWritten(proposal.toObject())
  const offered = questionsOf(challenge.form).map((question) => [
    question.field,
    offersFor(question, written),
  ])
  return Object.fromEntries(offered.filter(([, offers]) => (offers?.length ?? 0) > 0))
}

/**
 * What was typed, with a copy of an earlier answer put into a field.
 * @param use the field and the answer’s id, with a bar between them
 * @throws AppError not-found, invalid for an answer that is not offered there
 */
export async function copyEarlier(
  actor: Actor,
  proposalId: string,
  input: DraftInput,
  use: string,
): Promise<{ input: DraftInput; field: string }> {
  const [field = '', id] = use.split('|')
  const { challenge } = await loadProposal(actor, proposalId)
  const question = questionsOf(challenge.form).find((one) => one.field === field)
  const offers = (await earlierAnswers(actor, proposalId))[field] ?? []
  const found = offers.find((answer) => answer.id === id)
  if (!question || !found) {
    const message = 'This earlier answer is not there any more: choose another'
    throw new AppError('invalid', message, { '': message })
  }
  return { input: withCopy(input, challenge.form, question, found.text), field }
}
