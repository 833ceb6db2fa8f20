import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readChallenges, readSuppliers } from '../../workers/matching/rank-files.ts'
import { asLines, indexPools, rankAll } from './run.ts'
import type { Terminal } from '../terminal.ts'

const usage = `npm run rank -- --suppliers FILE --challenges FILE --out FILE

  Ranks the suppliers of a file for each challenge of another, inside the challenge's own collection, and
  writes the best hundred as lines: challenge's id, supplier's id and score, with tabs between them.
  Both files have one JSON object in a line (.gz is unpacked):
    suppliers   id, collection, name, text, projects [{ title, buyer, cpv, region, date }]
    challenges  id, collection, title, description, buyer, cpv, region, date
  The pieces of a supplier's text are parted by " || ", one for each project.`

/**
 * Does what `npm run rank` is asked to.
 * @param args as typed after it
 * @returns the exit code
 * @throws Error with a sentence for the person at the terminal
 */
export function runRank(args: string[], { out: say, err }: Terminal): number {
  const { values } = parseArgs({
    args,
    options: {
      suppliers: { type: 'string' },
      challenges: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const { suppliers, challenges, out } = values
  if (values.help || !suppliers || !challenges || !out) {
    say(`${usage}\n`)
    return values.help ? 0 : 1
  }
  if ([suppliers, challenges].some((file) => resolve(file) === resolve(out)))
    throw new Error(`${out}: The ranking would overwrite what it is made from; give --out another name`)
  const asked = readChallenges(challenges)
  const runs = rankAll(indexPools(readSuppliers(suppliers)), asked)
  write(out, asLines(runs))
  say(`${asked.length} challenges ranked: ${out}\n`)
  const unanswered = runs.filter(({ ranked }) => ranked.length === 0)
  for (const { challenge } of unanswered)
    err(`${challenge.id}: no supplier is in the collection ${challenge.collection}\n`)
  return 0
}

function write(file: string, lines: string): void {
  try {
    writeFileSync(file, lines)
  } catch {
    throw new Error(`${file}: The file can’t be written; is its folder there?`)
  }
}
