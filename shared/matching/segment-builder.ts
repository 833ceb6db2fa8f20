import { column, textColumn } from './columns.ts'
import {
  type Columns,
  type PassageKind,
  passageKinds,
  passagesIn,
  type Segment,
  seal,
  suppliersIn,
} from './segment.ts'

/** A passage whose words have their numbers already. */
export interface NumberedPassage {
  kind: PassageKind
  /** Words with their weighted counts, as `packTerm` packs them. */
  terms: number[]
  /** Weighted words. */
  length: number
  codes: number[]
  worked: number[]
  buyer: number
  /** Days since 1970; 0 for not known. */
  day: number
  /** The logarithm to base 10 of pence; -1 for not known. */
  magnitude: number
  title: string
}

/** A supplier whose words, codes, regions and buyers have their numbers already. */
export interface NumberedSupplier {
  id: string
  version: string
  allCodes: number[]
  ownCodes: number[]
  served: number[]
  flags: number
  trlFrom: number
  trlTo: number
  passages: NumberedPassage[]
}

/** Suppliers that come one after the other, to be sealed into a segment. */
export interface SegmentBuilder {
  /** @returns the row of the supplier */
  add: (supplier: NumberedSupplier) => number
  suppliers: () => number
  /** As they are now; the builder can go on after that. */
  seal: (dead: Uint8Array | null, terms: number, average: number) => Segment
}

/** A builder without suppliers. */
export function createSegmentBuilder(): SegmentBuilder {
  const ids = textColumn()
  const versions = textColumn()
  const titles = textColumn()
  const starts = () => {
    const made = column(Uint32Array)
    made.push(0)
    return made
  }
  const passageStarts = starts()
  const allCodeStarts = starts()
  const allCodes = column(Uint16Array)
  const ownCodeStarts = starts()
  const ownCodes = column(Uint16Array)
  const servedStarts = starts()
  const served = column(Uint16Array)
  const flags = column(Uint16Array)
  const trlFrom = column(Uint8Array)
  const trlTo = column(Uint8Array)
  const termStarts = starts()
  const terms = column(Uint32Array)
  const lengths = column(Float32Array)
  const kinds = column(Uint8Array)
  const codeStarts = starts()
  const codes = column(Uint16Array)
  const workedStarts = starts()
  const worked = column(Uint16Array)
  const buyers = column(Uint32Array)
  const days = column(Int32Array)
  const magnitudes = column(Float32Array)

  function addPassage(passage: NumberedPassage): void {
    terms.append(passage.terms)
    termStarts.push(terms.length())
    lengths.push(passage.length)
    kinds.push(passageKinds.indexOf(passage.kind))
    codes.append(passage.codes)
    codeStarts.push(codes.length())
    worked.append(passage.worked)
    workedStarts.push(worked.length())
    buyers.push(passage.buyer)
    days.push(passage.day)
    magnitudes.push(passage.magnitude)
    titles.push(passage.title)
  }

  function add(supplier: NumberedSupplier): number {
    ids.push(supplier.id)
    versions.push(supplier.version)
    allCodes.append(supplier.allCodes)
    allCodeStarts.push(allCodes.length())
    ownCodes.append(supplier.ownCodes)
    ownCodeStarts.push(ownCodes.length())
    served.append(supplier.served)
    servedStarts.push(served.length())
    flags.push(supplier.flags)
    trlFrom.push(supplier.trlFrom)
    trlTo.push(supplier.trlTo)
    for (const passage of supplier.passages) addPassage(passage)
    passageStarts.push(lengths.length())
    return flags.length() - 1
  }

  const columns = (): Columns => ({
    idBytes: ids.bytes(),
    idStarts: ids.starts(),
    versionBytes: versions.bytes(),
    versionStarts: versions.starts(),
    passageStarts: passageStarts.values(),
    allCodeStarts: allCodeStarts.values(),
    allCodes: allCodes.values(),
    ownCodeStarts: ownCodeStarts.values(),
    ownCodes: ownCodes.values(),
    servedStarts: servedStarts.values(),
    served: served.values(),
    flags: flags.values(),
    trlFrom: trlFrom.values(),
    trlTo: trlTo.values(),
    termStarts: termStarts.values(),
    terms: terms.values(),
    lengths: lengths.values(),
    kinds: kinds.values(),
    codeStarts: codeStarts.values(),
    codes: codes.values(),
    workedStarts: workedStarts.values(),
    worked: worked.values(),
    buyers: buyers.values(),
    days: days.values(),
    magnitudes: magnitudes.values(),
    titleBytes: titles.bytes(),
    titleStarts: titles.starts(),
  })

  return {
    add,
    suppliers: () => flags.length(),
    seal: (dead, size, average) => seal(columns(), dead, size, average),
  }
}

