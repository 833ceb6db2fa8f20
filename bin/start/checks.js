import { performance } from 'node:perf_hooks'
import { runCommand } from '../services/processes.js'
import { clearLine, colour, say, seconds, withProgress } from '../services/progress.js'
import { build } from './building.js'
import { projectRoot } from './project.js'

/** @typedef {{ name: string, run: () => Promise<{ code: number, output: string }> }} Check */

/**
 * A check by a program of node_modules.
 * @param {string} name
 * @param {string} program its script below node_modules
 * @param {string[]} args
 * @returns {Check}
 */
const check = (name, program, args) => ({
  name,
  run: () => runCommand(process.execPath, [`node_modules/${program}`, ...args], { cwd: projectRoot }),
})

/** What a machine can tell without running the project, what takes longest first. */
export const staticChecks = [
  // Each checker works out mongoose's types anew: four of them ask for three times the processor of one.
  check('types', 'typescript/bin/tsc', ['--noEmit', '--checkers', '1']),
  check('format', '@biomejs/biome/bin/biome', ['format', '--max-diagnostics=50']),
  {
    name: 'import rules',
    run: () => runCommand(process.execPath, ['bin/start/check-imports.js'], { cwd: projectRoot }),
  },
  check('lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']),
]

/** The production build, which browser journeys need. */
export const buildCheck = {
  name: 'build',
  run: () =>
    build().then(
      () => ({ code: 0, output: '' }),
      (/** @type {Error} */ error) => ({ code: 1, output: error.message }),
    ),
}

/**
 * Runs checks, two at one time, and shows what each found.
 * @param {Check[]} checks
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(checks) {
  const outcome = { passed: 0, failed: 0 }
  const left = [...checks]
  const runOneByOne = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const { name, run } = next
      const since = performance.now()
      const { code, output } = await withProgress(name, run)
      const isFine = code === 0
      outcome[isFine ? 'passed' : 'failed'] += 1
      say(`${clearLine}${isFine ? colour(32, '✓') : colour(31, '✗')} ${name} (${seconds(since)})`)
      if (!isFine) say(output.trim().replace(/^/gm, '    '))
    }
  }
  await Promise.all([runOneByOne(), runOneByOne()])
  return outcome
}
