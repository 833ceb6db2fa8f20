import { heapMegabytes } from '../measuring.ts'

/** What the bench asks of its servers. */
export type WebAsks =
  | { ask: 'start'; settings: NodeJS.ProcessEnv }
  | { ask: 'broadcast'; audience: string; message: string; news: object }
  | { ask: 'memory' }

/** What a server holds: live objects, and everything that the machine gave it, in megabytes. */
export interface Memory {
  heapMb: number
  residentMb: number
}

export const memory = (): Memory => ({
  heapMb: heapMegabytes(),
  residentMb: process.memoryUsage().rss / 2 ** 20,
})
