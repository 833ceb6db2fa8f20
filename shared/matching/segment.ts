import { type Numbers, shared, textAt } from './columns.ts'

/**
 * A part of the index, sealed: everything that is known of some suppliers in flat arrays, and where each word
 * occurs in their passages. Nothing in it changes but `dead` and, with the average length, `impacts`.
 * `…Starts` have one entry more than there are rows: a row ends where the next begins.
 */
export interface Segment {
  // For each supplier.
  idBytes: Uint8Array
  idStarts: Uint32Array
  versionBytes: Uint8Array
  versionStarts: Uint32Array
  passageStarts: Uint32Array
  /** All its categories, each once: those that it says it works in and those of what it has done. */
  allCodeStarts: Uint32Array
  allCodes: Uint16Array
  /** Categories that it says it works in. */
  ownCodeStarts: Uint32Array
  ownCodes: Uint16Array
  /** Regions that it says it serves. */
  servedStarts: Uint32Array
  served: Uint16Array
  /** See `supplierFlags`. */
  flags: Uint16Array
  /** Technology readiness levels 1 to 9; 0 for not said. */
  trlFrom: Uint8Array
  trlTo: Uint8Array
  /** 1 for a supplier that was replaced or removed since. */
  dead: Uint8Array
  // For each passage.
  termStarts: Uint32Array
  /** A word's number above six bits of its weighted count in quarters. */
  terms: Uint32Array
  /** Weighted words. */
  lengths: Float32Array
  /** See `passageKinds`. */
  kinds: Uint8Array
  /** Categories of what was done. */
  codeStarts: Uint32Array
  codes: Uint16Array
  /** Regions where it was done. */
  workedStarts: Uint32Array
  worked: Uint16Array
  buyers: Uint32Array
  /** Days since 1970; 0 for not known. */
  days: Int32Array
  /** Magnitude of what it was worth: the logarithm to base 10 of pence; -1 for not known. */
  magnitudes: Float32Array
  titleBytes: Uint8Array
  titleStarts: Uint32Array
  // For each word.
  postingStarts: Uint32Array
  /** Numbers of passages, rising. */
  postings: Uint32Array
  /** What one occurrence of the word adds to the score of that passage, before its rarity and weight. */
  impacts: Float32Array
  // For each category.
  holderStarts: Uint32Array
  /** Rows of the suppliers that work in it, rising. */
  holders: Uint32Array
}

export const passageKinds = ['profile', 'award', 'case-study', 'case-study-with-result'] as const
export type PassageKind = (typeof passageKinds)[number]

/** What is known of a supplier as yes or no; a pair of bits each, since nobody may have said. */
export const supplierFlags = { sme: 1, notSme: 2, vcse: 4, notVcse: 8, claimed: 16, example: 32 } as const

/** BM25's constants: how fast repetition stops counting, and how much length does (Robertson and Zaragoza 2009). */
export const bm25 = { k1: 1.2, b: 0.75 }

const countBits = 6
/** Counts are kept in quarters, so that a word of a title can count for more than one. */
export const countScale = 4
export const mostCount = (1 << countBits) - 1
export const packTerm = (term: number, quarters: number): number =>
  ((term << countBits) | Math.min(mostCount, quarters)) >>> 0
export const termIn = (packed: number): number => packed >>> countBits
export const countIn = (packed: number): number => (packed & mostCount) / countScale

export const suppliersIn = (segment: Segment): number => segment.passageStarts.length - 1
export const passagesIn = (segment: Segment): number => segment.termStarts.length - 1
export const idIn = (segment: Segment, row: number): string => textAt(segment.idBytes, segment.idStarts, row)

/** The numbers of all categories of a supplier, each once. */
export const codesOf = (segment: Segment, row: number): Uint16Array =>
  segment.allCodes.subarray(segment.allCodeStarts[row], segment.allCodeStarts[row + 1])

/** What a count adds to a passage of this length where the average is `average`. */
export const impactOf = (count: number, length: number, average: number): number =>
  (count * (bm25.k1 + 1)) / (count + bm25.k1 * (1 - bm25.b + (bm25.b * length) / average))

/** All but what `seal` makes. */
export type Columns = Omit<
  Segment,
  'postingStarts' | 'postings' | 'impacts' | 'holderStarts' | 'holders' | 'dead'
>

/**
 * A segment from its arrays. One by one, since an object made in a loop is slow to read from, and a ranking reads
 * nothing else.
 */
