import { checkOpened, listUnchecked } from '../../server/proposals/index.ts'
import { enqueue } from '../../server/platform/queue.ts'
import { checkOpenedJob, sweepChecksJob } from '../../shared/proposals/openings.jobs.ts'
import { proposalsOpened } from '../../shared/proposals/openings.events.ts'
import {
  does,
  every,
  type JobHandler,
  type ReactionHandler,
  type Schedule,
  when,
} from '../platform/handlers.ts'
import { askForStalled } from '../platform/stalled.ts'

export const openingsJobs: JobHandler[] = [
  does(checkOpenedJob, ({ challengeId }) => checkOpened(challengeId)),
  does(sweepChecksJob, async () => {
    const stalled = await listUnchecked()
    await askForStalled(
      checkOpenedJob,
      stalled.map(({ challengeId }) => ({ challengeId })),
    )
  }),
]

export const openingsReactions: ReactionHandler[] = [
  when('proposals', proposalsOpened, async ({ challengeId }) => {
    await enqueue(checkOpenedJob, { challengeId }, { id: challengeId })
  }),
]

export const openingsSchedules: Schedule[] = [
  every('proposals-checks', { every: 60_000 }, sweepChecksJob, {}),
]
