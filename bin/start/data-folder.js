import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { commandOf, isAlive, obstacleAt, stopProcess } from '../services/processes.js'
import { say } from '../services/progress.js'
import { isFull, Sentence } from '../services/sentence.js'

/** The first run makes journals and indexes; later ones add little. */
const neededMegabytes = { first: 600, later: 200 }
const noteOf = (/** @type {string} */ folder) => join(folder, 'foothold.json')

/**
 * What the last run on this folder left: which ports and which processes.
 * @typedef {{ pid?: number, url?: string, ports?: Record<string, number>, pids?: Record<string, number> }} Note
 * @param {string} folder
 * @returns {Note}
 */
const readNote = (folder) => {
  try {
    return JSON.parse(readFileSync(noteOf(folder), 'utf8'))
  } catch {
    return {}
  }
}

/**
 * @param {string} folder
 * @param {Note} note
 */
export const writeNote = (folder, note) => writeWhole(noteOf(folder), `${JSON.stringify(note, null, 2)}\n`)

/**
 * Writes a file that only its owner reads: all of it, or what was there before stays.
 * @param {string} file
 * @param {string} text
 */
function writeWhole(file, text) {
  const beginning = `${file}.new`
  try {
    writeFileSync(beginning, text, { mode: 0o600 })
    renameSync(beginning, file)
  } catch (error) {
    rmSync(beginning, { force: true })
    throw error
  }
}

/**
 * Makes the data folder ready: ours, not in use, with space, readable by its owner only.
 * @param {string} folder
 * @param {{ isFresh: boolean }} wishes
 * @returns {Promise<Note>} of the last run
 * @throws {Sentence}
 */
export async function openDataFolder(folder, { isFresh }) {
  const entries = existsSync(folder) ? contentsOf(folder) : []
  const isOurs = existsSync(noteOf(folder)) || existsSync(`${noteOf(folder)}.new`)
  if (entries.length > 0 && !isOurs) {
    throw new Sentence(
      `${folder} holds files that are not Foothold's, so it is left alone: choose an empty or a new folder with --data-dir.`,
    )
  }
  const note = readNote(folder)
  if (note.pid && isAlive(note.pid) && (await commandOf(note.pid)).includes('bin/start.js')) {
    throw new Sentence(
      `Foothold already runs on this data folder (process ${note.pid}, ${note.url ?? 'starting'}): open it there, or stop it first.`,
    )
  }
  await stopLeftovers(note)
  if (isFresh && isOurs) empty(folder, entries)
  make(folder)
  requireSpace(folder)
  return isFresh ? {} : note
}

/** @param {string} folder */
function contentsOf(folder) {
  try {
    return readdirSync(folder)
  } catch (error) {
    throw new Sentence(
      `${folder} can't be read (${/** @type {Error} */ (error).message}): choose another folder with --data-dir.`,
    )
  }
}

/**
 * The note goes last: without it nobody would know that what is left of the rest is ours.
 * @param {string} folder
 * @param {string[]} entries
 */
function empty(folder, entries) {
  const note = basename(noteOf(folder))
  for (const name of [...entries.filter((name) => name !== note), note])
    rmSync(join(folder, name), { recursive: true, force: true })
}

/** @param {string} folder */
function make(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeNote(folder, { ...readNote(folder), pid: process.pid, url: undefined })
  } catch (error) {
    const { code = '', message } = /** @type {NodeJS.ErrnoException} */ (error)
    if (isFull(code)) throw fullDisk(folder, 0)
    throw new Sentence(`${folder} can't be written to (${message}): choose another folder with --data-dir.`)
  }
}

/** @param {string} folder */
function requireSpace(folder) {
  const { bavail, bsize } = statfsSync(folder)
  const megabytes = Math.floor((bavail * bsize) / 1024 / 1024)
  if (megabytes < neededIn(folder)) throw fullDisk(folder, megabytes)
}

/** @param {string} folder */
const neededIn = (folder) =>
  existsSync(join(folder, 'mongodb/WiredTiger')) ? neededMegabytes.later : neededMegabytes.first

/**
 * @param {string} folder
 * @param {number} megabytes
 */
const fullDisk = (folder, megabytes) =>
  new Sentence(
    `The disk that holds ${folder} is full (${megabytes} MB free, ${neededIn(folder)} MB needed): free some space, or give a folder on another disk with --data-dir.`,
  )

/**
 * Ends what a killed run left running, if those numbers still belong to the same programs.
 * @param {Note} note
 */
async function stopLeftovers({ pids = {}, ports = {} }) {
  for (const [name, pid] of Object.entries(pids)) {
    if (!isAlive(pid)) continue
    const command = await commandOf(pid)
    const isSame = [
      `:${ports[name]}`,
      `--port ${ports[name]}`,
      'services/keeper.js',
      'dist/server/main.js',
      'dist/workers/main.js',
    ]
    if (!isSame.some((mark) => command.includes(mark))) continue
    say(`  Stopping ${basename(name)} (process ${pid}), left over from the last run.`)
    // The keeper ends two servers, each within six seconds.
    await stopProcess(pid, name === 'keeper' ? 13_000 : 5000)
  }
}

/**
 * The secrets of this installation: made once, kept where only their owner reads them.
 * @param {string} folder
 * @returns {{ sessionSecret: string, sealingKey: string, auditKey: string }}
 */
export function secretsOf(folder) {
  const file = join(folder, 'secrets.json')
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  if (kept.sessionSecret && kept.sealingKey && kept.auditKey) return kept
  const random = () => randomBytes(48).toString('base64url')
  // A folder from before there was one of these keys gets it beside those that it has.
  const secrets = {
    sessionSecret: random(),
    sealingKey: randomBytes(32).toString('base64'),
    auditKey: random(),
    ...kept,
  }
  writeWhole(file, `${JSON.stringify(secrets)}\n`)
  return secrets
}

/**
 * Those ports of the last run that are still free.
 * @param {Record<string, number>} [ports]
 */
export async function usablePorts(ports = {}) {
  /** @type {Record<string, number>} */
  const usable = {}
  for (const [name, port] of Object.entries(ports))
    if (!(await obstacleAt(port, '127.0.0.1'))) usable[name] = port
  return usable
}
