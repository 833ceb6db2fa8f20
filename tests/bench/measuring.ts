import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// A worker ranks all day: what counts is code that its machine has made fast already.
const warmUps = 100
const warmUpMs = 3000
const mostRounds = 31
const leastRounds = 3
// A slow yardstick is measured less often: the sum of its rounds stays near this.
const patienceMs = 20_000

/**
 * The median of many runs, in milliseconds, after some to warm up: 31 of what is quick, 3 at least of what is slow.
 * @param work gets the number of the round, from 0
 */
export async function median(work: (round: number) => unknown): Promise<number> {
  const times: number[] = []
  const began = performance.now()
  let round = 0
  while (round < warmUps && performance.now() - began < warmUpMs) {
    await work(round)
    round += 1
  }
  const warm = performance.now()
  const isImpatient = () => performance.now() - warm > patienceMs
  while (times.length < mostRounds && (times.length < leastRounds || !isImpatient())) {
    const start = performance.now()
    await work(round)
    times.push(performance.now() - start)
    round += 1
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number
}

/** How long something takes, in milliseconds, with what it gives. */
export async function timed<Result>(
  work: () => Promise<Result> | Result,
): Promise<{ ms: number; result: Result }> {
  const start = performance.now()
  const result = await work()
  return { ms: performance.now() - start, result }
}

/** Megabytes of live objects; memory that threads share is not among them. */
export function heapMegabytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** Milliseconds for people: `12.34 ms`, `2.3 s`. */
export const inWords = (ms: number): string =>
  ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms.toFixed(ms < 10 ? 2 : 1)} ms`
