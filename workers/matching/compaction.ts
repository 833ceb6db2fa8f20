import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Segment } from '../../shared/matching/segment.ts'

/** What the thread is given; the arrays lie in memory that it shares, so that nothing is copied. */
export interface MergeRequest {
  segments: Segment[]
  terms: number
  average: number
}

/**
 * Brings segments together in a thread of its own, so that rankings go on meanwhile.
 * @throws Error if the thread fails
 */
export async function mergeInThread(segments: Segment[], terms: number, average: number): Promise<Segment> {
  const isSource = import.meta.url.endsWith('.ts')
  const file = new URL(`./compaction.thread.${isSource ? 'ts' : 'js'}`, import.meta.url)
  const thread = new Worker(file, isSource ? { execArgv: ['--import', 'tsx'] } : {})
  try {
    thread.postMessage({ segments, terms, average } satisfies MergeRequest)
    const [merged] = (await once(thread, 'message')) as [Segment]
    return merged
  } finally {
    await thread.terminate()
  }
}
