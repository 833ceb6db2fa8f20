import { sealDraft } from '../../server/proposals/proposals.drafts.service.ts'
import { Proposal } from '../../server/proposals/proposals.model.ts'
import { handOverShare } from '../../server/proposals/opening-key.ts'
import { Opening } from '../../server/proposals/proposals.keys.model.ts'
import { comeToOpen, ensureOpening } from '../../server/proposals/proposals.openings.service.ts'
import { useReaderCheck } from '../../server/proposals/proposals.received.service.ts'
import { submitProposal } from '../../server/proposals/proposals.submit.service.ts'
import { saveDraft, startProposal } from '../../server/proposals/proposals.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { emptyProposal, type ProposalStatus } from '../../shared/proposals/proposal.ts'
import { type DraftInput, draftSchema } from '../../shared/proposals/proposals.schema.ts'
import { now } from '../../server/platform/clock.ts'
import { vacant } from '../../shared/proposals/opening.ts'
import { everybody } from '../platform/actors.ts'
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

/** A proposal with nothing in it, as it is stored. @returns its id */
export async function aStoredProposal(
  challengeId: string,
  supplierId: string,
  status: ProposalStatus = 'draft',
): Promise<string> {
  const place = { _id: newId(), challengeId, supplierId, revision: 0 }
  const draft = await sealDraft(place, { ...emptyProposal(), files: [] })
  const at = now()
  await Proposal.create({ ...place, draft, status, savedAt: at, createdAt: at })
  return place._id
}

/**
 * Has the buyers read what was opened without having declared interests, for tests of a file that are not about the
 * evaluation: whether its room is there depends on who used this process before.
 */
export const readUndeclared = (): void =>
  beforeAll(() =>
    useReaderCheck(
      () => Promise.resolve(),
      () => Promise.resolve(false),
    ),
  )

/** Gives the share that no officer has yet to this person, and has both holders come. */
export async function openWith(challenge: ChallengeRecord, officer: Actor): Promise<void> {
  const { shares } = await ensureOpening(challenge)
  const named = await Promise.all(
    shares.map(async (share) =>
      share.holder === vacant ? handOverShare(challenge._id, share, officer.userId) : share,
    ),
  )
  await Opening.updateOne({ _id: challenge._id }, { $set: { shares: named } })
  await comeToOpen(officer, challenge._id)
  await comeToOpen(everybody.broker, challenge._id)
}
