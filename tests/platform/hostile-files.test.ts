import { checkFile } from '../../server/platform/uploads.ts'
import { hostileFiles } from './hostile-files.ts'
import { anUpload } from './uploaded.ts'

const outcomeOf = async (name: string, content: Buffer): Promise<string> =>
  checkFile(await anUpload(name, content)).then(
    (taken) => `taken as ${taken.name}, ${taken.type}`,
    (error: { code?: string; fields?: { files?: string } }) =>
      `${error.code}: ${error.fields?.files?.replace(/^“.*” /, '')}`,
  )

// What is taken is never unpacked or shown by us: it goes to its readers as a download whose type is named and fixed.
it('takes of the hostile files only those that are harmless as downloads, and says why not', async () => {
  const outcomes: Record<string, string> = {}
  for (const [name, content] of Object.entries(hostileFiles()))
    outcomes[name] = await outcomeOf(name, content)
  expect(outcomes).toEqual({})
})
