import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { parse } from 'csv-parse'
import { noticeColumns } from '../../shared/challenges/notice-row.ts'

/**
 * The rows of a list of notices, one after the other.
 * @throws Error with a sentence about a file that is no such list
 */
export async function* noticeRows(
  path: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Record<string, string>> {
  const parser = parse({ columns: true, bom: true, relax_column_count: true, skip_empty_lines: true })
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      onBytes(chunk.length)
      yield chunk
    }
  }
  const rows = pipeline(createReadStream(path), counted, parser, () => undefined)
  let count = 0
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const missing = noticeColumns.filter((column) => !(column in row))
    if (missing.length > 0)
      throw new Error(`${path} is no list of notices: it lacks the columns ${missing.join(', ')}`)
    count += 1
    yield row
  }
  if (count === 0) throw new Error(`${path} has no rows`)
}
