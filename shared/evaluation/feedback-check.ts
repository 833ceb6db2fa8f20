import { isNamedIn } from '../organisations/organisation-name.ts'
import { asRead, numbersInWords } from './as-read.ts'

/** Fewer words explain nothing. */
export const leastWords = 10
/** So many words of somebody's proposal in a row are a quotation. */
export const longestRun = 8
/** Fewer words between quotation marks may be a name or a term. */
const leastQuoted = 3

/** One text of a summary; `for-others` is what the other suppliers read of the proposal that won. */
export interface CheckedText {
  /** The field of its form. */
  field: string
  kind: 'explanation' | 'better' | 'for-others' | 'further'
  criterionId: string
  text: string
}

/** A summary with what it must agree with, and what of it no other supplier may read. */
export interface CheckedSummary {
  submissionId: string
  supplierName: string
  texts: CheckedText[]
  /** The agreed points by criterion; null where the price scored it. */
  scores: Record<string, { points: number | null; most: number }>
  /** Who else takes part in the proposal: partners and subcontractors. */
  memberNames: string[]
  /** Every text of the proposal in one. */
  proposal: string
  pricesPence: number[]
  /** Why what was found may stay, in the buyer's words; empty if nobody said so. */
  keptBecause: string
  /** Of what was found that reason was given: keys of findings. */
  keptFor: readonly string[]
}

