import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { say, withProgress } from './progress.js'
import { isAtLeast, oldest, versionOf } from './versions.js'
import { cacheFolder } from './wheel.js'

const makers = 'https://fastdl.mongodb.org/'

/**
 * The server that mongodb-memory-server fetched before, if it runs here.
 * @returns {Promise<string | undefined>} its path
 */
export async function fetchedMongod() {
  const { DryMongoBinary } = await import('mongodb-memory-server-core/lib/util/DryMongoBinary.js')
  const path = await DryMongoBinary.locateBinary({ version: '', downloadDir: downloadFolder() }).catch(
    () => undefined,
  )
  return path && (await isUsable(path)) ? path : undefined
}

/**
 * Fetches a server by way of mongodb-memory-server, from MongoDB's makers or from a mirror of one's own.
 * @returns {Promise<string | undefined>} its path, or undefined where that can't be had this way
 */
export async function downloadMongod() {
  const source = process.env.MONGOMS_DOWNLOAD_URL || process.env.MONGOMS_DOWNLOAD_MIRROR || makers
  const isOwn = source !== makers
  // Asked first, so that nobody waits where there is no open internet.
  if (!(await answers(source, isOwn))) {
    if (isOwn) say(`  ${source} does not answer; looking for MongoDB elsewhere.`)
    return undefined
  }
  // The library checks certificates only when npm was told to, and speaks plain HTTP only when told to.
  process.env.npm_config_strict_ssl ??= 'true'
  if (source.startsWith('http:')) process.env.MONGOMS_USE_HTTP ??= 'true'
  const { MongoBinary } = await import('mongodb-memory-server-core/lib/util/MongoBinary.js')
  try {
    const downloadDir = downloadFolder()
    const path = await withProgress('Fetching MongoDB (once)', () => MongoBinary.getPath({ downloadDir }))
    if (await isUsable(path)) return path
    rmSync(path, { force: true })
    say(`  The MongoDB from ${source} does not run here; looking for it elsewhere.`)
  } catch (error) {
    const reason = /** @type {Error} */ (error).message.replace(/^[^]*Details:\s*/, '').split('\n')[0]
    say(`  MongoDB could not be fetched from ${source} (${reason}); looking for it elsewhere.`)
  }
  removeBroken()
  return undefined
}

const downloadFolder = () => join(cacheFolder(), 'mongodb-binaries')

/** @param {string} path */
async function isUsable(path) {
  const { version } = await versionOf(path)
  return version !== undefined && isAtLeast(version, oldest.mongodb)
}

/** Archives that could not be used: the library would take them for good ones the next time. */
function removeBroken() {
  if (!existsSync(downloadFolder())) return
  for (const name of readdirSync(downloadFolder()))
    if (/\.(tgz|tar\.gz|zip)(\.md5)?(\.downloading)?$/.test(name))
      rmSync(join(downloadFolder(), name), { force: true })
}

/**
 * @param {string} source
 * @param {boolean} isOwn
 */
async function answers(source, isOwn) {
  try {
    const answer = await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(2000) })
    // A network that answers for everybody, such as a hotel's, is not the makers'.
    return answer.status < 500 && (isOwn || new URL(answer.url).hostname.endsWith('mongodb.org'))
  } catch {
    return false
  }
}
