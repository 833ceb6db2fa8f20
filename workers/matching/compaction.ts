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
  const thread = startThread()
  try {
    thread.postMessage({ segments, terms, average } satisfies MergeRequest)
    const [merged] = (await once(thread, 'message')) as [Segment]
    return merged
  } finally {
    await thread.terminate()
  }
}

/** From sources the thread must learn to read TypeScript first: what the process has learnt holds for its main thread only. */
function startThread(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./compaction.thread.js', import.meta.url))
  const reader = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const file = JSON.stringify(new URL('./compaction.thread.ts', import.meta.url).href)
  const start = `import(${reader}).then(({ register }) => { register(); return import(${file}) })`
  return new Worker(start, { eval: true })
}
