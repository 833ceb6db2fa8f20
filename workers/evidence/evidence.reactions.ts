import { countChallenge, countSums } from '../../server/evidence/index.ts'
import { enqueue } from '../../server/platform/queue.ts'
import { now } from '../../server/platform/clock.ts'
import {
  challengeAmended,
  challengePublished,
  challengeWithdrawn,
} from '../../shared/challenges/challenges.events.ts'
import {
  evaluationAwardPublished,
  evaluationContractEntered,
  evaluationFeedbackRated,
  evaluationNotAwarded,
} from '../../shared/evaluation/award.events.ts'
import { evaluationSettingsChosen } from '../../shared/evaluation/evaluation.events.ts'
import { evidenceRebuildAsked } from '../../shared/evidence/evidence.events.ts'
import { rebuildEvidenceJob } from '../../shared/evidence/evidence.jobs.ts'
import { supplierProfileChanged, suppliersImported } from '../../shared/organisations/organisations.events.ts'
import { pilotAdopted, supplierReviewed } from '../../shared/outcomes/outcomes.evidence.events.ts'
import { resultsPublished } from '../../shared/outcomes/outcomes.events.ts'
import type { EventDefinition } from '../../shared/platform/event.ts'
import { proposalsOpened } from '../../shared/proposals/openings.events.ts'
import { type ReactionHandler, when, whenTogether } from '../platform/handlers.ts'

/** After each of these a challenge is counted anew, by what is on record then: no order of them makes a difference. */
const ofChallenges = [
  challengePublished,
  challengeAmended,
  challengeWithdrawn,
  proposalsOpened,
  evaluationSettingsChosen,
  evaluationAwardPublished,
  evaluationContractEntered,
  evaluationNotAwarded,
  evaluationFeedbackRated,
  resultsPublished,
  pilotAdopted,
] as EventDefinition<{ challengeId: string }>[]

// What a firm says of its size touches awards and proposals alike; many change a word or two in one sitting.
const sittingMs = 10 * 60_000

export const evidenceReactions: ReactionHandler[] = [
  ...ofChallenges.map((event) =>
    whenTogether('evidence', event, async (happened) => {
      for (const id of new Set(happened.map(({ payload }) => payload.challengeId))) await countChallenge(id)
    }),
  ),
  whenTogether('evidence', supplierReviewed, () => countSums()),
  when('evidence', suppliersImported, ({ importId }) => enqueue(rebuildEvidenceJob, {}, { id: importId })),
  when('evidence', evidenceRebuildAsked, ({ rebuildId }) =>
    enqueue(rebuildEvidenceJob, {}, { id: rebuildId }),
  ),
  when('evidence', supplierProfileChanged, () =>
    enqueue(
      rebuildEvidenceJob,
      {},
      {
        id: `sitting-${Math.floor(now().getTime() / sittingMs)}`,
        delay: sittingMs,
      },
    ),
  ),
]
