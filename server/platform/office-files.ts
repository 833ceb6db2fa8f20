import yauzl from 'yauzl'

/** An Office document has some dozens of parts, one with many pictures some hundreds. */
const mostParts = 5000
/** So much unpacked, in bytes, and so many times what is packed, only something that is made to hurt grows to. */
const mostUnpacked = 1024 * 1024 * 1024
const mostRatio = 200
/** What is small unpacks to little, whatever the ratio. */
const harmlessBytes = 50 * 1024 * 1024
/** Where a document type would stand. */
const headBytes = 4096

const tooMuch = 'it unpacks to more than a document holds'

const symlink = 0o120_000
const fileTypeBits = 0o170_000

/** The beginning of a part. */
async function headOf(file: yauzl.ZipFile, entry: yauzl.Entry): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const some of (await file.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    parts.push(some)
    length += some.length
    if (length >= headBytes) break
  }
  return Buffer.concat(parts).subarray(0, headBytes).toString('latin1')
}

/** Program code, by the names that Office and OpenDocument give it. */
const isMacro = (name: string): boolean =>
  /(?:^|\/)vbaProject\.bin$/i.test(name) ||
  /^(?:Basic|Scripts)\//i.test(name) ||
  /\.(?:exe|dll|js|vbs|jar)$/i.test(name)

async function faultOf(file: yauzl.ZipFile, entry: yauzl.Entry): Promise<string | null> {
  if (isMacro(entry.fileName)) return 'it holds macros or programs. Save it without them'
  if (entry.isEncrypted()) return 'it is protected by a password. Save it without one'
  if (((entry.externalFileAttributes >>> 16) & fileTypeBits) === symlink)
    return 'it holds a link to another file'
  // Entities are how XML is made to read other files or to grow without end; no Office program declares any.
  if (
    /\.(?:xml|rels)$/i.test(entry.fileName) &&
    /<!DOCTYPE[^>]*(?:\[|SYSTEM)/.test(await headOf(file, entry))
  )
    return 'a part of it declares entities, which no Office program does'
  return null
}

/**
 * Why a document that is a container of parts (Office, OpenDocument) is not taken: what it would do to whoever opens
 * it. Nothing of it is unpacked but the beginnings of parts.
 * @returns null if nothing is wrong with it
 */
export async function containerFault(path: string): Promise<string | null> {
  let file: yauzl.ZipFile
  try {
    file = await yauzl.openPromise(path, { strictFileNames: true })
  } catch {
    return 'it cannot be read. Save it again'
  }
  let unpacked = 0
  try {
    if (file.entryCount > mostParts) return tooMuch
    // Names that lead out of the container end this loop as errors.
    for await (const entry of file.eachEntry()) {
      unpacked += entry.uncompressedSize
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
      const isBomb = entry.uncompressedSize > harmlessBytes && ratio > mostRatio
      if (unpacked > mostUnpacked || isBomb) return tooMuch
      const fault = await faultOf(file, entry)
      if (fault) return fault
    }
    return null
  } catch {
    return 'it cannot be read, or names parts outside of itself. Save it again'
  } finally {
    file.close()
  }
}
