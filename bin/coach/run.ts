import { parseArgs } from 'node:util'
import { law } from '../../server/coaching/index.ts'
import { type ReadFile, readDrafts } from './files.ts'
import { asTable } from './report.ts'
import type { Terminal } from '../terminal.ts'

const usage = `npm run coach -- [--json] [--sentences] [--above | --below] FILE…

  Reads drafts and says what shuts innovation out, why, and what to write instead.
  FILE is a text, JSON (the fields of a draft, {"text": …}, or a list of either) or CSV (a draft in each row).

  --json        {"findings":[…]} for one file, [{"file","findings"}] for several
  --sentences   each line is one sentence out of its context: nothing is said of what a whole draft lacks
  --above       the contract is above the threshold, where sections 22, 23 and 56 are law
  --below       it is below, where they are good practice`

/**
 * Does what `npm run coach` is asked to.
 * @param args as typed after it
 * @returns the exit code
 */
export function runCoach(args: string[], { out, err }: Terminal): number {
  let code = 0
  const { values, positionals: files } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      sentences: { type: 'boolean' },
      above: { type: 'boolean' },
      below: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help || files.length === 0) {
    out(`${usage}\n`)
    return values.help ? 0 : 1
  }
  const regime = values.above ? 'above-threshold' : values.below ? 'below-threshold' : 'unknown'
  const read: ReadFile[] = []
  for (const file of files) {
    try {
      read.push({
        file,
        findings: readDrafts(file, values.sentences ?? false, { regime, lawAsAt: law().asAt }),
      })
    } catch (error) {
      err(`${file}: ${error instanceof Error ? error.message : String(error)}\n`)
      code = 1
    }
  }
  if (values.json) {
    // One file gives one object, also when it couldn't be read: then there is nothing to give.
    const [only] = read
    const output = files.length > 1 ? read : only && { findings: only.findings }
    if (output) out(`${JSON.stringify(output, null, 2)}\n`)
  } else out(read.map((one) => asTable(one, files.length > 1)).join('\n'))
  return code
}