/** Rows that belong to each supplier or passage: the array of starts, and the arrays that it cuts. */
const cutBySupplier = [
  ['idStarts', ['idBytes']],
  ['versionStarts', ['versionBytes']],
  ['allCodeStarts', ['allCodes']],
  ['ownCodeStarts', ['ownCodes']],
  ['servedStarts', ['served']],
] as const
const cutByPassage = [
  ['termStarts', ['terms']],
  ['codeStarts', ['codes']],
  ['workedStarts', ['worked']],
  ['titleStarts', ['titleBytes']],
] as const
const bySupplier = ['flags', 'trlFrom', 'trlTo'] as const
const byPassage = ['lengths', 'kinds', 'buyers', 'days', 'magnitudes'] as const

/**
 * One segment of what lives in several, in their order; nothing is read anew, so that it is the segment which the
 * same suppliers would have made at once. Meant for a thread of its own.
 */
export function mergeSegments(segments: Segment[], terms: number, average: number): Segment {
  const merged: Record<string, ReturnType<typeof column>> = {}
  const kinds = segments[0] as Segment
  const make = (name: keyof Segment) => {
    merged[name] = column(kinds[name].constructor as never, 1024)
    return merged[name] as ReturnType<typeof column>
  }
  const starts = [
    'passageStarts',
    ...cutBySupplier.map(([name]) => name),
    ...cutByPassage.map(([name]) => name),
  ]
  for (const name of starts) make(name as keyof Segment).push(0)
  for (const [, cut] of [...cutBySupplier, ...cutByPassage]) for (const name of cut) make(name)
  for (const name of [...bySupplier, ...byPassage]) make(name)

  for (const segment of segments) copyLiving(segment, merged)
  const columns = Object.fromEntries(Object.entries(merged).map(([name, made]) => [name, made.values()]))
  return seal(columns as unknown as Columns, null, terms, average)
}

function copyLiving(segment: Segment, into: Record<string, ReturnType<typeof column>>): void {
  const push = (name: string, value: number) => into[name]?.push(value)
  const copyCut = (startsName: keyof Segment, names: readonly (keyof Segment)[], row: number) => {
    const [start, end] = [segment[startsName][row] as number, segment[startsName][row + 1] as number]
    for (const name of names) into[name]?.append(segment[name].subarray(start, end))
    push(startsName, into[names[0] as string]?.length() ?? 0)
  }
  const copyPassage = (passage: number) => {
    for (const [name, cut] of cutByPassage) copyCut(name, cut, passage)
    for (const name of byPassage) push(name, segment[name][passage] as number)
  }
  const suppliers = suppliersIn(segment)
  for (let row = 0; row < suppliers; row += 1) {
    if (segment.dead[row]) continue
    for (const [name, cut] of cutBySupplier) copyCut(name, cut, row)
    for (const name of bySupplier) push(name, segment[name][row] as number)
    const end = segment.passageStarts[row + 1] as number
    for (let passage = segment.passageStarts[row] as number; passage < end; passage += 1) copyPassage(passage)
    push('passageStarts', into['lengths']?.length() ?? 0)
  }
}

/** How many passages of a segment belong to suppliers that live. */
export function livingPassages(segment: Segment): number {
  let count = passagesIn(segment)
  for (let row = 0; row < segment.dead.length; row += 1) {
    if (segment.dead[row])
      count -= (segment.passageStarts[row + 1] as number) - (segment.passageStarts[row] as number)
  }
  return count
}