/** What was found in a text. What `mayStay` needs a reason; the rest has to be mended. */
export interface FeedbackFinding {
  submissionId: string
  field: string
  what: 'missing' | 'short' | 'same' | 'score' | 'name' | 'price' | 'words'
  message: string
  /** Names what was found where: another find in the same text has another. */
  key: string
  mayStay: boolean
  /** True where a reason was given why this very find stays. */
  isKept: boolean
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

// Both sides in one form: neither a copy's soft hyphens nor another script's letters make other words.
const seen = (summary: CheckedSummary): CheckedSummary => ({
  ...summary,
  texts: summary.texts.map((one) => ({ ...one, text: asRead(one.text) })),
  proposal: asRead(summary.proposal),
})

/**
 * What has to be looked at before the summaries go out. It finds names, prices and long runs of words as they were
 * written: not what was told in other words, nor anything of files.
 * @param publicText what everybody knows already: the challenge
 */
export function checkSummaries(written: readonly CheckedSummary[], publicText: string): FeedbackFinding[] {
  const all = written.map(seen)
  const known = asRead(publicText)
  const runs = runsOfOthers(all, known)
  return all.flatMap((summary, index) =>
    summary.texts.flatMap((one) => [
      ...plainFaults(one, summary, all),
      ...confidentialIn(one, summary, all, known, runs.get(`${index} ${one.field}`) ?? []),
    ]),
  )
}

const finding = (
  { submissionId, keptBecause, keptFor }: CheckedSummary,
  { field }: CheckedText,
  what: FeedbackFinding['what'],
  message: string,
  found = '',
): FeedbackFinding => {
  const mayStay = what === 'name' || what === 'price' || what === 'words'
  const key = `${what} ${field} ${found}`
  const isKept = mayStay && keptBecause.trim() !== '' && keptFor.includes(key)
  return { submissionId, field, what, message, key, mayStay, isKept }
}

function plainFaults(
  one: CheckedText,
  summary: CheckedSummary,
  all: readonly CheckedSummary[],
): FeedbackFinding[] {
  const wrong = scoreFault(one, summary)
  const faults = wrong ? [finding(summary, one, 'score', wrong)] : []
  if (one.kind !== 'explanation' && one.kind !== 'for-others') return faults
  const count = wordsIn(one.text).length
  if (count === 0) return [...faults, finding(summary, one, 'missing', 'Explain this score')]
  if (count < leastWords)
    faults.push(
      finding(summary, one, 'short', `Explain this score in ${leastWords} words or more: these are ${count}`),
    )
  if (one.kind === 'explanation' && isSaidToAll(one, all))
    faults.push(
      finding(summary, one, 'same', 'Every supplier is told the same here: say what it is in this proposal'),
    )
  return faults
}

/** A score in the text that is not the agreed one: `4 out of 5`, `4 of 5`, `4/5`. */
function scoreFault({ text, criterionId }: CheckedText, { scores }: CheckedSummary): string | null {
  const score = scores[criterionId]
  if (!score || score.points === null) return null
  for (const [, said = '', of = ''] of text.matchAll(/\b(\d+)\s*(?:out of|of|\/)\s*(\d+)\b/g))
    if (Number(of) === score.most && Number(said) !== score.points)
      return `It says ${said} of ${of}, and ${score.points} was agreed`
  return null
}

function isSaidToAll({ field, text }: CheckedText, all: readonly CheckedSummary[]): boolean {
  const plain = wordsIn(text).join(' ')
  return (
    all.length > 1 &&
    all.every(({ texts }) =>
      texts.some((other) => other.field === field && wordsIn(other.text).join(' ') === plain),
    )
  )
}

function confidentialIn(
  one: CheckedText,
  summary: CheckedSummary,
  all: readonly CheckedSummary[],
  publicText: string,
  runs: string[],
): FeedbackFinding[] {
  const others = all.filter(({ submissionId }) => submissionId !== summary.submissionId)
  const isForOthers = one.kind === 'for-others'
  const named = namesToKeep(summary, others, isForOthers).filter((name) => isNamedIn(asRead(name), one.text))
  // What others read may not tell the price of this one either; of their own they know.
  const prices = (isForOthers ? [...others, summary] : others).flatMap((other) => other.pricesPence)
  const known = [...amountsIn(publicText), ...(isForOthers ? [] : summary.pricesPence)]
  const isKnown = (pence: number) => known.some((price) => tells(pence, price))
  const told = amountsIn(one.text).filter(
    (pence) => prices.some((price) => tells(pence, price)) && !isKnown(pence),
  )
  const quoted = isForOthers ? quotedFrom(one.text, summary.proposal) : []
  return [
    ...named.map((name) => finding(summary, one, 'name', `It names another supplier: ${name}`, name)),
    ...(told.length > 0
      ? [
          finding(
            summary,
            one,
            'price',
            isForOthers ? 'It tells others a price' : 'It tells the price of another proposal',
            [...new Set(told)].sort((a, b) => a - b).join(' '),
          ),
        ]
      : []),
    ...[...new Set([...runs, ...quoted])].map((words) =>
      finding(
        summary,
        one,
        'words',
        isForOthers
          ? `Others would read words of a proposal: “${words}”`
          : `It has words of another proposal: “${words}”`,
        words,
      ),
    ),
  ]
}

/** Whom a text may not name: who takes part elsewhere, and where others read of the winner, its partners too. */
function namesToKeep(summary: CheckedSummary, others: CheckedSummary[], isForOthers: boolean): string[] {
  const known = new Set([summary.supplierName, ...(isForOthers ? [] : summary.memberNames)])
  const names = others.flatMap(({ supplierName, memberNames }) => [supplierName, ...memberNames])
  return [...new Set([...names, ...summary.memberNames])].filter((name) => !known.has(name))
}

const amount =
  /(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:['’]\d{3})+|\d{1,3}(?:\.\d{3})+|\d+)(?:\.(\d+))?(?!\d)(?:\s?(k|thousand|m|mn|million)(?!\p{L}))?/giu

/** The standard rate: who knows a price without VAT knows the price. */
const vatPercent = 20
const pound = 100

/** True if an amount is this price, or the price without VAT to the pound, both in pence. */
const tells = (pence: number, price: number): boolean =>
  pence === price || Math.abs(pence - (price * 100) / (100 + vatPercent)) < pound

const leastPrice = 1000_00

/** Amounts of money as people write them, in figures or words, in pence; small numbers are no prices. */
function amountsIn(text: string): number[] {
  const inFigures = [...text.matchAll(amount)].flatMap(([, whole = '', decimals = '', unit = '']) => {
    // A point parts thousands for some, and decimals before `k` and `million`.
    const isDecimal = unit !== '' && whole.includes('.')
    const pounds = isDecimal ? Number(whole) : Number(`${whole.replaceAll(/\D/g, '')}.${decimals || '0'}`)
    const factor = unit === '' ? 1 : /^m/i.test(unit) ? 1_000_000 : 1000
    const pence = Math.round(pounds * factor * 100)
    return pence >= leastPrice ? [pence] : []
  })
  const inWords = numbersInWords(text)
    .map((pounds) => pounds * 100)
    .filter((pence) => pence >= leastPrice)
  return [...inFigures, ...inWords]
}

const quotations = /[“"]([^”"]+)[”"]|(?<![\p{L}\p{N}])[‘']([^‘“"]+?)[’'](?![\p{L}\p{N}])|«([^»]+)»/gu

/** What stands between quotation marks and in the proposal. */
function quotedFrom(text: string, proposal: string): string[] {
  const whole = ` ${wordsIn(proposal).join(' ')} `
  return [...text.matchAll(quotations)].flatMap(([, double, single, angled]) => {
    const words = double ?? single ?? angled ?? ''
    const plain = wordsIn(words)
    return plain.length >= leastQuoted && whole.includes(` ${plain.join(' ')} `) ? [words] : []
  })
}

interface Place {
  summary: number
  field: string
  isForOthers: boolean
  at: number
}

/** By text, the words in a row that stand in a proposal whose words its readers may not see. */
function runsOfOthers(all: readonly CheckedSummary[], publicText: string): Map<string, string[]> {
  const places = new Map<string, Place[]>()
  const words = new Map<string, string[]>()
  const publicRuns = new Set(runsIn(wordsIn(publicText)))
  for (const [summary, { texts }] of all.entries())
    for (const { field, kind, text } of texts) {
      const own = wordsIn(text)
      words.set(`${summary} ${field}`, own)
      for (const [at, run] of runsIn(own).entries())
        if (!publicRuns.has(run))
          places.set(run, [
            ...(places.get(run) ?? []),
            { summary, field, isForOthers: kind === 'for-others', at },
          ])
    }
  const covered = coveredWords(all, places)
  return new Map([...covered].map(([key, marks]) => [key, joined(words.get(key) ?? [], marks)]))
}

const runsIn = (words: string[]): string[] =>
  words.slice(longestRun - 1).map((_, at) => words.slice(at, at + longestRun).join(' '))

/** By text, which of its words are in such a run. A supplier may read its own words, also where another used them. */
function coveredWords(
  all: readonly CheckedSummary[],
  places: Map<string, Place[]>,
): Map<string, Set<number>> {
  const writers = new Map<string, Set<number>>()
  for (const [index, { proposal }] of all.entries())
    for (const run of runsIn(wordsIn(proposal)))
      if (places.has(run)) writers.set(run, (writers.get(run) ?? new Set()).add(index))
  const covered = new Map<string, Set<number>>()
  for (const [run, by] of writers)
    for (const { summary, field, isForOthers, at } of places.get(run) ?? []) {
      if (!isForOthers && by.has(summary)) continue
      const key = `${summary} ${field}`
      const marks = covered.get(key) ?? new Set()
      for (let word = at; word < at + longestRun; word += 1) marks.add(word)
      covered.set(key, marks)
    }
  return covered
}

function joined(words: string[], marks: Set<number>): string[] {
  const found: string[] = []
  let current: string[] = []
  for (const [at, word] of words.entries()) {
    if (marks.has(at)) current.push(word)
    else if (current.length > 0) {
      found.push(current.join(' '))
      current = []
    }
  }
  return current.length > 0 ? [...found, current.join(' ')] : found
}
