import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findingWords } from '../shared/audit/verdict.ts'
import { keptAnchors } from '../shared/audit/kept-anchors.ts'
import { verifyRecord } from '../server/audit/index.ts'
import { connectDatabase } from '../server/platform/database.ts'
import { useDatabaseOfFoothold } from './import/place.ts'
import { runToEnd } from './run-to-end.ts'

const usage = `npm run verify-audit -- [--chain ID] [--anchor FILE]…

  Recomputes the record of events, its chains and its anchors, and names the first that was edited, removed,
  reordered, inserted or cut off; exit status 1 then. It reads and changes nothing. It needs AUDIT_KEY, or the data
  folder of the Foothold that runs here.

  --chain ID     only the chain of this challenge, or "general"; what is in no chain shows only without it
  --anchor FILE  anchors that you kept (JSON, Atom or a log): each has to be on record. Only these show that all of
                 it was put back to an older state`

const say = (text: string): void => void process.stdout.write(`${text}\n`)

async function verify(): Promise<void> {
  const { values } = parseArgs({
    options: {
      chain: { type: 'string' },
      anchor: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return say(usage)
  const kept = (values.anchor ?? []).flatMap((file) => {
    const found = keptAnchors(readFileSync(file, 'utf8'))
    if (found.length === 0)
      throw new Error(`${file} holds no anchors: none was found with its time and root.`)
    return found
  })
  useDatabaseOfFoothold()
  await connectDatabase()
  const { finding, links, anchors } = await verifyRecord({
    kept,
    ...(values.chain === undefined ? {} : { chain: values.chain }),
  })
  if (finding) {
    say(findingWords(finding))
    say(JSON.stringify(finding))
    process.exitCode = 1
    return
  }
  if (values.chain !== undefined && links === 0) throw new Error(`There is no chain ${values.chain}.`)
  say(
    `${links} events are as they were recorded, ${anchors} anchors are as they were made, ${kept.length} kept anchors are among them.`,
  )
}

await runToEnd(verify)
