import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../server/platform/paths.ts'

// `npm run bench -- matching 100000` runs one with its arguments; `npm run bench` all of them with their defaults.
const folder = join(projectRoot, 'tests/bench')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.slice(0, -'.bench.ts'.length))
const [wanted, ...options] = process.argv.slice(2)

if (wanted !== undefined && !names.includes(wanted)) {
  console.error(`There is no benchmark called ${wanted}. There are: ${names.join(', ')}.`)
  process.exit(1)
}
for (const name of wanted === undefined ? names : [wanted]) {
  const { run } = (await import(pathToFileURL(join(folder, `${name}.bench.ts`)).href)) as {
    run: (options: string[]) => Promise<void> | void
  }
  console.log(`\n${name}`)
  await run(options)
}
