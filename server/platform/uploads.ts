import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Request, RequestHandler, Response } from 'express'
import { fileTypeFromFile } from 'file-type'
import mongoose from 'mongoose'
import multer from 'multer'
import { newId } from '../../shared/platform/ids.ts'
import { now } from './clock.ts'
import { AppError, notFound } from './errors.ts'
import { logger } from './logger.ts'
import { actorOf } from './request.ts'

/** Largest file, in bytes. */
export const largestFile = 50 * 1024 * 1024
/** How many files one form or request may send. */
export const mostFiles = 20

/** What may be attached: by content for all but plain text, whose content has no signature. */
const allowedTypes: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  png: 'image/png',
  jpg: 'image/jpeg',
  csv: 'text/csv',
  txt: 'text/plain',
}
/** For hints and messages. */
export const allowedFiles = 'PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, CSV or plain text'

export interface StoredFile {
  id: string
  name: string
  type: string
  /** In bytes. */
  size: number
  sha256: string
}

const bucket = () => new mongoose.mongo.GridFSBucket(mongoose.connection.db as never, { bucketName: 'files' })
const folder = join(tmpdir(), `foothold-uploads-${process.pid}`)

/** How many fields may come beside files; a form that changes a whole challenge has more. */
export const mostFields = 30 as const
export const mostFieldsOfChallenge = 200 as const

const parser = (fields: number): RequestHandler =>
  multer({
    dest: folder,
    limits: {
      fileSize: largestFile,
      files: mostFiles,
      fields,
      fieldSize: 1024 * 1024,
      fieldNameSize: 200,
      parts: fields + mostFiles + 1,
    },
  }).any()
const parsers = {
  [mostFields]: parser(mostFields),
  [mostFieldsOfChallenge]: parser(mostFieldsOfChallenge),
}
type MostFields = keyof typeof parsers

const limitsOfFiles: Record<string, string> = {
  LIMIT_FILE_SIZE: `A file is larger than ${largestFile / 1024 / 1024} MB. Attach a smaller one.`,
  LIMIT_FILE_COUNT: `At most ${mostFiles} files can be sent at once.`,
}
const limitsOfFields: Record<string, string> = {
  LIMIT_FIELD_VALUE: 'A field is longer than 1 MB.',
  LIMIT_FIELD_COUNT: 'The form has too many fields.',
  LIMIT_PART_COUNT: 'The form has too many fields and files.',
}

/** What a reader of forms threw, as a refusal that can be shown; a fault of ours stays what it is. */
function uploadRefusal(error: Error): Error {
  if (error instanceof multer.MulterError) {
    const ofFiles = limitsOfFiles[error.code]
    if (ofFiles) return new AppError('too-large', ofFiles, { files: ofFiles })
    const ofFields = limitsOfFields[error.code]
    if (ofFields) return new AppError('too-large', ofFields)
    return new AppError('invalid', 'The files could not be read. Choose them again.')
  }
  // The parser's own errors are plain; those of a disk have a code.
  return 'code' in error ? error : new AppError('bad-request', 'The files broke off or could not be read.')
}

/** Of a file that broke off, multer has taken the file and its path away already. */
function dropTemporary(path: string | undefined): void {
  if (path === undefined) return
  rm(path, { force: true }).catch((error: unknown) =>
    logger('platform').error({ err: error }, 'A temporary file stays behind'),
  )
}

/**
 * Reads a multipart body into `req.body` and temporary files, gone when the answer is sent. Whoever calls it has
 * made sure that somebody is signed in.
 * @throws AppError too-large, naming the limit; bad-request for what is no multipart body
 */
export async function receiveFiles(
  req: Request,
  res: Response,
  fields: MostFields = mostFields,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  res.on('close', () => {
    for (const { path } of sentWith(req)) dropTemporary(path)
  })
  await new Promise<void>((resolve, reject) => {
    parsers[fields](req, res, (error: unknown) =>
      error instanceof Error ? reject(uploadRefusal(error)) : resolve(),
    )
  })
}

const refused = new WeakMap<object, AppError>()

/**
 * Reads multipart forms of signed-in people. Runs before the CSRF guard, which needs the fields; a visitor's files
 * are not read at all, nor are any but at `places`, the paths whose pages take files. Too many or too large ones
 * are refused where the page asks for them, so that it comes back with what was typed before them.
 */
