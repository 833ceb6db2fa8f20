import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { MongoClient } from 'mongodb'
import { findMongod } from './mongodb-program.js'
import { until } from './processes.js'
import { withProgress } from './progress.js'
import { isFull, Sentence } from './sentence.js'
import { isAtLeast, oldest } from './versions.js'

const replicaSet = 'rs0'

/**
 * Starts a replica set of one MongoDB server and waits until it takes writes.
 * @param {import('./keeping.js').Keeper} keeper
 * @param {{ folder: string, port: number, database: string }} place
 * @returns {Promise<{ uri: string, pid: number }>}
 * @throws {Sentence}
 */
export async function startMongodb(keeper, { folder, port, database }) {
  const command = await findMongod()
  const unfinished = beginFolder(folder)
  const log = join(folder, '..', 'mongodb.log')
  const args = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', replicaSet]
  args.push('--wiredTigerCacheSizeGB', '0.25', '--setParameter', 'diagnosticDataCollectionEnabled=false')
  // No socket file: its path may not be longer than some hundred characters.
  args.push('--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=500', '--quiet', '--nounixsocket')
  const pid = await keeper.start('MongoDB', { command, args, cwd: folder, log })
  await withProgress('Starting MongoDB', () => becomePrimary(keeper, port, log))
  rmSync(unfinished, { force: true })
  return { uri: `mongodb://127.0.0.1:${port}/${database}?replicaSet=${replicaSet}`, pid }
}

/**
 * Makes the folder of the data. One in which MongoDB never came to take writes, since it was killed or the disk
 * was full, holds nothing, but MongoDB could not begin in it again: it is made anew.
 * @param {string} folder
 * @returns {string} the mark that goes when MongoDB has come so far
 */
function beginFolder(folder) {
  const mark = `${folder}.unfinished`
  if (existsSync(mark)) rmSync(folder, { recursive: true, force: true })
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
    writeFileSync(mark, '')
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return mark
}

/**
 * @param {import('./keeping.js').Keeper} keeper
 * @param {number} port
 * @param {string} log
 */
async function becomePrimary(keeper, port, log) {
  const host = `127.0.0.1:${port}`
  const attempt = async () => {
    if (!keeper.isRunning('MongoDB')) throw new Sentence(whyNot(log))
    // A client that failed to connect stays closed, so each attempt has its own.
    const client = new MongoClient(`mongodb://${host}/?directConnection=true`, {
      serverSelectionTimeoutMS: 1000,
    })
    try {
      const admin = client.db('admin')
      const hello = await admin.command({ hello: 1 })
      if (hello.isWritablePrimary && hello.me === host) return true
      if (hello.isreplicaset) await beginOrMove(admin, host)
    } catch {
      // Not up yet, or in the middle of an election: ask again.
    } finally {
      await client.close()
    }
    return false
  }
  if (!(await until(attempt, { within: 60_000 }))) throw new Sentence(whyNot(log))
}

/**
 * Founds the replica set on the first run. Later runs find it in the data, with the port of the last run:
 * tell them when another one was free this time.
 * @param {import('mongodb').Db} admin
 * @param {string} host
 */
async function beginOrMove(admin, host) {
  const known = await admin.command({ replSetGetConfig: 1 }).catch(() => undefined)
  if (!known) {
    await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } })
    return
  }
  const { config } = known
  if (config.members.length !== 1 || config.members[0].host === host) return
  config.members[0].host = host
  config.version += 1
  await admin.command({ replSetReconfig: config, force: true })
}

/**
 * Why a server of ours did not come up, from the end of its log.
 * @param {string} log
 */
function whyNot(log) {
  // Its log is kept from run to run, one JSON object per line: only the grave lines of the end count.
  const text = endOf(log)
    .split('\n')
    .filter((line) => /"s":"[EF]"/.test(line))
    .join('\n')
  if (isFull(text) || isDiskFull(log))
    return 'MongoDB stopped because the disk is full: free some space, or give a folder on another disk with --data-dir.'
  if (/incompatible|featureCompatibilityVersion|unsupported WiredTiger/i.test(text)) {
    return `MongoDB can't read the data folder, which another version wrote: start with --fresh (this deletes the data), or use that version again. Its log is ${log}.`
  }
  return `MongoDB did not start: its log, ${log}, says why.`
}

/**
 * The end of a server's log; nothing where the disk had no place for one.
 * @param {string} log
 */
export function endOf(log) {
  try {
    return readFileSync(log, 'utf8').slice(-50_000)
  } catch {
    return ''
  }
}

/**
 * On a full disk a server often ends without a word, as its log is on that disk too.
 * @param {string} log
 */
export function isDiskFull(log) {
  const { bavail, bsize } = statfsSync(dirname(log))
  return bavail * bsize < 1024 * 1024
}

/**
 * Checks a MongoDB that the environment names.
 * @param {string} uri
 * @throws {Sentence} when it is away, too old or no replica set
 */
export async function checkMongodb(uri) {
  const client = clientFor(uri)
  try {
    const hello = await client.db('admin').command({ hello: 1 })
    if (!hello.setName && hello.msg !== 'isdbgrid') {
      throw new Sentence(
        'The MongoDB at MONGODB_URI is no replica set, which transactions need: start it with --replSet rs0 and run rs.initiate() once (one server is enough).',
      )
    }
    const { version } = await client.db('admin').command({ buildInfo: 1 })
    if (!isAtLeast(version, oldest.mongodb))
      throw new Sentence(
        `The MongoDB at MONGODB_URI is version ${version}: update it to ${oldest.mongodb} or newer.`,
      )
  } catch (error) {
    if (error instanceof Sentence) throw error
    // The driver itself refuses the oldest.
    if (/maximum wire version/.test(/** @type {Error} */ (error).message))
      throw new Sentence(`The MongoDB at MONGODB_URI is too old: update it to ${oldest.mongodb} or newer.`)
    throw new Sentence(
      `The MongoDB at MONGODB_URI does not answer (${/** @type {Error} */ (error).message}): start it, mend the address, or unset MONGODB_URI to have one started for you.`,
    )
  } finally {
    await client.close()
  }
}

/** @param {string} uri */
function clientFor(uri) {
  try {
    return new MongoClient(uri, { serverSelectionTimeoutMS: 5000 })
  } catch (error) {
    throw new Sentence(
      `MONGODB_URI is not the address of a MongoDB (${/** @type {Error} */ (error).message}): write one such as mongodb://127.0.0.1:27017/foothold?replicaSet=rs0, or unset it to have a MongoDB started for you.`,
    )
  }
}
