import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { finished } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { projectRoot } from '../../server/platform/paths.ts'
import { readSnapshot, takeSnapshot, UnusableSnapshot } from '../../shared/matching/snapshot.ts'
import type { IndexState } from '../../shared/matching/supplier-index.ts'

const trailerLength = 16
const trailer = (sum: number): Buffer =>
  Buffer.from(`crc32 ${sum.toString(16).padStart(8, '0')}\n`.padEnd(trailerLength))

/** What tells the code that makes an index: one that other code made might rank by words which nobody reads so any more. */
function codeMark(): string {
  const hash = createHash('sha256')
  const read = (folder: string, isWanted: (name: string) => boolean) => {
    for (const name of readdirSync(folder).filter(isWanted).sort())
      hash.update(name).update(readFileSync(join(folder, name)))
  }
  const here = fileURLToPath(new URL('.', import.meta.url))
  read(join(here, '../../shared/matching'), (name) => /\.[jt]s$/.test(name))
  read(here, (name) => /^to-rank\.[jt]s$/.test(name))
  // What codes are called is part of what firms are found by.
  read(join(projectRoot, 'data/reference'), (name) => name.endsWith('.csv'))
  return hash.digest('hex').slice(0, 16)
}

/** Writes an index to a file, whole or not at all. `note` comes back with it. */
export async function writeSnapshot(file: string, state: IndexState, note: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const unfinished = `${file}.${process.pid}`
  const out = createWriteStream(unfinished)
  try {
    let sum = 0
    for (const piece of takeSnapshot(state, JSON.stringify({ code: codeMark(), note }))) {
      // Copied, since the arrays may change while the disk is slow.
      const bytes = Buffer.from(piece)
      sum = crc32(bytes, sum)
      if (!out.write(bytes)) await once(out, 'drain')
    }
    out.end(trailer(sum))
    await finished(out)
    await rename(unfinished, file)
  } finally {
    await rm(unfinished, { force: true })
  }
}

/**
 * Reads an index from a file; null if there is none.
 * @throws UnusableSnapshot for a file that is cut short, damaged, of another version or made by other code
 */
export async function loadSnapshot(file: string): Promise<{ state: IndexState; note: string } | null> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!bytes) return null
  const content = bytes.subarray(0, Math.max(0, bytes.length - trailerLength))
  if (!bytes.subarray(content.length).equals(trailer(crc32(content))))
    throw new UnusableSnapshot('it is cut short or damaged')
  const { state, note } = readSnapshot(content)
  const kept = JSON.parse(note) as { code: string; note: string }
  if (kept.code !== codeMark()) throw new UnusableSnapshot('other code made it')
  return { state, note: kept.note }
}
