/** The kinds of numbers that a column can hold. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array

/** Numbers one after the other that grow at the end: what the index is made of, in place of objects. */
export interface Column<Values extends Numbers> {
  push: (value: number) => void
  append: (values: ArrayLike<number>) => void
  length: () => number
  /** Exactly what was pushed; a view that is valid until the next push. */
  values: () => Values
}

interface Kind<Values extends Numbers> {
  new (length: number): Values
}

/** An empty column of one kind of number: `column(Uint32Array)`. */
export function column<Values extends Numbers>(kind: Kind<Values>, firstRoom = 256): Column<Values> {
  let values = new kind(firstRoom)
  let length = 0
  const widen = (needed: number): void => {
    const wider = new kind(Math.max(values.length * 2, needed))
    wider.set(values as never)
    values = wider
  }
  return {
    push: (value) => {
      if (length === values.length) widen(length + 1)
      values[length] = value
      length += 1
    },
    append: (more) => {
      if (length + more.length > values.length) widen(length + more.length)
      values.set(more as never, length)
      length += more.length
    },
    length: () => length,
    values: () => values.subarray(0, length) as Values,
  }
}

/**
 * Room for so many numbers which a thread can read where it lies; in a browser that shares no memory, ordinary room.
 */
export function shared<Values extends Numbers>(
  kind: { new (buffer: ArrayBufferLike): Values; BYTES_PER_ELEMENT: number },
  length: number,
): Values {
  const bytes = length * kind.BYTES_PER_ELEMENT
  return new kind(
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes),
  )
}

/**
 * Room for at least so many numbers that is used again and again by one reckoning after the other, and holds what the
 * last one left in it.
 */
export function scratch<Values extends Numbers>(kind: Kind<Values>): (length: number) => Values {
  let room = new kind(0)
  return (length) => {
    if (room.length < length) room = new kind(Math.max(length, room.length * 2))
    return room
  }
}

const utf8 = new TextEncoder()
const fromUtf8 = new TextDecoder()

/** Short texts one after the other in one run of bytes. */
export interface TextColumn {
  push: (text: string) => void
  bytes: () => Uint8Array
  /** Where each begins, and after them where the last ends. */
  starts: () => Uint32Array
}

/** An empty column of texts. */
export function textColumn(): TextColumn {
  let bytes = new Uint8Array(1024)
  let used = 0
  const starts = column(Uint32Array)
  starts.push(0)
  return {
    push: (text) => {
      const most = text.length * 3
      if (used + most > bytes.length) {
        const wider = new Uint8Array(Math.max(bytes.length * 2, used + most))
        wider.set(bytes.subarray(0, used))
        bytes = wider
      }
      used += utf8.encodeInto(text, bytes.subarray(used)).written
      starts.push(used)
    },
    bytes: () => bytes.subarray(0, used),
    starts: starts.values,
  }
}

/** One text of such a column. */
export function textAt(bytes: Uint8Array, starts: Uint32Array, row: number): string {
  // A decoder refuses memory that threads share, so it gets a copy.
  return fromUtf8.decode(bytes.slice(starts[row], starts[row + 1]) as Uint8Array<ArrayBuffer>)
}

/** Gives each thing a number, the same for ever: words, codes, names of buyers. */
export interface Book {
  numberOf: (name: string) => number
  /** -1 for what has no number yet. */
  find: (name: string) => number
  name: (number: number) => string
  size: () => number
  all: () => readonly string[]
}

/** A book with these names in it, numbered in their order. */
export function createBook(known: Iterable<string> = []): Book {
  const numbers = new Map<string, number>()
  const names: string[] = []
  const numberOf = (name: string) => {
    const number = numbers.get(name)
    if (number !== undefined) return number
    numbers.set(name, names.length)
    return names.push(name) - 1
  }
  for (const name of known) numberOf(name)
  return {
    numberOf,
    find: (name) => numbers.get(name) ?? -1,
    name: (number) => names[number] ?? '',
    size: () => names.length,
    all: () => names,
  }
}
