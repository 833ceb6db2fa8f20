import {
  listDueForPublication,
  listLagging,
  listPlansDue,
  passDeadlines,
  publishWhenDue,
  remindOfPlan,
  tellGathered,
} from '../../server/challenges/index.ts'
import { now } from '../../server/platform/clock.ts'
import { enqueue } from '../../server/platform/queue.ts'
import {
  passDeadlinesJob,
  publishScheduledJob,
  remindOfPlansJob,
  sweepDeadlinesJob,
  tellGatheredJob,
} from '../../shared/challenges/challenges.jobs.ts'
import { does, type JobHandler } from '../platform/handlers.ts'

// What lies further off may well be amended before; the sweep takes it.
const longestDelayMs = 20 * 86_400_000

/** Asks to look at a challenge again just after each deadline that lies ahead of it. */
export async function lookAgain(challengeId: string, deadlines: Date[]): Promise<void> {
  for (const deadline of deadlines) {
    const delay = deadline.getTime() - now().getTime() + 1
    const id = `${challengeId}-${deadline.getTime()}`
    if (delay <= longestDelayMs)
      await enqueue(passDeadlinesJob, { challengeId }, { delay: Math.max(0, delay), id })
  }
}

/** Asks for publication just after its time. */
export async function publishLater(challengeId: string, at: Date): Promise<void> {
  const delay = at.getTime() - now().getTime() + 1
  const id = `${challengeId}-${at.getTime()}`
  if (delay <= longestDelayMs)
    await enqueue(publishScheduledJob, { challengeId }, { delay: Math.max(0, delay), id })
}

export const challengesJobs: JobHandler[] = [
  does(passDeadlinesJob, async ({ challengeId }) => {
    await passDeadlines(challengeId)
  }),
  does(publishScheduledJob, ({ challengeId }) => publishWhenDue(challengeId)),
  does(remindOfPlansJob, async () => {
    for (const challengeId of await listPlansDue()) await remindOfPlan(challengeId)
  }),
  does(tellGatheredJob, () => tellGathered()),
  does(sweepDeadlinesJob, async () => {
    for (const challengeId of await listDueForPublication(now())) await publishWhenDue(challengeId)
    for (const challengeId of await listLagging(now())) await passDeadlines(challengeId)
  }),
]
