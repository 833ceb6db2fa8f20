import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { newId } from '../../shared/platform/ids.ts'
import { AppError, notFound } from './errors.ts'
import { forgetScan, isUnscanned, quarantine, refuseUnscanned, type ScanReader } from './file-scans.ts'
import { fileStore } from './file-store.chosen.ts'
import { checkFile } from './uploads.ts'

/** A file that is kept, known by its content's hash. */
export interface StoredFile {
  id: string
  name: string
  type: string
  /** In bytes. */
  size: number
  sha256: string
}

/**
 * Keeps bytes under a random id.
 * @throws what reading them throws; AppError unavailable if the store is away
 */
export const store = async (id: string, source: AsyncIterable<Buffer>): Promise<void> =>
  (await fileStore()).put(id, source)

/**
 * Keeps an uploaded file under a random id.
 * @throws AppError wrong-type, at the field `files`, if its content is none of those allowed, whatever its name says,
 * or the scanner found something in it
 */
export async function keepFile(file: Express.Multer.File): Promise<StoredFile> {
  const { name, type } = await checkFile(file)
  const id = newId()
  if (await isUnscanned(file.path, name)) await quarantine(id, plainFiles)
  const hash = createHash('sha256')
  const source = createReadStream(file.path)
  source.on('data', (chunk) => hash.update(chunk))
  await store(id, source)
  return { id, name, type, size: file.size, sha256: hash.digest('hex') }
}

/** Files that are kept as they came, for the scanner. */
export const plainFiles = 'plain'

/** Reads those again. */
export const readPlainFile: ScanReader = async (id) => (await fileStore()).read(id)

/** The bytes of a kept file. @throws AppError not-found */
export async function readStored(id: string): Promise<AsyncIterable<Buffer>> {
  const found = await (await fileStore()).read(id)
  if (!found) throw notFound('File')
  return found
}

/**
 * Sends a kept file as a download only, so that nothing in it runs on our site.
 * @throws AppError not-found; conflict for one that was not scanned yet, or in which something was found
 */
export async function sendFile(res: Response, file: StoredFile): Promise<void> {
  await refuseUnscanned(file.id)
  await sendAs(res, file, await readStored(file.id))
}

/** Sends bytes as this file. */
export async function sendAs(res: Response, file: StoredFile, bytes: AsyncIterable<Buffer>): Promise<void> {
  res.set({
    'Content-Type': file.type,
    'Content-Length': String(file.size),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  })
  res.attachment(file.name)
  res.type(file.type)
  await pipeline(bytes, res)
}

/**
 * Keeps files for as long as `work` succeeds with them: all, or none if one is refused or the work fails.
 * @param keep keeps one, as `keepFile` does
 * @throws whatever `keep` and `work` throw
 */
export async function keepingFiles<Kept extends StoredFile, Result>(
  sent: Express.Multer.File[],
  keep: (file: Express.Multer.File) => Promise<Kept>,
  work: (kept: Kept[]) => Promise<Result>,
): Promise<Result> {
  const kept: Kept[] = []
  try {
    for (const file of sent) kept.push(await keep(file))
    return await work(kept)
  } catch (error) {
    for (const { id } of kept) await forgetFile(id)
    throw error
  }
}

/**
 * Nobody gains by the same content twice in one place, whatever its names say.
 * @throws AppError invalid, at the field `files`, naming the first that is there already
 */
export function refuseAttached(known: { sha256: string }[], added: StoredFile[]): void {
  const seen = new Set(known.map(({ sha256 }) => sha256))
  for (const { name, sha256 } of added) {
    if (seen.has(sha256)) {
      const words = `“${name}” is attached already`
      throw new AppError('invalid', words, { files: words })
    }
    seen.add(sha256)
  }
}

/** Forgets a kept file; one that is gone already is no error. */
export async function forgetFile(id: string): Promise<void> {
  await (await fileStore()).remove(id)
  await forgetScan(id)
}
