import type { Book } from './columns.ts'
import type { NumberedPassage, NumberedSupplier } from './segment-builder.ts'
import { countScale, mostCount, packTerm, supplierFlags } from './segment.ts'
import { createSpellings, type Spellings } from './spellings.ts'

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

/** Words by their numbers, and how much each counts. */
interface Field {
  words: number[]
  weight: number
}

// What is said with more care counts twice.
const carefulWeight = 2

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
  const { id, projects } = supplier
  const name = wordsOf(supplier.name, books.terms)
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
    passages: saysSomething(supplier) ? [numberProfile(name, supplier, books), ...passages] : passages,
  }
}

/** The numbers of some names, each once. */
function numbersOf(book: Book, names: string[]): number[] {
  const numbers: number[] = []
  for (const name of names) {
    const number = book.numberOf(name)
    if (!numbers.includes(number)) numbers.push(number)
  }
  return numbers
}

function numberProfile(
  name: number[],
  { capabilities, profile, cpvLabels }: SupplierToRank,
  { terms, buyers }: NumberBooks,
): NumberedPassage {
  const counted = countWords([
    { words: wordsOf(capabilities, terms), weight: carefulWeight },
    { words: wordsOf(profile, terms), weight: 1 },
    { words: name, weight: 1 },
    { words: wordsOf(cpvLabels.join('. '), terms), weight: 1 },
  ])
  return {
    kind: 'profile',
    terms: counted.terms,
    length: counted.length,
    codes: [],
    worked: [],
    buyer: buyers.numberOf(''),
    day: dayOf(null),
    magnitude: magnitudeOf(null),
    title: '',
  }
}

function numberProject(
  name: number[],
  project: PastProject,
  { terms, codes, regions, buyers }: NumberBooks,
): NumberedPassage {
  const { title, text, result, cpvLabels } = project
  const counted = countWords([
    { words: wordsOf(title, terms), weight: carefulWeight },
    { words: wordsOf(text, terms), weight: 1 },
    { words: wordsOf(result, terms), weight: 1 },
    { words: name, weight: 1 },
    { words: wordsOf(cpvLabels.join('. '), terms), weight: 1 },
  ])
  return {
    kind: project.kind === 'case-study' && result.trim() !== '' ? 'case-study-with-result' : project.kind,
    terms: counted.terms,
    length: counted.length,
    codes: numbersOf(codes, project.cpv),
    worked: numbersOf(regions, project.regions),
    buyer: buyers.numberOf(buyerEntry(project.buyer, project.buyerRegions)),
    day: dayOf(project.date),
    magnitude: magnitudeOf(project.valuePence),
    title,
  }
}

const spellings = new WeakMap<Book, Spellings>()

/** The numbers of the words of a text, in their order. */
function wordsOf(text: string, terms: Book): number[] {
  const known = spellings.get(terms) ?? createSpellings(terms)
  spellings.set(terms, known)
  return known.read(text)
}

// Counts by the number of the word, used for one passage after the other and left at nought.
let counts = new Uint16Array(1 << 16)

/** Words with their weighted counts, in the order in which they first come. */
function countWords(fields: Field[]): Pick<NumberedPassage, 'terms' | 'length'> {
  const seen: number[] = []
  let quarters = 0
  for (const { words, weight } of fields) {
    const each = weight * countScale
    quarters += each * words.length
    for (const number of words) {
      if (number >= counts.length) counts = withRoom(counts, number)
      const before = counts[number] as number
      if (before === 0) seen.push(number)
      counts[number] = Math.min(mostCount, before + each)
    }
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
