import { parseArgs } from 'node:util'
import { connectDatabase } from '../server/platform/database.ts'
import { makeBulkExport, rebuildReleases } from '../server/publication/index.ts'
import { useDatabaseOfFoothold } from './import/place.ts'
import { runToEnd } from './run-to-end.ts'

const usage = `npm run releases -- [--files]

  Makes every release of the open data again from the record, compares the bytes with what is published, and
  publishes what is missing. What differs is named and left alone.

  --files  also makes the files for downloading everything`

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Exit status 1 if a release differs from what the record gives. */
async function rebuild(): Promise<void> {
  const { values } = parseArgs({
    options: { files: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return say(usage)
  useDatabaseOfFoothold()
  await connectDatabase()
  const { same, made, different } = await rebuildReleases()
  say(`${same} releases are the same to the byte, ${made} were missing and are published now.`)
  for (const id of different) say(`Differs from what the record gives: ${id}`)
  if (different.length > 0) process.exitCode = 1
  if (!values.files) return
  const { challenges, releases } = await makeBulkExport()
  say(`The files hold ${challenges} challenges and ${releases} releases.`)
}

await runToEnd(rebuild)
