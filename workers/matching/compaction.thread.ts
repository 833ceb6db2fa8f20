import { parentPort } from 'node:worker_threads'
import { mergeSegments } from '../../shared/matching/segment-builder.ts'
import type { MergeRequest } from './compaction.ts'

parentPort?.once('message', ({ segments, terms, average }: MergeRequest) => {
  parentPort?.postMessage(mergeSegments(segments, terms, average))
})
