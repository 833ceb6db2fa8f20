import { now } from '../../server/platform/clock.ts'
import { enqueue } from '../../server/platform/queue.ts'
import type { JobDefinition } from '../../shared/platform/job.ts'

/** As long as work may show no progress before it counts as standing still. */
const turnMs = 2 * 60_000

/**
 * Asks again for work that stands still, each once in two minutes for as long as it does: a job that was lost or gave up
 * at the same point as before is not taken for the one that is remembered.
 */
export async function askForStalled<Payload extends Record<string, string>>(
  job: JobDefinition<Payload>,
  stalled: NoInfer<Payload>[],
): Promise<void> {
  const turn = Math.floor(now().getTime() / turnMs)
  for (const payload of stalled)
    await enqueue(job, payload, { id: `${Object.values(payload).join('-')}-${turn}` })
}
