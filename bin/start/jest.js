import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { colour, say } from '../services/progress.js'
import { projectRoot } from './project.js'

const patienceMs = 20_000
// Its workers have these, too. With more room for what is young a third less is spent on clearing up.
const forJest = ['--no-warnings', '--max-semi-space-size=64']

/**
 * Runs tests and counts them. Tests that leave something open, so that jest can't end, are a failure too.
 * @param {string[]} args for jest
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runJest(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-jest-'))
  const file = join(folder, 'outcome.json')
  const { code, isStuck } = await jest([...args, '--json', `--outputFile=${file}`], env, file)
  const outcome = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  rmSync(folder, { recursive: true, force: true })
  if (isStuck) say(colour(31, '✗ The tests ended but something they opened is still open.'))
  if (!outcome) return { passed: 0, failed: 1 }
  const failed =
    outcome.numFailedTests + outcome.numRuntimeErrorTestSuites + brokenFiles(outcome) + (isStuck ? 1 : 0)
  if (outcome.numPendingTests > 0) say(`${outcome.numPendingTests} skipped`)
  return { passed: outcome.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed }
}

/**
 * Files that failed although each of their tests passed: what they opened, or their clearing up.
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} outcome
 */
const brokenFiles = ({ testResults }) =>
  testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' &&
      assertionResults.length > 0 &&
      assertionResults.every((one) => one.status !== 'failed'),
  ).length

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file which jest writes when all tests are done
 * @returns {Promise<{ code: number, isStuck: boolean }>}
 */
function jest(args, env, file) {
  return new Promise((resolve) => {
    const program = join(projectRoot, 'node_modules/jest/bin/jest.js')
    const child = spawn(process.execPath, [...forJest, program, ...args], {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    let isStuck = false
    /** @type {number | undefined} */
    let doneAt
    const watch = setInterval(() => {
      if (existsSync(file)) doneAt ??= Date.now()
      if (!doneAt || Date.now() - doneAt < patienceMs) return
      isStuck = true
      child.kill('SIGKILL')
    }, 1000)
    child.once('close', (code) => {
      clearInterval(watch)
      resolve({ code: code ?? 1, isStuck })
    })
  })
}
