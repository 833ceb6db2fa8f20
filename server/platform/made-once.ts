import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { oneOfFew } from './one-at-a-time.ts'

const keptMs = 60_000
const mostKept = 20
/** More files than this are not made one after the other: whoever comes then is asked to come again. */
export const mostWaiting = 10
const longestHoldMs = 20

const kept = new Map<string, { madeAt: number; bytes: Promise<Buffer> }>()
const inTurn = oneOfFew(mostWaiting, 'Many files are being made. Try again in half a minute.')

/** Lets others have their turn between the parts of long work, as soon as that has held them up for a moment. */
export function givingWay(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < longestHoldMs) return
    await nextTurn()
    since = performance.now()
  }
}

/**
 * A file that is made of `content`, once a minute for everybody who asks, and one file at a time in a process: setting
 * a long file takes seconds, and many may ask for it.
 * @throws AppError busy while too many others wait
 */
export async function madeOnce(content: object, make: () => Promise<Buffer>): Promise<Buffer> {
  const key = createHash('sha256').update(JSON.stringify(content)).digest('base64url')
  const at = performance.now()
  for (const [one, { madeAt }] of kept) if (at - madeAt > keptMs) kept.delete(one)
  const known = kept.get(key)
  if (known) return known.bytes
  const bytes = inTurn(make)
  bytes.catch(() => kept.delete(key))
  kept.set(key, { madeAt: at, bytes })
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest) kept.delete(oldest)
  return bytes
}
