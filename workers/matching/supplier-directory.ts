import {
  streamSuppliersForRanking,
  streamSupplierVersions,
  type SupplierForRanking,
  suppliersForRanking,
} from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import { closeAtEnd } from '../../server/platform/closing.ts'
import { logger } from '../../server/platform/logger.ts'
import { createSupplierIndex, type SupplierIndex } from '../../shared/matching/supplier-index.ts'
import { mergeInThread } from './compaction.ts'
import { loadSnapshot, writeSnapshot } from './snapshot-file.ts'
import { asSupplierToRank } from './to-rank.ts'

/** Every supplier of the directory in this process's memory. */
export interface SupplierDirectory {
  /** The index as it is now; another one after a snapshot was read, so never keep it. */
  index: () => SupplierIndex
  /** Reads whatever changed since the last time; everything at the first. Calls at once share one look. */
  refresh: () => Promise<void>
  /** Waits until everything is in memory, however old; what it waits for is a look. */
  whenFilled: () => Promise<void>
}

const minute = 60_000
// What a transaction touched shows only when it ends, a minute later at most; clocks of machines differ by less.
const overlapMs = 2 * minute
const wholeLookMs = 10 * minute
// A directory of this size is compared as a whole in a few hundredths of a second.
const smallDirectory = 5000
const batchSize = 100
const snapshotEveryMs = 10 * minute

/**
 * An empty directory; `refresh` fills it, from the snapshot in `file` where there is one of use. Any number of
 * workers agree after a look, since each compares what it holds with the records.
 */
export function createSupplierDirectory(file: () => string): SupplierDirectory {
  let index = createSupplierIndex()
  let isFilled = false
  let lastLook: Date | null = null
  let lastWholeLook = 0
  let lastSnapshot = 0
  let changesSinceSnapshot = 0
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  const put = (supplier: SupplierForRanking) => index.put(asSupplierToRank(supplier), supplier.version)

  async function fill(): Promise<void> {
    const start = performance.now()
    const kept = await loadSnapshot(file()).catch((error: unknown) => {
      // Whatever is wrong with a copy, the records are there.
      const reason = error instanceof Error ? error.message : String(error)
      logger('matching').warn({ reason }, 'A snapshot of the directory can’t be used: it is made anew')
      return null
    })
    if (kept) index = createSupplierIndex(kept.state)
    else for await (const supplier of streamSuppliersForRanking()) put(supplier)
    index.parts()
    isFilled = true
    closeAtEnd('supplier directory', forget)
    lastSnapshot = kept ? now().getTime() : 0
    const tookMs = Math.round(performance.now() - start)
    const from = kept ? 'snapshot' : 'records'
    logger('matching').info({ suppliers: index.size(), tookMs, from }, 'The supplier directory is in memory')
  }

  /** What is in memory belongs to the database that was open: another one begins with nothing. */
  function forget(): void {
    index = createSupplierIndex()
    isFilled = false
    lastLook = null
  }

  /** Compares versions, and reads anew what has another one. */
  async function compare(since: Date | null): Promise<void> {
    const seen = since ? null : new Set<string>()
    let stale: string[] = []
    const readStale = async () => {
      for (const supplier of await suppliersForRanking(stale)) put(supplier)
      changesSinceSnapshot += stale.length
      stale = []
    }
    for await (const { id, version } of streamSupplierVersions(since)) {
      if (version === null) index.remove(id)
      else {
        seen?.add(id)
        if (index.version(id) !== version) stale.push(id)
        if (stale.length >= batchSize) await readStale()
      }
    }
    await readStale()
    if (seen && seen.size < index.size()) for (const id of index.ids()) if (!seen.has(id)) index.remove(id)
  }

  async function look(): Promise<void> {
    const startedAt = now()
    const isNew = !isFilled
    if (isNew) await fill()
    const isSmall = index.size() < smallDirectory
    const isWhole = isNew || isSmall || startedAt.getTime() - lastWholeLook >= wholeLookMs
    await compare(isWhole || !lastLook ? null : new Date(lastLook.getTime() - overlapMs))
    lastLook = startedAt
    if (isWhole) lastWholeLook = startedAt.getTime()
    void keepInShape().catch((error: unknown) => {
      logger('matching').error({ err: error }, 'The index could not be compacted or kept')
    })
  }

  async function keepInShape(): Promise<void> {
    await index.compact(mergeInThread)
    const at = now().getTime()
    const isDue = lastSnapshot === 0 || (changesSinceSnapshot > 0 && at - lastSnapshot >= snapshotEveryMs)
    if (index.size() < smallDirectory || !isDue) return
    lastSnapshot = at
    changesSinceSnapshot = 0
    await writeSnapshot(file(), index.state(), new Date(at).toISOString())
  }

  // A look that began before the call may have missed what the caller knows of: it gets the one after.
  function refresh(): Promise<void> {
    if (!running) {
      running = look().finally(() => {
        running = null
      })
      return running
    }
    const before = running
    next ??= before
      .catch(() => undefined)
      .then(() => {
        next = null
        return refresh()
      })
    return next
  }

  const whenFilled = () => (isFilled ? Promise.resolve() : refresh())

  return { index: () => index, refresh, whenFilled }
}
