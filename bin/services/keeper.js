/**
 * The process that owns MongoDB and Redis. It runs in a process group of its own, so that Ctrl-C reaches the
 * supervisor alone, and it stops both in order as soon as its parent says so or is gone for whatever reason.
 *
 * Parent to keeper: { start: name, command, args, cwd, log }   { stop: true }
 * Keeper to parent: { started: name, pid }   { ended: name, code, signal }   { stopped: true }
 */
import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { stopProcess } from './processes.js'

/** @type {Map<string, import('node:child_process').ChildProcess>} */
const running = new Map()
let isStopping = false

/** @param {object} message */
function tell(message) {
  if (process.connected) process.send?.(message, () => undefined)
}

/** @param {{ start: string, command: string, args: string[], cwd: string, log: string }} order */
function start({ start: name, command, args, cwd, log }) {
  if (isStopping) return
  const file = openLog(log)
  const child = spawn(command, args, { cwd, stdio: ['ignore', file, file] })
  if (typeof file === 'number') closeSync(file)
  running.set(name, child)
  child.once('error', (error) => {
    running.delete(name)
    tell({ ended: name, code: error.message, signal: null })
  })
  child.once('exit', (code, signal) => {
    running.delete(name)
    tell({ ended: name, code, signal })
  })
  if (child.pid) tell({ started: name, pid: child.pid })
}

/**
 * On a full disk a server shall be started all the same, and say itself that it can't.
 * @param {string} log
 */
function openLog(log) {
  try {
    return openSync(log, 'a', 0o600)
  } catch {
    return 'ignore'
  }
}

async function stop() {
  if (isStopping) return
  isStopping = true
  for (const child of [...running.values()].reverse()) if (child.pid) await stopProcess(child.pid, 6000)
  tell({ stopped: true })
  process.exit(0)
}

process.on('message', (/** @type {any} */ message) => (message.stop ? void stop() : start(message)))
process.on('disconnect', () => void stop())
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => undefined)
