import { execFile, spawn } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * What runs for us just now: npm, pip, a compiler.
 * @type {Set<number>}
 */
const helpers = new Set()
let areHelpersMinded = false

/**
 * From now on a helper leads a process group of its own: Ctrl-C reaches the supervisor alone, which ends each
 * with all that it started.
 */
export function mindHelpers() {
  areHelpersMinded = true
}

/**
 * Notes a helper until it ends.
 * @param {import('node:child_process').ChildProcess} child
 */
function noteHelper(child) {
  const { pid } = child
  if (!pid) return
  helpers.add(pid)
  child.once('exit', () => helpers.delete(pid))
}

/** Ends every helper that still runs, with all that it started. */
export const stopHelpers = () =>
  Promise.all([...helpers].map((pid) => stopProcess(pid, 3000, { isGroup: true })))

/**
 * The path of a program, looked for like a shell does.
 * @param {string} name
 * @returns {string | undefined}
 */
export function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not in this folder: look in the next.
    }
  }
  return undefined
}

/**
 * What a command prints, or why it failed.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').ExecFileOptions} [options]
 * @returns {Promise<{ isFine: boolean, output: string }>}
 */
export async function outputOf(command, args, options = {}) {
  try {
    const all = { maxBuffer: 64 * 1024 * 1024, detached: areHelpersMinded, ...options }
    const running = run(command, args, all)
    noteHelper(running.child)
    const { stdout, stderr } = await running
    return { isFine: true, output: `${stdout}${stderr}` }
  } catch (error) {
    const failure = /** @type {{ stdout?: string, stderr?: string, message: string }} */ (error)
    return { isFine: false, output: `${failure.stdout ?? ''}${failure.stderr ?? ''}` || failure.message }
  }
}

/**
 * Why nobody can listen on this port of this machine, as the system's code: EADDRINUSE, EACCES.
 * @param {number} port
 * @param {string} [host] every address when absent, as the web process will listen
 * @returns {Promise<string | undefined>} undefined if one can
 */
export const obstacleAt = (port, host) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code ?? error.message))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)))
  })

/**
 * A port of the loopback address that was free a moment ago.
 * @returns {Promise<number>}
 */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(address.port))
    })
  })

/**
 * Asks again and again until `check` gives something.
 * @template Result
 * @param {() => Promise<Result | undefined | false>} check
 * @param {{ within: number, every?: number }} limits in milliseconds
 * @returns {Promise<Result | undefined>} undefined when time is up
 */
export async function until(check, { within, every = 50 }) {
  const end = Date.now() + within
  while (Date.now() < end) {
    const result = await check()
    if (result) return result
    await wait(every)
  }
  return undefined
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch {
    return false
  }
}

/** @param {number} pid */
function isZombie(pid) {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/, ''))
  } catch {
    return false
  }
}

/**
 * Ends a process politely, then firmly.
 * @param {number} pid
 * @param {number} patience milliseconds until it is killed
 * @param {{ isGroup?: boolean }} [whom] the group that it leads, too
 */
export async function stopProcess(pid, patience, { isGroup = false } = {}) {
  if (!isAlive(pid)) return
  signal(pid, 'SIGTERM', isGroup)
  const isGone = await until(async () => !isAlive(pid), { within: patience })
  if (isGone && !isGroup) return
  // Of a group whose leader is gone some may be left.
  signal(pid, 'SIGKILL', isGroup)
  await until(async () => !isAlive(pid), { within: 2000 })
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 * @param {boolean} isGroup
 */
function signal(pid, name, isGroup) {
  try {
    process.kill(isGroup ? -pid : pid, name)
  } catch {
    // It ended in the meantime.
  }
}

/**
 * The command line of a running process, to be sure that a remembered number is still the same program.
 * @param {number} pid
 * @returns {Promise<string>}
 */
export async function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    const { isFine, output } = await outputOf('ps', ['-o', 'args=', '-p', String(pid)])
    return isFine ? output : ''
  }
}

/**
 * Runs a command to its end; what it prints is shown at once, or kept for the caller.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, isShown?: boolean, isLeashed?: boolean, onText?: (text: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCommand(command, args, { cwd, env, isShown = false, isLeashed = false, onText } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      detached: areHelpersMinded,
      stdio: ['ignore', 'pipe', 'pipe', ...(isLeashed ? /** @type {const} */ (['ipc']) : [])],
    })
    noteHelper(child)
    let output = ''
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      const text = chunk.toString()
      output += text
      onText?.(text)
      if (isShown) process.stdout.write(text)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
