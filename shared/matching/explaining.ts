import { inOrder } from './best-of.ts'
import { buyerKey, shortBuyer } from './buyer-name.ts'
import { categoryCloseness } from './category-closeness.ts'
import { textAt } from './columns.ts'
import { isTellingWord } from './everyday-words.ts'
import { readBuyerEntry } from './numbering.ts'
import type { Without } from './category-scores.ts'
import { type Parts, partWeights } from './parts.ts'
import { likeness, type PreparedQuery } from './prepared-query.ts'
import { fillScans, type ReadTerms, readSupplier, scoreAt } from './ranking.ts'
import type { Reason } from './reasons.ts'
import { regionCloseness } from './region-closeness.ts'
import { codesOf } from './segment.ts'
import type { Place, SupplierIndex } from './supplier-index.ts'
import { sumOf, type TermScore } from './text-scores.ts'

/** Looks up what codes are called. */
export interface Names {
  category: (code: string) => string
  region: (code: string) => string
}

const mostTerms = 5
const mostProjects = 3
// Below this likeness calling a project similar would be flattery.
const similarFrom = 0.4
// A word says little below this share of the rarity that a word of one passage alone has: one passage in eight, of 1,500.
const tellingShare = 0.3

/** A passage of a supplier, with the words of the challenge in it. */
interface ReadPassage {
  passage: number
  isProject: boolean
  title: string
  buyer: string
  /** Null where no day is known. */
  year: number | null
  likeness: number
  terms: TermScore[]
}

/**
 * A function that says why a supplier is where it is in the ranking for this query, with what each reason counts for:
 * so much lower would the score be if the supplier lacked it, with everything else as it is. Valid until the index
 * changes.
 */
export function explainer(
  index: SupplierIndex,
  query: PreparedQuery,
  names: Names,
  weights: Parts = partWeights,
): (supplierId: string) => Reason[] {
  const explain = placeExplainer(index, query, names, weights)
  return (supplierId) => {
    const place = index.find(supplierId)
    return place ? explain(place) : []
  }
}

/** The same for a supplier wherever it lies, in the index or alone. */
export function placeExplainer(
  index: SupplierIndex,
  query: PreparedQuery,
  names: Names,
  weights: Parts,
): (place: Place) => Reason[] {
  const order = inOrder(weights)
  return (place) => {
    const read = readSupplier(query, place)
    const score = scoreAt(query, place, order)
    const amountOf = (without: Without) => roundAmount(score - scoreAt(query, place, order, without))
    const passages = passagesOf(index, query, place, read)
    return [
      ...deliveredSimilar(passages, amountOf),
      ...sharedTerms(index, query, place, { passages, read, score, order }),
      ...sharedCategory(index, query, place, names, amountOf),
      ...regionTie(index, query, place, names, amountOf),
      ...readiness(query, place, amountOf),
      ...result(amountOf),
      ...historyWithBuyer(query, passages),
    ].sort((a, b) => ('amount' in b ? b.amount : 0) - ('amount' in a ? a.amount : 0))
  }
}

type AmountOf = (without: Without) => number

const roundAmount = (amount: number): number => Math.max(0, Math.round(amount * 10_000) / 10_000)

function passagesOf(
  index: SupplierIndex,
  query: PreparedQuery,
  { part: { segment }, row }: Place,
  { said }: ReadTerms,
): ReadPassage[] {
  const first = segment.passageStarts[row] as number
  return said.map((terms, i) => {
    const passage = first + i
    return {
      passage,
      isProject: segment.kinds[passage] !== 0,
      title: textAt(segment.titleBytes, segment.titleStarts, passage),
      buyer: readBuyerEntry(index.books.buyers.name(segment.buyers[passage] as number)).name,
      year: yearOf(segment.days[passage] as number),
      likeness: likeness(sumOf(terms) / query.ideal),
      terms,
    }
  })
}

/** Of a day counted from 1970, 0 if it is not known. */
const yearOf = (day: number): number | null =>
  day === 0 ? null : new Date(day * 86_400_000).getUTCFullYear()

