import './services/node-version.js'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './services/progress.js'
import { giveUp, Sentence } from './services/sentence.js'
import { buildCheck, runChecks, staticChecks } from './start/checks.js'
import { runJest } from './start/jest.js'
import { installPackages } from './start/packages.js'
import { projectRoot } from './start/project.js'

// `npm test`: everything. `npm test -- challenges`: the tests of one room, and the journeys named after it.
const rooms = process.argv.slice(2)

/** @param {string} room */
function pathsOf(room) {
  if (!/^[a-z-]+$/.test(room) || !existsSync(join(projectRoot, 'tests', room))) {
    const known = readdirSync(join(projectRoot, 'tests'))
    throw new Sentence(`There is no folder tests/${room}: choose from ${known.join(', ')}.`)
  }
  return [`tests/${room}/`, `tests/journeys/[^/]*${room}`]
}

async function main() {
  const paths = rooms.flatMap(pathsOf)
  await installPackages()
  const checks = await runChecks(rooms.length > 0 ? [buildCheck] : [...staticChecks, buildCheck])
  const tests = await runJest(paths)
  const failed = checks.failed + tests.failed
  say(`\n${checks.passed + tests.passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

await main().catch(giveUp)
