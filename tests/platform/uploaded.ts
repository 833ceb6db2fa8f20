import { createReadStream } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../../server/platform/temporary-folder.ts'

/** A file as the reader of forms leaves it. */
export async function anUpload(name: string, content: string | Buffer): Promise<Express.Multer.File> {
  const destination = await mkdtemp(join(await temporaryFolder('tests'), 'upload-'))
  const path = join(destination, 'content')
  await writeFile(path, content)
  const stream = createReadStream(path)
  stream.destroy()
  return {
    path,
    destination,
    stream,
    size: Buffer.byteLength(content),
    // Headers are read as Latin-1.
    originalname: Buffer.from(name, 'utf8').toString('latin1'),
    fieldname: 'files',
    filename: 'content',
    encoding: '7bit',
    mimetype: 'application/octet-stream',
    buffer: Buffer.alloc(0),
  }
}
