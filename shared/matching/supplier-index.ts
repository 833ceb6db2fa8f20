import { createTextIndex, type TextIndex } from './text-index.ts'

/** Work that a supplier has done: a public award, or a case study of its own. */
export interface PastProject {
  title: string
  text: string
  buyer: string
  cpv: string[]
  /** ITL codes. */
  regions: string[]
}

/** What the ranking needs to know of a supplier. */
export interface SupplierToRank {
  id: string
  /** Whatever it says of itself, in one text; empty where it has said nothing. */
  profile: string
  cpv: string[]
  /** ITL codes of the regions it says it serves. */
  regions: string[]
  projects: PastProject[]
}

/** A supplier in the index: its facts without the texts, and the numbers of its passages. */
export interface IndexedSupplier {
  id: string
  cpv: string[]
  regions: string[]
  workedIn: string[]
  /** -1 if it says nothing of itself. */
  profile: number
  projects: { passage: number; title: string; buyer: string; cpv: string[] }[]
}

/** Every supplier in memory, ready to be ranked; changed one supplier at a time. */
export interface SupplierIndex {
  /** Adds a supplier, or replaces what is known of it. */
  put: (supplier: SupplierToRank) => void
  remove: (id: string) => void
  find: (id: string) => IndexedSupplier | null
  all: () => Iterable<IndexedSupplier>
  size: () => number
  texts: TextIndex
}

/** An empty index. A firm's texts are kept piece by piece: one long text would drown what it is best at. */
export function createSupplierIndex(): SupplierIndex {
  const suppliers = new Map<string, IndexedSupplier>()
  const texts = createTextIndex()

  function remove(id: string): void {
    const known = suppliers.get(id)
    if (!known) return
    for (const { passage } of known.projects) texts.remove(passage)
    if (known.profile >= 0) texts.remove(known.profile)
    suppliers.delete(id)
  }

  function put(supplier: SupplierToRank): void {
    remove(supplier.id)
    suppliers.set(supplier.id, {
      id: supplier.id,
      cpv: [...new Set([...supplier.cpv, ...supplier.projects.flatMap(({ cpv }) => cpv)])],
      regions: supplier.regions,
      workedIn: [...new Set(supplier.projects.flatMap(({ regions }) => regions))],
      profile: supplier.profile.trim() ? texts.add(supplier.profile) : -1,
      projects: supplier.projects.map(({ title, text, buyer, cpv }) => ({
        passage: texts.add(`${title}. ${text}`),
        title,
        buyer,
        cpv,
      })),
    })
  }

  return {
    put,
    remove,
    find: (id) => suppliers.get(id) ?? null,
    all: () => suppliers.values(),
    size: () => suppliers.size,
    texts,
  }
}
