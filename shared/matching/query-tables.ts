import { asBuyer, type Buyer, kinship } from './buyer-kinship.ts'
import { branchesOf, type CategoryCounts, commonCategory } from './category-closeness.ts'
import type { ChallengeToRank } from './challenge-query.ts'
import type { Book } from './columns.ts'
import { dayOf, magnitudeOf, type NumberBooks, readBuyerEntry } from './numbering.ts'
import { regionCloseness } from './region-closeness.ts'

/** How near each category is to one that is wanted. */
export interface WantedCategory {
  code: string
  /** For each code of the book, how many digits it shares. */
  depths: Uint8Array
  /** For each number of digits, how telling it is to share them. */
  telling: Float64Array
}

/** A challenge against everything that has a number: what a supplier's facts are looked up in. */
export interface QueryTables {
  categories: WantedCategory[]
  /** Null: anywhere will do. By region: how near it is to serve it, and to have worked there. */
  served: Float32Array | null
  worked: Float32Array | null
  /** By buyer: how like the buyer it is; -1 for a buyer that is not named. Null: nobody is named. */
  buyers: Float32Array | null
  /** Days since 1970; 0 if the challenge has no date. */
  day: number
  /** The logarithm to base 10 of pence; -1 if no budget is known. */
  magnitude: number
}

/** Makes the tables of a challenge for one index. */
export function makeTables(
  challenge: ChallengeToRank,
  books: NumberBooks,
  categories: CategoryCounts,
): QueryTables {
  const { regions, budgetPence, date } = challenge
  const byRegion = (closeness: (region: string) => number) =>
    regions.length === 0 ? null : Float32Array.from(books.regions.all(), closeness)
  return {
    categories: [...new Set(challenge.cpv)].map((code) => wantedCategory(code, books.codes, categories)),
    served: byRegion((region) => regionCloseness(regions, [region], []).closeness),
    worked: byRegion((region) => regionCloseness(regions, [], [region]).closeness),
    buyers: buyersLike(asBuyer(challenge.buyer, challenge.buyerRegions), books.buyers),
    day: dayOf(date),
    magnitude: magnitudeOf(budgetPence),
  }
}

function wantedCategory(code: string, codes: Book, { telling }: CategoryCounts): WantedCategory {
  const byDepth = new Float64Array(9)
  for (const branch of branchesOf(code)) byDepth[branch.length] = telling(branch)
  return { code, depths: depthsOf(code, codes), telling: byDepth }
}

// Challenges ask for the same few hundred codes again and again.
const knownDepths = new WeakMap<Book, Map<string, Uint8Array>>()
const mostKnown = 256

function depthsOf(code: string, codes: Book): Uint8Array {
  const known = knownDepths.get(codes) ?? new Map<string, Uint8Array>()
  knownDepths.set(codes, known)
  const before = known.get(code)
  if (before?.length === codes.size()) return before
  const depths = Uint8Array.from(codes.all(), (other) => commonCategory(code, other).length)
  if (known.size >= mostKnown) known.clear()
  known.set(code, depths)
  return depths
}

/** Buyers of one kind in one place are alike to anybody. */
interface BuyerClasses {
  classOf: number[]
  classes: (Buyer | null)[]
  numbers: Map<string, number>
}

const knownClasses = new WeakMap<Book, BuyerClasses>()

function classesOf(buyers: Book): BuyerClasses {
  const known = knownClasses.get(buyers) ?? { classOf: [], classes: [], numbers: new Map<string, number>() }
  knownClasses.set(buyers, known)
  for (let number = known.classOf.length; number < buyers.size(); number += 1) {
    const { name, regions } = readBuyerEntry(buyers.name(number))
    const buyer = asBuyer(name, regions)
    const key = buyer ? `${buyer.kind} ${buyer.regions.join(' ')}` : ''
    const found = known.numbers.get(key) ?? known.classes.push(buyer) - 1
    known.numbers.set(key, found)
    known.classOf.push(found)
  }
  return known
}

function buyersLike(wanted: Buyer | null, buyers: Book): Float32Array | null {
  if (!wanted) return null
  const { classOf, classes } = classesOf(buyers)
  const closeness = classes.map((buyer) => (buyer ? kinship(wanted, buyer) : -1))
  return Float32Array.from(classOf, (number) => closeness[number] as number)
}