export function segmentOf(read: <Name extends keyof Segment>(name: Name) => Segment[Name]): Segment {
  return {
    idBytes: read('idBytes'),
    idStarts: read('idStarts'),
    versionBytes: read('versionBytes'),
    versionStarts: read('versionStarts'),
    passageStarts: read('passageStarts'),
    allCodeStarts: read('allCodeStarts'),
    allCodes: read('allCodes'),
    ownCodeStarts: read('ownCodeStarts'),
    ownCodes: read('ownCodes'),
    servedStarts: read('servedStarts'),
    served: read('served'),
    flags: read('flags'),
    trlFrom: read('trlFrom'),
    trlTo: read('trlTo'),
    dead: read('dead'),
    termStarts: read('termStarts'),
    terms: read('terms'),
    lengths: read('lengths'),
    kinds: read('kinds'),
    codeStarts: read('codeStarts'),
    codes: read('codes'),
    workedStarts: read('workedStarts'),
    worked: read('worked'),
    buyers: read('buyers'),
    days: read('days'),
    magnitudes: read('magnitudes'),
    titleBytes: read('titleBytes'),
    titleStarts: read('titleStarts'),
    postingStarts: read('postingStarts'),
    postings: read('postings'),
    impacts: read('impacts'),
    holderStarts: read('holderStarts'),
    holders: read('holders'),
  }
}

/**
 * Seals columns into a segment: its arrays lie where a thread can read them, with each word's postings in the
 * order of the passages.
 * @param terms how many words have a number
 * @param average the length that counts as average
 */
export function seal(columns: Columns, dead: Uint8Array | null, terms: number, average: number): Segment {
  const made = {
    dead: shared(Uint8Array, columns.passageStarts.length - 1),
    postingStarts: startsOf(columns.terms, terms, termIn),
    postings: shared(Uint32Array, columns.terms.length),
    impacts: shared(Float32Array, columns.terms.length),
    ...holdersOf(columns),
  }
  if (dead) made.dead.set(dead)
  const all: Segment = { ...columns, ...made }
  const segment = segmentOf((name) => (name in made ? all[name] : inSharedMemory(all[name])))
  fill(segment, average, true)
  return segment
}

/** Who works in each category. */
function holdersOf({ allCodeStarts, allCodes }: Columns): Pick<Segment, 'holderStarts' | 'holders'> {
  const codes = allCodes.reduce((most, code) => Math.max(most, code + 1), 0)
  const holderStarts = startsOf(allCodes, codes, (code) => code)
  const holders = shared(Uint32Array, allCodes.length)
  const next = holderStarts.slice()
  for (let row = 0; row < allCodeStarts.length - 1; row += 1) {
    for (let i = allCodeStarts[row] as number; i < (allCodeStarts[row + 1] as number); i += 1) {
      const code = allCodes[i] as number
      holders[next[code] as number] = row
      next[code] = (next[code] as number) + 1
    }
  }
  return { holderStarts, holders }
}

/** Where the entries of each number begin, when all are sorted by it. */
function startsOf(
  entries: Uint16Array | Uint32Array,
  numbers: number,
  numberIn: (entry: number) => number,
): Uint32Array {
  const starts = shared(Uint32Array, numbers + 1)
  for (const entry of entries) starts[numberIn(entry) + 1] = (starts[numberIn(entry) + 1] as number) + 1
  for (let number = 1; number <= numbers; number += 1)
    starts[number] = (starts[number] as number) + (starts[number - 1] as number)
  return starts
}

function inSharedMemory<Values extends Numbers>(values: Values): Values {
  const copy = shared(values.constructor as never, values.length) as Values
  copy.set(values as never)
  return copy
}

/** Reckons every impact anew for another average length. */
export const reweigh = (segment: Segment, average: number): void => fill(segment, average, false)

function fill(segment: Segment, average: number, withPostings: boolean): void {
  const { termStarts, terms, lengths, postings, impacts } = segment
  const next = segment.postingStarts.slice()
  const passages = passagesIn(segment)
  for (let passage = 0; passage < passages; passage += 1) {
    const length = lengths[passage] as number
    const end = termStarts[passage + 1] as number
    for (let i = termStarts[passage] as number; i < end; i += 1) {
      const packed = terms[i] as number
      const term = termIn(packed)
      const at = next[term] as number
      next[term] = at + 1
      if (withPostings) postings[at] = passage
      impacts[at] = impactOf(countIn(packed), length, average)
    }
  }
}
