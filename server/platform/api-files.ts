import { readFile } from 'node:fs/promises'
import type { Request, Response } from 'express'
import { AppError, type FieldErrors } from './errors.ts'
import { receiveFiles, sentName, sentWith } from './uploads.ts'

/** Whether an operation takes files: `true` for some or none, `needed` for at least one. */
export type TakesFiles = true | 'needed'

/** The longest JSON that an operation reads, in bytes, in a part as in a body. */
export const longestBody = 100 * 1024

/**
 * The files of a program's request, in temporary places; its part `body`, JSON text, becomes the request's body.
 * Only to be called for somebody with a token: nothing is read for anybody else.
 * @throws AppError wrong-type where no files are taken, bad-request, too-large, invalid
 */
export async function readParts(
  req: Request,
  res: Response,
  takesFiles: TakesFiles | undefined,
): Promise<Express.Multer.File[]> {
  const isMultipart = Boolean(req.is('multipart/form-data'))
  if (isMultipart && !takesFiles)
    throw new AppError('wrong-type', 'This operation takes no files. Send the body as application/json.')
  if (isMultipart) await receiveFiles(req, res)
  const files = isMultipart ? await sortedParts(req) : []
  if (takesFiles === 'needed' && files.length === 0) {
    const words = 'Send at least one file, as multipart/form-data in parts named “files”'
    throw new AppError('invalid', words, { files: words })
  }
  return files
}

async function sortedParts(req: Request): Promise<Express.Multer.File[]> {
  const { body, ...others } = (req.body ?? {}) as Record<string, unknown>
  const sent = sentWith(req)
  // Some programs send JSON as a file of its own type.
  const bodies = sent.filter(({ fieldname }) => fieldname === 'body')
  const files = sent.filter(({ fieldname }) => fieldname === 'files')
  const strange = [...sent.map(({ fieldname }) => fieldname), ...Object.keys(others)].filter(
    (name) => name !== 'body' && name !== 'files',
  )
  if ('files' in others) strange.push('files')
  if (strange.length > 0) throw refuseParts(strange)
  const empty = files.find(({ size }) => size === 0)
  if (empty) {
    const words = `“${sentName(empty)}” is empty`
    throw new AppError('invalid', words, { files: words })
  }
  const texts = [...[body ?? []].flat(), ...(await Promise.all(bodies.map(textOf)))]
  if (texts.length > 1) throw new AppError('bad-request', 'The part “body” was sent more than once.')
  req.body = texts.length === 0 ? undefined : parsed(texts[0])
  return files
}

function refuseParts(names: string[]): AppError {
  const fields: FieldErrors = {}
  for (const name of names)
    fields[name] =
      name === 'files' ? 'Send files as files, with a name' : `${name} is not a part of this request`
  return new AppError('invalid', 'The parts are “files”, one for each file, and “body”, JSON text.', fields)
}

const tooLong = () => new AppError('too-large', `The part “body” is larger than ${longestBody} bytes.`)

async function textOf({ path, size }: Express.Multer.File): Promise<string> {
  if (size > longestBody) throw tooLong()
  return readFile(path, 'utf8')
}

function parsed(text: unknown): unknown {
  if (typeof text === 'string' && Buffer.byteLength(text) > longestBody) throw tooLong()
  try {
    return JSON.parse(String(text))
  } catch {
    throw new AppError('bad-request', 'The part “body” is not JSON.')
  }
}
