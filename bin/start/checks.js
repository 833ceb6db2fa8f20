import { performance } from 'node:perf_hooks'
import { runCommand } from '../services/processes.js'
import { colour, say, seconds, withProgress } from '../services/progress.js'
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

/** What a machine can tell without running the project, the quickest first. */
export const staticChecks = [
  check('format', '@biomejs/biome/bin/biome', ['format', '--max-diagnostics=50']),
  check('types', 'typescript/bin/tsc', ['--noEmit']),
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
 * Runs checks one after another and shows what each found.
 * @param {Check[]} checks
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(checks) {
  const outcome = { passed: 0, failed: 0 }
  for (const { name, run } of checks) {
    const since = performance.now()
    const { code, output } = await withProgress(name, run)
    const isFine = code === 0
    outcome[isFine ? 'passed' : 'failed'] += 1
    say(`${isFine ? colour(32, '✓') : colour(31, '✗')} ${name} (${seconds(since)})`)
    if (!isFine) say(output.trim().replace(/^/gm, '    '))
  }
  return outcome
}
