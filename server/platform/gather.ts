import DataLoader from 'dataloader'

const mostAtOnce = 200

/**
 * Lets many callers share few writes: what is asked for while a write is under way goes together in the next one, so
 * that each write waits for the disk once for all. A caller has its answer when its own is kept.
 * @param write answers for each item, in their order; if it throws, every caller of that write gets the error
 */
export function gatherWrites<Item, Answer>(
  write: (items: readonly Item[]) => Promise<Answer[]>,
): (item: Item) => Promise<Answer> {
  let underWay: Promise<unknown> = Promise.resolve()
  const gathering = new DataLoader<Item, Answer>(
    (items) => {
      const written = write(items)
      underWay = written.catch(() => undefined)
      return written
    },
    {
      cache: false,
      maxBatchSize: mostAtOnce,
      batchScheduleFn: (begin) => void underWay.then(() => setImmediate(begin)),
    },
  )
  return (item) => gathering.load(item)
}
