import './services/node-version.js'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './services/progress.js'
import { giveUp } from './services/sentence.js'
import { runChecks, staticChecks } from './start/checks.js'
import { runJest } from './start/jest.js'
import { installPackages } from './start/packages.js'
import { projectRoot } from './start/project.js'

/** Tests that need nothing but `shared`, so neither MongoDB nor Redis nor a browser: seconds for all of them. */
function quickTests() {
  const folder = join(projectRoot, 'tests')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .filter((name) =>
      importsOf(join(folder, name)).every((from) => !from.startsWith('.') || from.includes('/shared/')),
    )
    .map((name) => `tests/${name}$`)
}

/** @param {string} file */
const importsOf = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import) '([^']+)'|import\('([^']+)'\)/g)].map(
    (found) => found[1] ?? found[2] ?? '',
  )

// `npm run check`: the fast half of `npm test`, under a minute.
async function main() {
  await installPackages()
  const checks = await runChecks(staticChecks)
  const tests = await runJest(quickTests(), { TEST_SERVICES: 'none' })
  const failed = checks.failed + tests.failed
  say(`\n${checks.passed + tests.passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

await main().catch(giveUp)