export function readUploads(places: readonly { path: RegExp; fields?: MostFields }[]): RequestHandler {
  return async (req, res, next) => {
    // One-click unsubscribing (RFC 8058) may come as multipart, and says everything in its address.
    if (!req.is('multipart/form-data') || req.path.startsWith('/unsubscribe/')) return next()
    const place = places.find(({ path }) => path.test(req.path))
    if (!place) throw new AppError('wrong-type', 'This page takes no files. Send the form as it is.')
    if (actorOf(req).kind !== 'person')
      throw new AppError('unauthenticated', 'Sign in before you send files.')
    try {
      await receiveFiles(req, res, place.fields)
    } catch (error) {
      if (!(error instanceof AppError) || !error.fields['files']) throw error
      refused.set(req, error)
    }
    next()
  }
}

/**
 * The files that came with a form, in temporary places; `keepFile` keeps one.
 * @throws AppError too-large if they were too many or too large to be read
 */
export function filesOf(req: { files?: unknown }): Express.Multer.File[] {
  const refusal = refused.get(req)
  if (refusal) throw refusal
  return sentWith(req).filter((file) => file.size > 0)
}

/** A file's name as it was sent; headers are read as Latin-1, and everybody writes UTF-8. */
export const sentName = ({ originalname }: Express.Multer.File): string =>
  Buffer.from(originalname, 'latin1').toString('utf8')

/** Everything that was sent as a file: a file field left empty arrives as a file of no bytes. */
export const sentWith = (req: { files?: unknown }): Express.Multer.File[] =>
  Array.isArray(req.files) ? (req.files as Express.Multer.File[]) : []

async function contentType(path: string, name: string): Promise<string> {
  const words = `“${name}” is not a file we can take. Attach ${allowedFiles}.`
  const refusal = new AppError('wrong-type', words, { files: words })
  const found = await fileTypeFromFile(path)
  if (found) {
    const type = allowedTypes[found.ext]
    if (!type) throw refusal
    return type
  }
  const extension = /\.(csv|txt)$/i.exec(name)?.[1]?.toLowerCase()
  const type = extension ? allowedTypes[extension] : undefined
  if (!type || !(await isPlainText(path))) throw refusal
  return type
}

async function isPlainText(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0)
    const start = buffer.subarray(0, bytesRead)
    return !start.includes(0) && !/^\s*<(?:!doctype|html|svg|script|\?xml)/i.test(start.toString('utf8'))
  } finally {
    await handle.close()
  }
}

/** The file's name without what could deceive (signs that turn text round, paths), ending as its content says. */
export function honestName(given: string, type: string): string {
  const name = given
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Cc}"\\/]/gu, '_')
    .slice(-180)
  const endings = Object.keys(allowedTypes).filter((ending) => allowedTypes[ending] === type)
  if (type === 'image/jpeg') endings.push('jpeg')
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  return name.includes('.') && endings.includes(ending) ? name : `${name}.${endings[0]}`
}

/**
 * The name and type of an uploaded file, as its content says.
 * @throws AppError wrong-type, at the field `files`, if it is none of those allowed, whatever its name says
 */
export async function checkFile(file: Express.Multer.File): Promise<Pick<StoredFile, 'name' | 'type'>> {
  const type = await contentType(file.path, sentName(file))
  return { name: honestName(sentName(file), type), type }
}

/** Keeps bytes in GridFS under a random id. */
export const store = (id: string, source: AsyncIterable<Buffer>): Promise<void> =>
  pipeline(source, bucket().openUploadStreamWithId(id as never, id, { metadata: { keptAt: now() } }))

/**
 * Keeps an uploaded file in GridFS under a random id.
 * @throws AppError wrong-type, at the field `files`, if its content is none of those allowed, whatever its name says
 */
export async function keepFile(file: Express.Multer.File): Promise<StoredFile> {
  const { name, type } = await checkFile(file)
  const id = newId()
  const hash = createHash('sha256')
  const source = createReadStream(file.path)
  source.on('data', (chunk) => hash.update(chunk))
  await store(id, source)
  return { id, name, type, size: file.size, sha256: hash.digest('hex') }
}

/** The bytes of a kept file. @throws AppError not-found */
export async function readStored(id: string): Promise<AsyncIterable<Buffer>> {
  const known = await bucket()
    .find({ _id: id as never })
    .next()
  if (!known) throw notFound('File')
  return bucket().openDownloadStream(id as never)
}

/** Sends a kept file as a download only, so that nothing in it runs on our site. @throws AppError not-found */
export const sendFile = async (res: Response, file: StoredFile): Promise<void> =>
  sendAs(res, file, await readStored(file.id))

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
  const known = await bucket()
    .find({ _id: id as never })
    .next()
  if (known) await bucket().delete(id as never)
}
