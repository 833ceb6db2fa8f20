import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Response } from 'express'
import { newId } from '../../shared/platform/ids.ts'
import { isUnscanned, quarantine, refuseUnscanned } from '../platform/file-scans.ts'
import { readStored, sendAs, store } from '../platform/stored-files.ts'
import { checkFile } from '../platform/uploads.ts'
import { notFound } from '../platform/errors.ts'
import { type Bound, newDataKey, openStream, sealStream } from './envelope.ts'
import type { ProposalDocument } from './proposals.model.ts'
import { type KeptFile, parts } from './sealing.ts'

/** A file of a proposal, and what its envelope is bound to. */
export interface SealedFile {
  file: KeptFile
  bound: Bound
}

/** The file of this id among these. @throws AppError not-found */
export function sealedFileOf(
  { proposalId, challengeId, supplierId }: Omit<Bound, 'part'>,
  files: KeptFile[],
  fileId: string,
): SealedFile {
  const file = files.find(({ id }) => id === fileId)
  if (!file) throw notFound('File')
  return { file, bound: { proposalId, challengeId, supplierId, part: parts.file(fileId) } }
}

/** Files of proposals, for the scanner. */
export const sealedFiles = 'proposals'

/**
 * Keeps an uploaded file encrypted, under a key of its own that only the proposal's envelopes hold.
 * @throws AppError wrong-type, at the field `files`, if its content is none of those allowed, or the scanner found
 * something in it
 */
export async function keepSealed(
  sent: Express.Multer.File,
  { _id: proposalId, challengeId, supplierId }: ProposalDocument,
): Promise<KeptFile> {
  const { name, type } = await checkFile(sent)
  const id = newId()
  if (await isUnscanned(sent.path, name)) await quarantine(id, sealedFiles, { proposalId })
  const key = newDataKey()
  const hash = createHash('sha256')
  const source = createReadStream(sent.path)
  source.on('data', (chunk) => hash.update(chunk))
  const bound = { proposalId, challengeId, supplierId, part: parts.file(id) }
  await store(id, sealStream(source, sent.size, key, bound))
  return { id, name, type, size: sent.size, sha256: hash.digest('hex'), key: key.toString('base64') }
}

/** The bytes of a file; one that was changed where it is stored breaks off. @throws AppError not-found */
export const readSealed = async ({ file, bound }: SealedFile): Promise<AsyncGenerator<Buffer>> =>
  openStream(await readStored(file.id), Buffer.from(file.key, 'base64'), bound)

/**
 * Sends a file as a download; one that was changed where it is stored breaks off.
 * @throws AppError not-found; conflict for one that was not scanned yet, or in which something was found
 */
export async function sendSealed(res: Response, sealed: SealedFile): Promise<void> {
  await refuseUnscanned(sealed.file.id)
  await sendAs(res, sealed.file, await readSealed(sealed))
}