function deliveredSimilar(passages: ReadPassage[], amountOf: AmountOf): Reason[] {
  const similar = passages
    .filter((one) => one.isProject && one.likeness >= similarFrom)
    .sort((a, b) => b.likeness - a.likeness)
  const best = similar[0]
  if (!best) return []
  const buyers = [...new Set(similar.map(({ buyer }) => shortBuyer(buyer)).filter(Boolean))].slice(0, 2)
  const amount = amountOf({ passages: new Set(similar.map(({ passage }) => passage)) })
  const projects = similar.slice(0, mostProjects).map(({ title, buyer, year }) => ({ title, buyer, year }))
  return [{ kind: 'delivered-similar', amount, count: similar.length, buyers, title: best.title, projects }]
}

/** The words that count most in whatever the supplier says or did, each as often as its best passage has it. */
function sharedTerms(
  index: SupplierIndex,
  query: PreparedQuery,
  place: Place,
  found: { passages: ReadPassage[]; read: ReadTerms; score: number; order: Float64Array },
): Reason[] {
  const { passages, read, order } = found
  const best = new Map<string, number>()
  const tellingRarity = tellingShare * Math.log(1 + index.passages())
  for (const { stem, score } of passages.flatMap(({ terms }) => terms)) {
    const word = query.spelling.get(stem)
    const isTelling = word !== undefined && isTellingWord(word) && index.rarity(stem) >= tellingRarity
    if (isTelling) best.set(stem, Math.max(score, best.get(stem) ?? 0))
  }
  const stems = [...best]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostTerms)
    .map(([stem]) => stem)
  if (stems.length === 0) return []
  fillScans(place, read, new Set(stems))
  const amount = roundAmount(found.score - scoreAt(query, place, order))
  fillScans(place, read)
  return [{ kind: 'shares-terms', amount, terms: stems.map((stem) => query.spelling.get(stem) ?? stem) }]
}

function sharedCategory(
  { books, categories }: SupplierIndex,
  { challenge }: PreparedQuery,
  { part, row }: Place,
  names: Names,
  amountOf: AmountOf,
): Reason[] {
  const own = [...codesOf(part.segment, row)].map(books.codes.name)
  const { code } = categoryCloseness(challenge.cpv, own, categories)
  if (!code) return []
  const branch = code.replace(/0+$/, '').padEnd(2, '0')
  const amount = amountOf({ codes: (number) => books.codes.name(number).startsWith(branch) })
  return [{ kind: 'category', amount, code, label: names.category(code) || code }]
}

function regionTie(
  { books }: SupplierIndex,
  { challenge }: PreparedQuery,
  { part, row }: Place,
  names: Names,
  amountOf: AmountOf,
): Reason[] {
  const { segment } = part
  const first = segment.passageStarts[row] as number
  const last = segment.passageStarts[row + 1] as number
  const namesOf = (numbers: Uint16Array) => [...numbers].map(books.regions.name)
  const served = namesOf(segment.served.subarray(segment.servedStarts[row], segment.servedStarts[row + 1]))
  const worked = namesOf(segment.worked.subarray(segment.workedStarts[first], segment.workedStarts[last]))
  const { tie, code } = regionCloseness(challenge.regions, served, worked)
  if (!code) return []
  const amount = amountOf({ regions: (number) => books.regions.name(number).startsWith(code) })
  return [{ kind: 'region', amount, tie, code, label: names.region(code) || code }]
}

function readiness({ challenge }: PreparedQuery, { part, row }: Place, amountOf: AmountOf): Reason[] {
  const from = part.segment.trlFrom[row] as number
  const isAsked = challenge.trlFrom !== null || challenge.trlTo !== null
  const amount = from === 0 || !isAsked ? 0 : amountOf({ readiness: true })
  return amount > 0 ? [{ kind: 'readiness', amount, from, to: part.segment.trlTo[row] as number }] : []
}

function result(amountOf: AmountOf): Reason[] {
  const amount = amountOf({ result: true })
  return amount > 0 ? [{ kind: 'result', amount }] : []
}

/** Said for the broker's eye: who is known there already must not win by it. */
function historyWithBuyer({ challenge }: PreparedQuery, passages: ReadPassage[]): Reason[] {
  const key = buyerKey(challenge.buyer)
  if (!key) return []
  const count = passages.filter(({ isProject, buyer }) => isProject && buyerKey(buyer) === key).length
  const buyer = shortBuyer(challenge.buyer)
  return [count > 0 ? { kind: 'worked-for-buyer', count, buyer } : { kind: 'new-to-buyer', buyer }]
}
