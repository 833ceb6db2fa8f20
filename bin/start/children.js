import { spawn } from 'node:child_process'
import { stopProcess } from '../services/processes.js'
import { say } from '../services/progress.js'
import { leash, projectRoot } from './project.js'
import { readable, showOutput } from './readable-log.js'

const longestPauseMs = 30_000
const steadyAfterMs = 60_000

/**
 * A process that is kept running.
 * @typedef {object} Child
 * @property {() => number | undefined} pid
 * @property {() => number} crashes since it last ran steadily
 * @property {(patience: number) => Promise<void>} stop
 */

/**
 * Starts a program of ours and starts it again when it ends by itself, after a pause that doubles.
 * @param {string} name
 * @param {string[]} args for node
 * @param {NodeJS.ProcessEnv} env
 * @param {() => void} onStart
 * @returns {Child}
 */
export function keepRunning(name, args, env, onStart) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  let crashes = 0
  let isStopping = false
  /** @type {NodeJS.Timeout | undefined} */
  let timer

  const launch = () => {
    const since = Date.now()
    // A group of its own: Ctrl-C reaches the supervisor alone, which stops everything in order.
    child = spawn(process.execPath, ['--import', leash, '--enable-source-maps', ...args], {
      cwd: projectRoot,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    showOutput(name, child)
    onStart()
    child.once('exit', (code, signal) => {
      child = undefined
      if (isStopping) return
      crashes = Date.now() - since > steadyAfterMs ? 1 : crashes + 1
      const pause = Math.min(1000 * 2 ** (crashes - 1), longestPauseMs)
      say(
        readable(
          name,
          `ended by itself (${signal ?? `code ${code}`}); starting it again in ${pause / 1000} s`,
        ),
      )
      timer = setTimeout(launch, pause)
    })
  }
  launch()
  return {
    pid: () => child?.pid,
    crashes: () => crashes,
    stop: async (patience) => {
      isStopping = true
      clearTimeout(timer)
      if (child?.pid) await stopProcess(child.pid, patience)
    },
  }
}
