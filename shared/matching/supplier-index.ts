import { createCategoryCounts, type CategoryCounts } from './category-closeness.ts'
import { createTextIndex, type TextField, type TextIndex } from './text-index.ts'

/** Work that a supplier has done: a public award, or a case study of its own. */
export interface PastProject {
  title: string
  text: string
  /** What came of it, in the supplier's words; empty where nobody has said. */
  result: string
  buyer: string
  /** ITL codes of where the buyer is; empty if unknown. */
  buyerRegions: string[]
  cpv: string[]
  /** What the CPV codes are called. */
  cpvLabels: string[]
  /** ITL codes. */
  regions: string[]
  date: Date | null
  valuePence: number | null
}

/** What the ranking needs to know of a supplier. */
export interface SupplierToRank {
  id: string
  /** A firm's name often says what it does. */
  name: string
  /** Whatever it says of itself, in one text; empty where it has said nothing. */
  profile: string
  /** What it can do, in its own few words. */
  capabilities: string
  cpv: string[]
  /** What its own CPV codes are called. */
  cpvLabels: string[]
  /** ITL codes of the regions it says it serves. */
  regions: string[]
  trlFrom: number | null
  trlTo: number | null
  projects: PastProject[]
}

/** What is kept of a project beside its words. */
export interface IndexedProject extends Omit<PastProject, 'text' | 'result' | 'cpvLabels'> {
  passage: number
  hasResult: boolean
}

/** A supplier in the index: its facts without the texts, and the numbers of its passages. */
export interface IndexedSupplier {
  id: string
  cpv: string[]
  regions: string[]
  workedIn: string[]
  trlFrom: number | null
  trlTo: number | null
  /** -1 if it says nothing of itself. */
  profile: number
  projects: IndexedProject[]
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
  /** How many suppliers work under each branch of the CPV tree. */
  categories: CategoryCounts
}

// What is said with more care counts twice.
const carefulWeight = 2

const nameAndLabels = (name: string, cpvLabels: string[]): TextField[] => [
  { text: name, weight: 1 },
  { text: cpvLabels.join('. '), weight: 1 },
]

const fieldsOfProfile = ({ name, profile, capabilities, cpvLabels }: SupplierToRank): TextField[] => [
  { text: capabilities, weight: carefulWeight },
  { text: profile, weight: 1 },
  ...nameAndLabels(name, cpvLabels),
]

const fieldsOfProject = (name: string, { title, text, result, cpvLabels }: PastProject): TextField[] => [
  { text: title, weight: carefulWeight },
  { text: `${text} ${result}`, weight: 1 },
  ...nameAndLabels(name, cpvLabels),
]

const saysSomething = ({ profile, capabilities, cpvLabels }: SupplierToRank): boolean =>
  [profile, capabilities, ...cpvLabels].some((text) => text.trim() !== '')

/** An empty index. A firm's texts are kept piece by piece: one long text would drown what it is best at. */
export function createSupplierIndex(): SupplierIndex {
  const suppliers = new Map<string, IndexedSupplier>()
  const texts = createTextIndex()
  const categories = createCategoryCounts()

  function remove(id: string): void {
    const known = suppliers.get(id)
    if (!known) return
    for (const { passage } of known.projects) texts.remove(passage)
    if (known.profile >= 0) texts.remove(known.profile)
    categories.remove(known.cpv)
    suppliers.delete(id)
  }

  function put(supplier: SupplierToRank): void {
    remove(supplier.id)
    const { id, name, regions, trlFrom, trlTo, projects } = supplier
    const cpv = [...new Set([...supplier.cpv, ...projects.flatMap((project) => project.cpv)])]
    categories.add(cpv)
    suppliers.set(id, {
      id,
      cpv,
      regions,
      workedIn: [...new Set(projects.flatMap((project) => project.regions))],
      trlFrom,
      trlTo,
      profile: saysSomething(supplier) ? texts.add(fieldsOfProfile(supplier)) : -1,
      projects: projects.map((project) => indexProject(texts, name, project)),
    })
  }

  return {
    put,
    remove,
    find: (id) => suppliers.get(id) ?? null,
    all: () => suppliers.values(),
    size: () => suppliers.size,
    texts,
    categories,
  }
}

function indexProject(texts: TextIndex, name: string, project: PastProject): IndexedProject {
  const { title, result, buyer, buyerRegions, cpv, regions, date, valuePence } = project
  return {
    passage: texts.add(fieldsOfProject(name, project)),
    title,
    buyer,
    buyerRegions,
    cpv,
    regions,
    date,
    valuePence,
    hasResult: result.trim() !== '',
  }
}
