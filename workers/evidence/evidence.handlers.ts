import { beginEvidence, rebuildEvidence } from '../../server/evidence/index.ts'
import { beginEvidenceJob, rebuildEvidenceJob } from '../../shared/evidence/evidence.jobs.ts'
import { does, every } from '../platform/handlers.ts'
import type { Handlers } from '../platform/runner.ts'
import { evidenceReactions } from './evidence.reactions.ts'

const minute = 60_000

/** Everything that the evidence room does later: counting. */
export const evidenceHandlers: Handlers = {
  jobs: [does(rebuildEvidenceJob, () => rebuildEvidence()), does(beginEvidenceJob, () => beginEvidence())],
  reactions: evidenceReactions,
  schedules: [
    // In the night everything is counted anew: what went wrong in a day is right in the morning.
    every('evidence-rebuild', { pattern: '45 3 * * *' }, rebuildEvidenceJob, {}),
    every('evidence-begin', { every: 10 * minute }, beginEvidenceJob, {}),
  ],
}
