/**
 * The least of the processor that some work takes in three tries, in milliseconds: what else a busy machine does at
 * the same time can only add to it.
 */
export async function leastProcessorMs(work: () => unknown): Promise<number> {
  const tries: number[] = []
  for (let count = 0; count < 3; count += 1) {
    const begun = process.cpuUsage()
    await work()
    tries.push(process.cpuUsage(begun).user / 1000)
  }
  return Math.min(...tries)
}
