import { submitProposal } from '../../server/proposals/proposals.submit.service.ts'
import { saveDraft, startProposal } from '../../server/proposals/proposals.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type DraftInput, draftSchema } from '../../shared/proposals/proposals.schema.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'

/** A challenge with one outcome, open for a month. */
export const anAnswerableChallenge = (changes: Partial<ChallengeRecord> = {}): Promise<ChallengeRecord> =>
  aPublicChallenge({
    outcomes: [
      {
        id: 'fewer-falls',
        title: 'Fewer falls',
        measure: 'Falls a year',
        unit: '%',
        baseline: 33,
        target: 23,
        direction: 'lower',
        source: 'Incident log',
      },
    ],
    ...changes,
  })

/** What a supplier types when it leaves nothing out. */
export const completeDraft = (revision: number, changes: object = {}): DraftInput =>
  draftSchema.parse({
    summary: 'CANARY-summary: sensors under the carpet',
    outcomes: [{ outcomeId: 'fewer-falls', how: 'CANARY-how' }],
    approach: 'CANARY-approach',
    trl: '7',
    pilotPlan: 'CANARY-plan',
    pilotPrice: '49,950',
    scalePrice: '',
    team: 'CANARY-team',
    revision,
    ...changes,
  })

/** A complete draft, ready to be submitted. */
export async function aCompleteDraft(
  actor: Actor,
  challengeId: string,
): Promise<{ id: string; revision: number }> {
  const { id } = await startProposal(actor, challengeId)
  const { revision } = await saveDraft(actor, id, completeDraft(0))
  return { id, revision }
}

/** A proposal that was submitted. */
export async function aSubmittedProposal(
  actor: Actor,
  challengeId: string,
): Promise<{ id: string; revision: number }> {
  const draft = await aCompleteDraft(actor, challengeId)
  await submitProposal(actor, draft.id, draft.revision)
  return draft
}
