import { checkFile } from '../../server/platform/uploads.ts'
import { hostileFiles } from './hostile-files.ts'
import { anUpload } from './uploaded.ts'

const outcomeOf = async (name: string, content: Buffer): Promise<string> =>
  checkFile(await anUpload(name, content)).then(
    (taken) => `taken: ${taken.name}, ${taken.type.split('.').at(-1)}`,
    (error: { fields?: { files?: string } }) => error.fields?.files?.replace(/^“.*” /, '') ?? 'a fault',
  )

const notAFile =
  'is not a file we can take. Attach PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, CSV or plain text.'
const tooMuch = 'was not taken: it unpacks to more than a document holds.'
const macros = 'was not taken: it holds macros or programs. Save it without them.'
const outside = 'was not taken: it cannot be read, or names parts outside of itself. Save it again.'

// What is taken is never unpacked or shown by us: it goes to its readers as a download whose type is named and fixed.
it('takes of the hostile files only those that are harmless as downloads, and says why not', async () => {
  const outcomes: Record<string, string> = {}
  for (const [name, content] of Object.entries(hostileFiles()))
    outcomes[name] = await outcomeOf(name, content)
  expect(outcomes).toEqual({
    'plain.docx': 'taken: plain.docx, document',
    'bomb.docx': tooMuch,
    'bomb.zip': notAFile,
    'bomb in bombs.zip': notAFile,
    'many parts.docx': tooMuch,
    'names that climb.docx': outside,
    'names from the root.docx': outside,
    'names with drives.docx': outside,
    'link.docx': 'was not taken: it holds a link to another file.',
    'entity.docx': 'was not taken: a part of it declares entities, which no Office program does.',
    'macro.docx': macros,
    'macro.xlsx': macros,
    'cut short.docx': 'was not taken: it cannot be read. Save it again.',
    'random.docx': notAFile,
    'laughs.xml': notAFile,
    'script.svg': notAFile,
    'script.html': notAFile,
    'page as text.txt': notAFile,
    'cut short.pdf': 'taken: cut short.pdf, application/pdf',
    'script.pdf': 'taken: script.pdf, application/pdf',
    'also a zip.pdf': 'taken: also a zip.pdf, application/pdf',
    'also a page.gif': notAFile,
    'huge.png': 'taken: huge.png, image/png',
    'program.pdf': notAFile,
    'two endings.pdf.exe': notAFile,
    'turned \u{202E}fdp.exe': notAFile,
    'empty.pdf': notAFile,
    'name with e\u{301} 中.txt': 'taken: name with e\u{301} 中.txt, text/plain',
    'sixteen bits.csv': notAFile,
    'nothing in it.csv': notAFile,
    'latin.csv': 'taken: latin.csv, text/csv',
    'formula.csv': 'taken: formula.csv, text/csv',
    'one line.csv': 'taken: one line.csv, text/csv',
    'deep.json': notAFile,
  })
})
