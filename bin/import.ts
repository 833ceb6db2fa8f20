import { existsSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import { importNotices } from '../server/challenges/index.ts'
import { findAuthorityByCode, importAwards, loadAuthorities } from '../server/organisations/index.ts'
import { closeEverything } from '../server/platform/closing.ts'
import { connectDatabase, createIndexes } from '../server/platform/database.ts'
import { refuseWhileBehind } from '../server/platform/load.ts'
import { isReadOnly } from '../server/platform/read-only.ts'
import { oldestWork } from '../server/operations/index.ts'
import { noticeRows } from './import/notice-rows.ts'
import { useDatabaseOfFoothold } from './import/place.ts'

const usage = `npm run import -- awards FILE…
npm run import -- challenges FILE [--authority CODE]

  awards      public award records: OCDS 1.1 release packages (JSON) and award lists (CSV)
  challenges  notices (CSV), each a draft challenge of its buyer, or of the authority with this code

Both can be repeated: what is there already is counted as the same. Each row refused is named with the reason.`

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Runs `work` under a bar that grows with the bytes read; without a terminal there is only the report. */
async function withBar<Result>(
  files: string[],
  work: (onBytes: (bytes: number) => void) => Promise<Result>,
): Promise<Result> {
  const total = files.reduce((sum, file) => sum + statSync(file).size, 0)
  const bar = new SingleBar(
    { format: '  {bar} {percentage}%  {duration_formatted}', noTTYOutput: false, hideCursor: true },
    Presets.shades_classic,
  )
  bar.start(total, 0)
  try {
    return await work((bytes) => bar.increment(bytes))
  } finally {
    bar.stop()
  }
}

async function awards(files: string[]): Promise<void> {
  const report = await withBar(files, (onBytes) => importAwards(files, onBytes))
  for (const { file, place, what, reason } of report.refused) say(`${file}, ${place}: ${reason} (${what})`)
  say(`Read ${report.read} rows and releases; ${report.passedOver} have no award in them.`)
  say(
    `Awards: ${report.awards.new} new, ${report.awards.changed} changed, ${report.awards.same} the same, ${report.refused.length} refused.`,
  )
  say(`Suppliers: ${report.suppliers.new} new, ${report.suppliers.known} known.`)
}

async function challenges(files: string[], code: string | undefined): Promise<void> {
  const [file = '', ...more] = files
  if (more.length > 0) throw new Error('Give one file of notices at a time.')
  const authority = code === undefined ? null : await findAuthorityByCode(code)
  if (code !== undefined && !authority) throw new Error(`No authority has the code ${code}, such as BBD.`)
  const report = await withBar([file], (onBytes) => importNotices(noticeRows(file, onBytes), authority?.id))
  for (const { row, what, reason } of report.refused) say(`${file}, row ${row}: ${reason} (${what})`)
  say(
    `Read ${report.read} notices: ${report.new} new drafts, ${report.same} the same, ${report.refused.length} refused.`,
  )
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { authority: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  const [what, ...files] = positionals
  if (values.help || files.length === 0 || (what !== 'awards' && what !== 'challenges')) {
    say(usage)
    process.exitCode = values.help ? 0 : 1
    return
  }
  const missing = files.find((file) => !existsSync(file))
  if (missing) throw new Error(`There is no file ${missing}.`)
  useDatabaseOfFoothold()
  await connectDatabase()
  if (await isReadOnly()) throw new Error('Nothing can be changed for now: see /operations.')
  refuseWhileBehind('The import', await oldestWork())
  await createIndexes()
  await loadAuthorities()
  if (what === 'awards') await awards(files)
  else await challenges(files, values.authority)
}

try {
  await run()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  await closeEverything()
}
