import { open, rm } from 'node:fs/promises'
import type { Request, RequestHandler, Response } from 'express'
import { fileTypeFromFile } from 'file-type'
import multer from 'multer'
import { AppError } from './errors.ts'
import { logger } from './logger.ts'
import { containerFault } from './office-files.ts'
import { actorOf } from './request.ts'
import { temporaryFolder } from './temporary-folder.ts'

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

/** How many fields may come beside files; a form that changes a whole challenge has more. */
export const mostFields = 30 as const
export const mostFieldsOfChallenge = 200 as const

const parser = (fields: number): RequestHandler =>
  multer({
    storage: multer.diskStorage({
      destination: (_req, _file, done) => {
        temporaryFolder('uploads').then(
          (folder) => done(null, folder),
          (error: Error) => done(error, ''),
        )
      },
    }),
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

/** How many requests with files a process reads of one person at one time: each may take a gigabyte of its disk. */
export const mostAtOneTime = 6
const underWay = new Map<string, number>()

/** Counts a request with files until its answer is sent. @throws AppError too-many */
function takePlace(req: Request, res: Response): void {
  const { userId } = actorOf(req)
  const count = underWay.get(userId) ?? 0
  if (count >= mostAtOneTime)
    throw new AppError('too-many', 'You are sending files already. Send these once those are there.', {}, 10)
  underWay.set(userId, count + 1)
  res.on('close', () => {
    const left = (underWay.get(userId) ?? 1) - 1
    if (left > 0) underWay.set(userId, left)
    else underWay.delete(userId)
  })
}

/**
 * Reads a multipart body into `req.body` and temporary files, gone when the answer is sent. Whoever calls it has
 * made sure that somebody is signed in.
 * @throws AppError too-large, naming the limit; too-many at one time; bad-request for what is no multipart body
 */
export async function receiveFiles(
  req: Request,
  res: Response,
  fields: MostFields = mostFields,
): Promise<void> {
  takePlace(req, res)
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
  // By characters: half of one can't be written into the head of a download.
  const name = [...given.replaceAll(/\p{Cf}/gu, '').replaceAll(/[\p{Cc}"\\/]/gu, '_')].slice(-180).join('')
  const endings = Object.keys(allowedTypes).filter((ending) => allowedTypes[ending] === type)
  if (type === 'image/jpeg') endings.push('jpeg')
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  return name.includes('.') && endings.includes(ending) ? name : `${name}.${endings[0]}`
}

/**
 * The name and type of an uploaded file, as its content says.
 * @throws AppError wrong-type, at the field `files`, if it is none of those allowed, whatever its name says, or would
 * harm whoever opens it
 */
export async function checkFile(file: Express.Multer.File): Promise<{ name: string; type: string }> {
  const type = await contentType(file.path, sentName(file))
  const name = honestName(sentName(file), type)
  const fault = isContainer(type) ? await containerFault(file.path) : null
  if (!fault) return { name, type }
  const words = `“${name}” was not taken: ${fault}.`
  throw new AppError('wrong-type', words, { files: words })
}

const isContainer = (type: string): boolean => /officedocument|opendocument/.test(type)
