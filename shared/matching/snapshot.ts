import { type Numbers, shared, textColumn, textAt } from './columns.ts'
import { segmentOf } from './segment.ts'
import type { IndexState } from './supplier-index.ts'

/** Raised whenever what a segment holds, or how words are read, changes: an older snapshot is then not read. */
export const snapshotVersion = 1

const magic = 'foothold-matching'
const kinds = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array } as const
type KindName = keyof typeof kinds

interface Section {
  name: string
  kind: KindName
  length: number
  /** From the end of the header. */
  at: number
}

interface Header {
  magic: string
  version: number
  /** Whatever the keeper wants to find again: how far it had read. */
  note: string
  segments: number
  bytes: number
  sections: Section[]
}

/** A snapshot that can't be used, and why; whoever meets it builds the index anew. */
export class UnusableSnapshot extends Error {}

const alignment = 8
const padded = (length: number): number => Math.ceil(length / alignment) * alignment
const bookNames = ['terms', 'codes', 'regions', 'buyers'] as const

/**
 * An index as bytes, in pieces to be written one after the other: a line of JSON that says what follows, then
 * the arrays as they lie in memory.
 */
export function takeSnapshot({ segments, books }: IndexState, note: string): Uint8Array[] {
  const sections: Section[] = []
  const pieces: Uint8Array[] = []
  let at = 0
  const add = (name: string, values: Numbers) => {
    sections.push({ name, kind: values.constructor.name as KindName, length: values.length, at })
    pieces.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    const gap = padded(values.byteLength) - values.byteLength
    if (gap > 0) pieces.push(new Uint8Array(gap))
    at += values.byteLength + gap
  }
  for (const [number, segment] of segments.entries()) {
    for (const [name, values] of Object.entries(segment) as [string, Numbers][])
      add(`${number}.${name}`, values)
  }
  for (const name of bookNames) {
    const texts = textColumn()
    for (const entry of books[name]) texts.push(entry)
    add(`${name}.bytes`, texts.bytes())
    add(`${name}.starts`, texts.starts())
  }
  const header: Header = {
    magic,
    version: snapshotVersion,
    note,
    segments: segments.length,
    bytes: at,
    sections,
  }
  const line = new TextEncoder().encode(`${JSON.stringify(header)}\n`)
  const head = new Uint8Array(padded(line.length)).fill(0x20)
  head.set(line.subarray(0, -1))
  head[head.length - 1] = 0x0a
  return [head, ...pieces]
}

/**
 * An index from such bytes.
 * @throws UnusableSnapshot for bytes that are no snapshot, of another version, or cut short
 */
export function readSnapshot(bytes: Uint8Array): { state: IndexState; note: string } {
  const end = bytes.indexOf(0x0a) + 1
  const header = readHeader(bytes.subarray(0, end))
  if (bytes.length - end !== header.bytes)
    throw new UnusableSnapshot(`it has ${bytes.length - end} bytes in place of ${header.bytes}`)
  const found = new Map(header.sections.map((section) => [section.name, section]))
  const read = (name: string): Numbers => {
    const section = found.get(name)
    const kind = section && kinds[section.kind]
    if (!kind) throw new UnusableSnapshot(`it lacks ${name}`)
    const values = shared(kind as never, section.length) as Numbers
    const from = bytes.byteOffset + end + section.at
    new Uint8Array(values.buffer).set(new Uint8Array(bytes.buffer, from, values.byteLength))
    return values
  }
  const segments = Array.from({ length: header.segments }, (_, number) =>
    segmentOf((name) => read(`${number}.${name}`) as never),
  )
  const book = (name: (typeof bookNames)[number]): string[] => {
    const texts = read(`${name}.bytes`) as Uint8Array
    const starts = read(`${name}.starts`) as Uint32Array
    return Array.from({ length: starts.length - 1 }, (_, row) => textAt(texts, starts, row))
  }
  const books = {
    terms: book('terms'),
    codes: book('codes'),
    regions: book('regions'),
    buyers: book('buyers'),
  }
  return { state: { segments, books }, note: header.note }
}

function readHeader(line: Uint8Array): Header {
  let header: Header
  try {
    header = JSON.parse(new TextDecoder().decode(line.slice())) as Header
  } catch {
    throw new UnusableSnapshot('it is no snapshot')
  }
  if (header?.magic !== magic) throw new UnusableSnapshot('it is no snapshot')
  if (header.version !== snapshotVersion)
    throw new UnusableSnapshot(`it is of version ${header.version}, this is version ${snapshotVersion}`)
  return header
}
