import type { Book } from './columns.ts'
import type { NumberedPassage, NumberedSupplier } from './segment-builder.ts'
import { countScale, mostCount, packTerm, supplierFlags } from './segment.ts'
import { eachWord } from './words.ts'

/** Work that a supplier has done: a public award, or a case study of its own. */
export interface PastProject {
  kind: 'award' | 'case-study'
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
  /** The supplier's share of what it was worth. */
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
  isSme: boolean | null
  isVcse: boolean | null
  isClaimed: boolean
  isExample: boolean
}

/** A supplier of whom nothing is known but an id. */
export const unknownSupplier = (id: string): SupplierToRank => ({
  id,
  name: '',
  profile: '',
  capabilities: '',
  cpv: [],
  cpvLabels: [],
  regions: [],
  trlFrom: null,
  trlTo: null,
  projects: [],
  isSme: null,
  isVcse: null,
  isClaimed: false,
  isExample: false,
})

/** A project of which nothing is known but a title. */
export const unknownProject = (title: string): PastProject => ({
  kind: 'award',
  title,
  text: '',
  result: '',
  buyer: '',
  buyerRegions: [],
  cpv: [],
  cpvLabels: [],
  regions: [],
  date: null,
  valuePence: null,
})

/** The books in which words and facts get their numbers. */
export interface NumberBooks {
  terms: Book
  codes: Book
  regions: Book
  /** Buyers by name and place, as `buyerEntry` writes them. */
  buyers: Book
}

const placeMark = '\n'

/** A buyer in the book: its name, and the ITL codes of where it is. */
export const buyerEntry = (name: string, regions: string[]): string =>
  name.trim() ? [name.trim(), ...regions].join(placeMark) : ''

/** The other way round. */
export function readBuyerEntry(entry: string): { name: string; regions: string[] } {
  const [name = '', ...regions] = entry.split(placeMark)
  return { name, regions }
}

interface Field {
  text: string
  weight: number
}

// What is said with more care counts twice.
const carefulWeight = 2

const fieldsOfProfile = ({ name, profile, capabilities, cpvLabels }: SupplierToRank): Field[] => [
  { text: capabilities, weight: carefulWeight },
  { text: profile, weight: 1 },
  { text: name, weight: 1 },
  { text: cpvLabels.join('. '), weight: 1 },
]

const fieldsOfProject = (name: string, { title, text, result, cpvLabels }: PastProject): Field[] => [
  { text: title, weight: carefulWeight },
  { text, weight: 1 },
  { text: result, weight: 1 },
  { text: name, weight: 1 },
  { text: cpvLabels.join('. '), weight: 1 },
]

const saysSomething = ({ profile, capabilities, cpvLabels }: SupplierToRank): boolean =>
  [profile, capabilities, ...cpvLabels].some((text) => text.trim() !== '')

const dayMs = 86_400_000

/** Days since 1970; 0 for not known. */
export const dayOf = (date: Date | null): number => (date ? Math.floor(date.getTime() / dayMs) : 0)

/** The logarithm to base 10 of pence; -1 for not known. */
export const magnitudeOf = (pence: number | null): number => (pence && pence > 0 ? Math.log10(pence) : -1)

/** Gives a supplier's words, codes, regions and buyers their numbers; new ones get theirs here. */
export function numberSupplier(
  supplier: SupplierToRank,
  version: string,
  books: NumberBooks,
): NumberedSupplier {
  const { id, name, projects } = supplier
  const profile = (): NumberedPassage => ({
    ...countWords(fieldsOfProfile(supplier), books.terms),
    kind: 'profile',
    codes: [],
    worked: [],
    buyer: books.buyers.numberOf(''),
    day: dayOf(null),
    magnitude: magnitudeOf(null),
    title: '',
  })
  const own = saysSomething(supplier) ? [profile()] : []
  const passages = projects.map((project) => numberProject(name, project, books))
  return {
    id,
    version,
    allCodes: numbersOf(books.codes, [...supplier.cpv, ...projects.flatMap(({ cpv }) => cpv)]),
    ownCodes: numbersOf(books.codes, supplier.cpv),
    served: numbersOf(books.regions, supplier.regions),
    flags: flagsOf(supplier),
    trlFrom: supplier.trlFrom ?? supplier.trlTo ?? 0,
    trlTo: supplier.trlTo ?? supplier.trlFrom ?? 0,
    passages: [...own, ...passages],
  }
}

const numbersOf = (book: Book, names: string[]): number[] => [...new Set(names)].map(book.numberOf)

function numberProject(name: string, project: PastProject, books: NumberBooks): NumberedPassage {
  const { title, result, buyer, buyerRegions, cpv, regions, date, valuePence } = project
  const kind = project.kind === 'case-study' && result.trim() !== '' ? 'case-study-with-result' : project.kind
  return {
    ...countWords(fieldsOfProject(name, project), books.terms),
    kind,
    codes: numbersOf(books.codes, cpv),
    worked: numbersOf(books.regions, regions),
    buyer: books.buyers.numberOf(buyerEntry(buyer, buyerRegions)),
    day: dayOf(date),
    magnitude: magnitudeOf(valuePence),
    title,
  }
}

// Counts by the number of the word, used for one passage after the other and left at nought.
let counts = new Uint16Array(1 << 16)

/** The words of some texts with their weighted counts, in the order in which they first come. */
function countWords(fields: Field[], terms: Book): Pick<NumberedPassage, 'terms' | 'length'> {
  const seen: number[] = []
  let quarters = 0
  for (const { text, weight } of fields) {
    const each = weight * countScale
    eachWord(text, (stem) => {
      const number = terms.numberOf(stem)
      if (number >= counts.length) counts = withRoom(counts, number)
      const before = counts[number] as number
      if (before === 0) seen.push(number)
      counts[number] = Math.min(mostCount, before + each)
      quarters += each
    })
  }
  const packed = seen.map((number) => packTerm(number, counts[number] as number))
  for (const number of seen) counts[number] = 0
  return { terms: packed, length: quarters / countScale }
}

function withRoom(narrow: Uint16Array<ArrayBuffer>, number: number): Uint16Array<ArrayBuffer> {
  const wider = new Uint16Array(Math.max(narrow.length * 2, number + 1))
  wider.set(narrow)
  return wider
}

function flagsOf({ isSme, isVcse, isClaimed, isExample }: SupplierToRank): number {
  let flags = 0
  if (isSme !== null) flags |= isSme ? supplierFlags.sme : supplierFlags.notSme
  if (isVcse !== null) flags |= isVcse ? supplierFlags.vcse : supplierFlags.notVcse
  if (isClaimed) flags |= supplierFlags.claimed
  if (isExample) flags |= supplierFlags.example
  return flags
}
