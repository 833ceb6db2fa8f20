import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { RequestHandler, Response } from 'express'
import { fileTypeFromFile } from 'file-type'
import mongoose from 'mongoose'
import multer from 'multer'
import { newId } from '../../shared/platform/ids.ts'
import { now } from './clock.ts'
import { AppError, notFound } from './errors.ts'
import { actorOf } from './request.ts'

/** Largest file, in bytes; one form may send twenty. */
export const largestFile = 50 * 1024 * 1024
const mostFiles = 20

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

/**
 * Reads multipart forms of signed-in people into temporary files, gone when the answer is sent.
 * Runs before the CSRF guard, which needs the fields; a visitor's files are not read at all, nor are any but at
 * `places`, the paths whose pages take files.
 */
export function readUploads(places: RegExp[]): RequestHandler {
  const parse = multer({
    dest: folder,
    limits: {
      fileSize: largestFile,
      files: mostFiles,
      fields: 200,
      fieldSize: 1024 * 1024,
      fieldNameSize: 200,
      parts: 300,
    },
  }).any()
  return async (req, res, next) => {
    // One-click unsubscribing (RFC 8058) may come as multipart, and says everything in its address.
    if (!req.is('multipart/form-data') || req.path.startsWith('/unsubscribe/')) return next()
    if (!places.some((place) => place.test(req.path)))
      throw new AppError('wrong-type', 'This page takes no files. Send the form as it is.')
    if (actorOf(req).kind !== 'person')
      throw new AppError('unauthenticated', 'Sign in before you send files.')
    await mkdir(folder, { recursive: true })
    res.on('close', () => {
      for (const file of sentWith(req)) void rm(file.path, { force: true })
    })
    parse(req, res, next)
  }
}

/** The files that came with a form, in temporary places; `keepFile` keeps one. */
export const filesOf = (req: { files?: unknown }): Express.Multer.File[] =>
  sentWith(req).filter((file) => file.size > 0)

// A file field left empty arrives as a file of no bytes.
const sentWith = (req: { files?: unknown }): Express.Multer.File[] =>
  Array.isArray(req.files) ? (req.files as Express.Multer.File[]) : []

async function contentType(path: string, name: string): Promise<string> {
  const refusal = new AppError('wrong-type', `“${name}” is not a file we can take. Attach ${allowedFiles}.`)
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
export function honestName(sentName: string, type: string): string {
  const name = sentName
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Cc}"\\/]/gu, '_')
    .slice(-180)
  const endings = Object.keys(allowedTypes).filter((ending) => allowedTypes[ending] === type)
  if (type === 'image/jpeg') endings.push('jpeg')
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  return name.includes('.') && endings.includes(ending) ? name : `${name}.${endings[0]}`
}

/**
 * Keeps an uploaded file in GridFS under a random id.
 * @throws AppError wrong-type if its content is none of those allowed, whatever its name says.
 */
export async function keepFile(file: Express.Multer.File): Promise<StoredFile> {
  const sentName = Buffer.from(file.originalname, 'latin1').toString('utf8')
  const type = await contentType(file.path, sentName)
  const name = honestName(sentName, type)
  const id = newId()
  const hash = createHash('sha256')
  const source = createReadStream(file.path)
  source.on('data', (chunk) => hash.update(chunk))
  await pipeline(source, bucket().openUploadStreamWithId(id as never, id, { metadata: { keptAt: now() } }))
  return { id, name, type, size: file.size, sha256: hash.digest('hex') }
}

/** Sends a kept file as a download only, so that nothing in it runs on our site. */
export async function sendFile(res: Response, file: StoredFile): Promise<void> {
  const known = await bucket()
    .find({ _id: file.id as never })
    .next()
  if (!known) throw notFound('File')
  res.set({
    'Content-Type': file.type,
    'Content-Length': String(known.length),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  })
  res.attachment(file.name)
  res.type(file.type)
  await pipeline(bucket().openDownloadStream(file.id as never), res)
}

/** Forgets a kept file; one that is gone already is no error. */
export async function forgetFile(id: string): Promise<void> {
  const known = await bucket()
    .find({ _id: id as never })
    .next()
  if (known) await bucket().delete(id as never)
}
