import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

interface Part {
  name: string
  content: Buffer
  /** Unix mode and type, where it matters. */
  mode?: number
  /** How much it says that it unpacks to, in bytes, where that is more than there is. */
  says?: number
}

const part = (name: string, content: string | Buffer = ''): Part => ({ name, content: Buffer.from(content) })

const nothing = deflateRawSync(Buffer.alloc(0))

/** A container of parts as ZIP keeps them (APPNOTE 4.3), with whatever names and modes are given. */
function zip(parts: Part[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, mode = 0, says = content.length } of parts) {
    const packed = content.length === 0 ? nothing : deflateRawSync(content)
    const named = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(0x0800, 2)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(crc32(content), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(says, 18)
    shared.writeUInt16LE(named.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, named, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(mode * 0x1_00_00, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), shared, rest, named)
    locals.push(local)
    offset += local.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, entries, Buffer.from('PK\x05\x06'), end])
}

const types = part(
  '[Content_Types].xml',
  '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
)
const sheetTypes = part(
  '[Content_Types].xml',
  '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
)
const page = part('word/document.xml', '<w:document/>')
const document = (...more: Part[]): Buffer => zip([types, page, ...more])
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024)
const entity = '<?xml version="1.0"?><!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/hostname">]><t>&x;</t>'
const pdf =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
const program = Buffer.concat([
  Buffer.from('MZ'),
  Buffer.alloc(58),
  Buffer.from('\x40\0\0\0PE\0\0'),
  Buffer.alloc(64),
])

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(data.length, 0)
  around.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)])
}

function hugePicture(): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(60_000, 0)
  head.writeUInt32BE(60_000, 4)
  head[8] = 1
  const signature = Buffer.from('\x89PNG\r\n\x1A\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Files that somebody would send to do harm, or by mistake, by name. */
export const hostileFiles = (): Record<string, Buffer> => ({
  'plain.docx': document(),
  'bomb.docx': document({ ...part('word/media/zeros.bin', zeros(1)), says: 100 * 1024 * 1024 }),
  'bomb.zip': zip([part('zeros.bin', zeros(2))]),
  'bomb in bombs.zip': zip(
    Array.from({ length: 16 }, (_, n) => part(`${n}.zip`, zip([part('z', zeros(1))]))),
  ),
  'many parts.docx': document(...Array.from({ length: 5000 }, (_, n) => part(`word/${n}.txt`))),
  'names that climb.docx': document(part('../../../../tmp/evil.txt', 'x')),
  'names from the root.docx': document(part('/etc/evil', 'x')),
  'names with drives.docx': document(part('C:\\evil.txt', 'x')),
  'link.docx': document({ ...part('word/link', '/etc/passwd'), mode: 0o120_777 }),
  'entity.docx': document(part('word/settings.xml', entity)),
  'macro.docx': document(part('word/vbaProject.bin', '\xD0\xCF\x11\xE0')),
  'macro.xlsx': zip([sheetTypes, part('xl/workbook.xml', '<x/>'), part('xl/vbaProject.bin', '\xD0\xCF')]),
  'cut short.docx': document().subarray(0, -40),
  'random.docx': Buffer.from(Array.from({ length: 2048 }, (_, n) => (n * 167 + 13) % 256)),
  'laughs.xml': Buffer.from(
    `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}">]><l>&b;</l>`,
  ),
  'script.svg': Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>',
  ),
  'script.html': Buffer.from('<!doctype html><script>alert(1)</script>'),
  'page as text.txt': Buffer.from('<script>alert(1)</script>'),
  'cut short.pdf': Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog'),
  'script.pdf': Buffer.from(
    pdf.replace('/Pages 2 0 R', '/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'),
  ),
  'also a zip.pdf': Buffer.concat([Buffer.from(pdf), zip([part('a.txt', 'polyglot')])]),
  'also a page.gif': Buffer.from('GIF89a/*<html><script>alert(1)</script>*/=1;'),
  'huge.png': hugePicture(),
  'program.pdf': program,
  'two endings.pdf.exe': program,
  'turned \u{202E}fdp.exe': program,
  'empty.pdf': Buffer.alloc(0),
  'name with e\u{301} 中.txt': Buffer.from('x'),
  'sixteen bits.csv': Buffer.from('\u{FEFF}id,name\n1,é', 'utf16le'),
  'nothing in it.csv': Buffer.from('id,name\n1,a\0b\n'),
  'latin.csv': Buffer.from('id,name\n1,Café\n', 'latin1'),
  'formula.csv': Buffer.from('supplier,website\n"=HYPERLINK(""http://example.invalid"",""x"")",@SUM(1+1)\n'),
  'one line.csv': Buffer.from('a,'.repeat(500_000)),
  'deep.json': Buffer.from('['.repeat(100_000)),
})
