import type { Actor } from '../../shared/platform/actor.ts'
import { formatPence } from '../../shared/platform/money.ts'
import { type ProposalForm, questionsOf } from '../../shared/proposals/form.ts'
import { figureIn, wordsIn } from '../../shared/proposals/form-checks.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import type { DraftInput } from '../../shared/proposals/proposals.schema.ts'
import { AppError } from '../platform/errors.ts'
import type { Shown } from '../platform/unseen-changes.ts'
import { openDraft } from './proposals.drafts.service.ts'
import { loadProposal, saveDraft } from './proposals.service.ts'

function figureShown(part: string, figure: number | null): string {
  if (figure === null) return ''
  return part === 'trl' ? String(figure) : formatPence(figure)
}

/** A draft as its form shows it: each answer, and nothing of files and partners. */
export const draftShown = (draft: ProposalContent, form: ProposalForm): Shown =>
  questionsOf(form).map((question) => [
    question.title,
    wordsIn(draft, form, question) ?? figureShown(question.part, figureIn(draft, question.part)),
  ])

/** What is kept of a draft's form now. @throws AppError not-found to all but its own supplier, conflict if unreadable */
export async function draftKept(
  actor: Actor,
  proposalId: string,
): Promise<{ revision: number; shown: Shown }> {
  const { proposal, challenge } = await loadProposal(actor, proposalId)
  return { revision: proposal.revision, shown: draftShown(await openDraft(proposal), challenge.form) }
}

/**
 * Saves what a page's form sent. Files and partners count as revisions, too, and are no part of the form: where its
 * answers are still those that it had shown, it crosses nobody.
 * @param seen what the form said that it had shown
 * @throws AppError as `saveDraft`
 */
export async function saveFromForm(
  actor: Actor,
  proposalId: string,
  input: DraftInput,
  seen: unknown,
): Promise<{ revision: number }> {
  try {
    return await saveDraft(actor, proposalId, input, 'left out')
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    const { revision, shown } = await draftKept(actor, proposalId)
    if (revision === input.revision || seen !== JSON.stringify(shown)) throw error
    return saveDraft(actor, proposalId, { ...input, revision }, 'left out')
  }
}
