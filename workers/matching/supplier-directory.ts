import {
  type AwardRecord,
  authorities,
  categories,
  regions,
  streamSuppliersForRanking,
  type SupplierForRanking,
  supplierForRanking,
  supplierVersions,
} from '../../server/organisations/index.ts'
import type { RankedSupplierFacts } from '../../server/matching/index.ts'
import { logger } from '../../server/platform/logger.ts'
import {
  createSupplierIndex,
  type PastProject,
  type SupplierIndex,
  type SupplierToRank,
} from '../../shared/matching/supplier-index.ts'
import type { CaseStudy } from '../../shared/organisations/supplier-profile.ts'

/** Every supplier of the directory in this process's memory. */
export interface SupplierDirectory {
  index: SupplierIndex
  facts: (supplierId: string) => RankedSupplierFacts | null
  /** Reads whatever changed since the last time; everything at the first. Calls at once share one look. */
  refresh: () => Promise<void>
}

const labels = (codes: string[]): string[] => codes.flatMap((code) => categories().find(code)?.label ?? [])

/** Where a buyer is, as ITL codes, as far as the register of authorities knows it by this name. */
export function regionsOfBuyer(name: string): string[] {
  const authority = authorities().findByName(name)
  if (!authority) return []
  const region = regions().ofAuthority(authority.gss)?.code ?? authority.itl1
  return region ? [region] : []
}

/** A supplier as the index takes it: its own words, and each thing that it did by itself. */
export function asSupplierToRank({ id, name, profile, awards }: SupplierForRanking): SupplierToRank {
  return {
    id,
    name,
    profile: [profile.whatWeDo, ...profile.accreditations].join('. '),
    capabilities: profile.capabilities.join('. '),
    cpv: profile.cpv,
    cpvLabels: labels(profile.cpv),
    regions: profile.regions,
    trlFrom: profile.trlFrom,
    trlTo: profile.trlTo,
    projects: [...awards.map(fromAward), ...profile.caseStudies.map(fromCaseStudy)],
  }
}

const fromAward = (award: AwardRecord): PastProject => {
  const { title, text, cpv, buyer, date, valuePence, suppliers } = award
  return {
    title,
    text,
    result: '',
    cpv,
    cpvLabels: labels(cpv),
    buyer,
    buyerRegions: regionsOfBuyer(buyer),
    regions: award.regions,
    date,
    // What several firms share says little of what each of them delivered.
    valuePence: suppliers > 1 ? null : valuePence,
  }
}

const fromCaseStudy = ({ title, buyer, year, what, result }: CaseStudy): PastProject => ({
  title,
  text: what,
  result,
  cpv: [],
  cpvLabels: [],
  buyer,
  buyerRegions: regionsOfBuyer(buyer),
  regions: [],
  date: year === null ? null : new Date(Date.UTC(year, 6, 1)),
  valuePence: null,
})

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
