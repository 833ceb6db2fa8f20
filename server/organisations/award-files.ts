import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline, type Readable, Transform } from 'node:stream'
import { parse } from 'csv-parse'
import { gen, none } from 'stream-chain'
import { pick } from 'stream-json/filters/pick.js'
import { streamArray } from 'stream-json/streamers/stream-array.js'
import type { AwardEntry, ReadAwards } from '../../shared/organisations/award-entry.ts'
import { parseAwardRelease } from '../../shared/organisations/award-release.ts'
import { awardColumns, parseAwardRow } from '../../shared/organisations/award-row.ts'

/** One row of a list or one release of a package, with its place in the file. */
export interface ReadPlace extends ReadAwards {
  /** `row 17`, `release 3`: what a person looks for in the file. */
  place: string
  entries: AwardEntry[]
}

/**
 * Reads a file of awards one row or release after the other, however large it is.
 * @param onBytes told how much has been read so far
 * @throws Error with a sentence about a file that is neither an award list nor an OCDS release package
 */
export async function* readAwardFile(
  path: string,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<ReadPlace> {
  const { size } = await stat(path)
  if (size === 0) throw new Error(`${path} is empty`)
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      onBytes(chunk.length)
      next(null, chunk)
    },
  })
  const source = pipeline(createReadStream(path), counter, () => undefined)
  yield* (await startsLikeJson(path)) ? readPackage(source, path) : readList(source, path)
}

async function startsLikeJson(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
    return /^\ufeff?\s*[[{]/.test(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await file.close()
  }
}

async function* readList(source: Readable, path: string): AsyncGenerator<ReadPlace> {
  const rows = pipeline(
    source,
    parse({
      columns: true,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 1_000_000,
    }),
    () => undefined,
  )
  let hasChecked = false
  try {
    for await (const { record, info } of rows as AsyncIterable<{
      record: Record<string, string>
      info: { lines: number }
    }>) {
      const missing = awardColumns.filter((column) => !(column in record))
      if (!hasChecked && missing.length > 0)
        throw new Error(`${path} is no award list: it lacks the columns ${missing.join(', ')}`)
      hasChecked = true
      yield { place: `line ${info.lines}`, ...parseAwardRow(record) }
    }
  } catch (error) {
    throw asSentence(error, path, 'CSV')
  }
}

/**
 * The releases of a package. Not piped: a pipe that fails throws away what it has read and nobody has taken yet, and
 * all that stands before the place where a file breaks off is kept.
 */
async function* releasesOf(source: Readable): AsyncGenerator<{ key: number; value: unknown }> {
  // Bytes are fine too: characters that are cut between two chunks are put together. The types know text alone.
  const read = gen(pick.withParser({ filter: 'releases' }), streamArray()) as unknown as (
    chunk: Buffer | typeof none,
  ) => AsyncGenerator<{ key: number; value: unknown }>
  for await (const chunk of source as AsyncIterable<Buffer>) yield* read(chunk)
  yield* read(none)
}

async function* readPackage(source: Readable, path: string): AsyncGenerator<ReadPlace> {
  let count = 0
  try {
    for await (const { key, value } of releasesOf(source)) {
      count += 1
      yield { place: `release ${key + 1}`, ...parseAwardRelease(value) }
    }
  } catch (error) {
    throw asSentence(error, path, 'JSON')
  }
  if (count === 0) throw new Error(`${path} is no OCDS release package: it has no list of "releases"`)
}

function asSentence(error: unknown, path: string, format: string): Error {
  const message = error instanceof Error ? error.message : String(error)
  return message.startsWith(path)
    ? (error as Error)
    : new Error(`${path} can't be read as ${format}: ${message}`)
}
