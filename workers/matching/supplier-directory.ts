import {
  categories,
  streamSuppliersForRanking,
  type SupplierForRanking,
  supplierForRanking,
  supplierVersions,
} from '../../server/organisations/index.ts'
import type { RankedSupplierFacts } from '../../server/matching/index.ts'
import { logger } from '../../server/platform/logger.ts'
import {
  createSupplierIndex,
  type SupplierIndex,
  type SupplierToRank,
} from '../../shared/matching/supplier-index.ts'

/** Every supplier of the directory in this process's memory. */
export interface SupplierDirectory {
  index: SupplierIndex
  facts: (supplierId: string) => RankedSupplierFacts | null
  /** Reads whatever changed since the last time; everything at the first. Calls at once share one look. */
  refresh: () => Promise<void>
}

const labels = (codes: string[]): string =>
  codes.map((code) => categories().find(code)?.label ?? '').join('. ')

/** A supplier as the index takes it: its own words, and each thing that it did by itself. */
export function asSupplierToRank({ id, profile, awards }: SupplierForRanking): SupplierToRank {
  return {
    id,
    profile: [profile.whatWeDo, ...profile.capabilities, labels(profile.cpv), ...profile.accreditations].join(
      '. ',
    ),
    cpv: profile.cpv,
    regions: profile.regions,
    projects: [
      ...awards.map(({ title, text, cpv, buyer, regions }) => ({
        title,
        text: `${text}. ${labels(cpv)}`,
        buyer,
        cpv,
        regions,
      })),
      ...profile.caseStudies.map(({ title, buyer, what, result }) => ({
        title,
        text: `${what} ${result}`,
        buyer,
        cpv: [],
        regions: [],
      })),
    ],
  }
}

const factsOf = ({ name, status, isSme, isVcse, isExample }: SupplierForRanking): RankedSupplierFacts => ({
  name,
  isClaimed: status === 'verified',
  isSme,
  isVcse,
  isExample,
})

/** An empty directory; `refresh` fills it. */
export function createSupplierDirectory(): SupplierDirectory {
  const index = createSupplierIndex()
  const facts = new Map<string, RankedSupplierFacts>()
  let versions = new Map<string, string>()
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  const put = (supplier: SupplierForRanking) => {
    index.put(asSupplierToRank(supplier))
    facts.set(supplier.id, factsOf(supplier))
  }
  const forget = (id: string) => {
    index.remove(id)
    facts.delete(id)
  }

  async function look(): Promise<void> {
    const current = await supplierVersions()
    if (versions.size === 0) {
      const start = performance.now()
      for await (const supplier of streamSuppliersForRanking()) put(supplier)
      const tookMs = Math.round(performance.now() - start)
      logger('matching').info({ suppliers: index.size(), tookMs }, 'The supplier directory is in memory')
    } else {
      const changed = [...current].filter(([id, version]) => versions.get(id) !== version)
      for (const [id] of changed) {
        const supplier = await supplierForRanking(id)
        if (supplier) put(supplier)
      }
    }
    // A map may lose entries while it is walked through.
    for (const { id } of index.all()) if (!current.has(id)) forget(id)
    versions = current
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

  return { index, facts: (id) => facts.get(id) ?? null, refresh }
}
