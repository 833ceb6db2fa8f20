import { randomInt } from 'node:crypto'
import { drawLetter } from '../../shared/clarifications/letters.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { ProposalForm } from '../../shared/proposals/form.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import type { EvaluationRecord } from './evaluation.model.ts'
import { evaluationPolicy, type EvaluationStanding } from './evaluation.policy.ts'
import type { OpenedProposal } from './evaluation.proposals.ts'

/** A proposal as somebody sees it who scores: with everything, or with nothing that says who wrote it. */
export type SeenProposal = Pick<OpenedProposal, 'submissionId' | 'supplierName' | 'content'> &
  Partial<OpenedProposal>

/**
 * How one reader sees the proposals. In an anonymous first look there are letters in place of names and of ids, so that
 * nothing that a reader gets can be found again where names are.
 */
export interface View {
  isAnonymous: boolean
  /** Those that are scored, in the order in which this reader goes through them. */
  listed: (opened: readonly OpenedProposal[]) => OpenedProposal[]
  /** The id that this reader knows a proposal by. */
  idOf: (submissionId: string) => string
  /** The proposal that is meant by an id of this reader's; null for none. */
  submissionOf: (id: string) => string | null
  seen: (proposal: OpenedProposal) => SeenProposal
  form: (form: ProposalForm) => ProposalForm & { isAnonymous?: boolean }
}

const named: View = {
  isAnonymous: false,
  listed: (opened) => [...opened],
  idOf: (id) => id,
  submissionOf: (id) => id,
  seen: (proposal) => proposal,
  form: (form) => form,
}

/** What is left of a proposal without its writer: what is not named here is not shown. */
function withoutWriter(content: ProposalContent): ProposalContent {
  const { summary, outcomes, criteria, approach, trl, pilotPlan } = content
  const { pilotPricePence, setUpPence, yearlyPence, endOfLifePence, scalePricePence } = content
  return {
    summary,
    outcomes,
    ...(criteria && { criteria }),
    approach,
    trl,
    pilotPlan,
    pilotPricePence,
    ...(setUpPence !== undefined && { setUpPence }),
    ...(yearlyPence !== undefined && { yearlyPence }),
    ...(endOfLifePence !== undefined && { endOfLifePence }),
    scalePricePence,
    team: '',
    files: [],
  }
}

/** How this actor sees the proposals of an evaluation now. */
export function viewOf(
  actor: Actor,
  evaluation: Pick<EvaluationRecord, 'letters'>,
  standing: EvaluationStanding,
): View {
  if (!standing.isAnonymous || evaluationPolicy.seeNames(actor, standing)) return named
  const letters = new Map(Object.entries(evaluation.letters ?? {}))
  const idOf = (submissionId: string): string => (letters.get(submissionId) ?? '').toLowerCase()
  const byLetter = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1)
  return {
    isAnonymous: true,
    listed: (opened) =>
      opened
        .filter(({ submissionId }) => letters.has(submissionId))
        .sort((a, b) => byLetter(idOf(a.submissionId), idOf(b.submissionId))),
    idOf,
    submissionOf: (id) => [...letters].find(([, letter]) => letter.toLowerCase() === id)?.[0] ?? null,
    seen: ({ submissionId, content }) => ({
      submissionId: idOf(submissionId),
      supplierName: `Proposal ${letters.get(submissionId) ?? ''}`,
      content: withoutWriter(content),
    }),
    form: ({ parts: { team: _, ...parts }, ...form }) => ({ ...form, parts, isAnonymous: true }),
  }
}

/** A letter for each proposal, drawn at random: neither ids nor the order or time of submission have a part in it. */
export function drawLetters(submissionIds: readonly string[]): Record<string, string> {
  const most = 2 ** 32
  const shuffled = submissionIds
    .map((id) => ({ id, place: randomInt(most) }))
    .sort((a, b) => a.place - b.place)
  const letters: Record<string, string> = {}
  for (const { id } of shuffled)
    letters[id] = drawLetter(new Set(Object.values(letters)), () => randomInt(most) / most)
  return letters
}

/** Everybody who takes part in the proposals, by the alphabet: for declaring interests, tied to no letter. */
export function namesIn(opened: readonly OpenedProposal[]): string[] {
  const names = opened.flatMap(({ supplierName, content }) => [
    supplierName,
    ...(content.members ?? []).map(({ name }) => name),
  ])
  return [...new Set(names)].filter(Boolean).sort((a, b) => a.localeCompare(b, 'en'))
}
