import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Redis } from 'ioredis'
import { MongoClient } from 'mongodb'
import { projectRoot } from '../../../server/platform/paths.ts'
import { type MailServer, startMailServer } from '../../platform/mail-server.ts'
import { type CuttableLine, openLine } from '../cuttable-line.ts'
import { type Program, program } from './programs.ts'

/** The whole product as it runs in production, every part of which can be made to fail. */
export interface Site {
  webs: (Program & { url: string })[]
  workers: Program[]
  redis: Program & { url: string; folder: string }
  /** The first takes the writes when all is well; with three, any of them may. */
  mongods: Program[]
  mail: MailServer
  /** What the processes reach each node of MongoDB by, and of three nodes each the others: they can be cut and slowed. */
  lines: CuttableLine[]
  /** For whoever looks at the end. */
  mongodbUri: string
  folder: string
  settings: NodeJS.ProcessEnv
  stop: () => Promise<void>
}

interface Ports {
  freePort: () => Promise<number>
}
const services = async <Module>(file: string): Promise<Module> =>
  (await import(pathToFileURL(join(projectRoot, 'bin/services', file)).href)) as Module

const replicaSet = 'rs0'
const database = 'faults'

/** Starts everything: so many nodes of MongoDB, Redis, a mail server, two web processes and two workers. */
export async function startSite(nodes: 1 | 3): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'foothold-faults-'))
  const { freePort } = await services<Ports>('processes.js')
  const started: Program[] = []
  const start = async <One extends Program>(one: One): Promise<One> => {
    started.push(one)
    await one.start()
    return one
  }
  const mail = await startMailServer()
  const mongodb = await startReplicaSet(nodes, folder, freePort, start)
  const redis = await start(await redisProgram(folder, await freePort()))
  const settings = {
    PATH: process.env['PATH'],
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    MONGODB_URI: mongodb.uriByLine,
    REDIS_URL: redis.url,
    SMTP_URL: mail.url,
    // Not https: browsers keep no secure cookie of a plain address.
    PUBLIC_URL: 'http://foothold.example',
    DATA_DIR: join(folder, 'data'),
    SESSION_SECRET: 'x'.repeat(32),
    // Each client of the load has an address of its own.
    TRUST_PROXY: '1',
    SOCKETS_PER_ADDRESS: '1000000',
  }
  const web = async (number: number) => start(webProgram(`web-${number}`, await freePort(), folder, settings))
  const worker = (number: number) => start(workerProgram(`worker-${number}`, folder, settings))
  const webs = [await web(1), await web(2)]
  const workers = [await worker(1), await worker(2)]
  const stop = async () => {
    for (const one of started.toReversed()) {
      one.resume()
      await one.kill()
    }
    await mail.stop()
    for (const line of mongodb.lines) await line.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    webs,
    workers,
    redis,
    mongods: mongodb.programs,
    mail,
    lines: mongodb.lines,
    mongodbUri: mongodb.uri,
    folder,
    settings,
    stop,
  }
}

type Start = <One extends Program>(one: One) => Promise<One>

async function startReplicaSet(nodes: number, folder: string, freePort: Ports['freePort'], start: Start) {
  const { findMongod } = await services<{ findMongod: () => Promise<string> }>('mongodb-program.js')
  const command = await findMongod()
  const ports: number[] = []
  while (ports.length < nodes) ports.push(await freePort())
  const programs = await Promise.all(
    ports.map((port, i) => start(mongodProgram(command, `mongod-${i + 1}`, port, folder))),
  )
  const lines = await Promise.all(ports.map((port) => openLine('127.0.0.1', port)))
  // One node knows itself by its own port; three know each other by the lines, so that one can be cut off from all.
  const known = nodes === 1 ? ports : lines.map(({ port }) => port)
  const members = known.map((port, i) => ({ _id: i, host: `127.0.0.1:${port}`, priority: i === 0 ? 2 : 1 }))
  const first = new MongoClient(`mongodb://127.0.0.1:${ports[0]}/?directConnection=true`)
  await first
    .db('admin')
    .command({ replSetInitiate: { _id: replicaSet, members, settings: { electionTimeoutMillis: 2000 } } })
  await first.close()
  const uri = `mongodb://${members.map(({ host }) => host).join(',')}/${database}?replicaSet=${replicaSet}`
  const uriByLine =
    nodes === 1 ? `mongodb://127.0.0.1:${lines[0]?.port}/${database}?directConnection=true` : uri
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 60_000 })
  await client.db('admin').command({ ping: 1 })
  await client.close()
  return { programs, lines, uri, uriByLine }
}

function mongodProgram(command: string, name: string, port: number, folder: string): Program {
  const dbpath = join(folder, name)
  mkdirSync(dbpath)
  const args = ['--dbpath', dbpath, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', replicaSet]
  args.push('--wiredTigerCacheSizeGB', '0.25', '--quiet', '--nounixsocket')
  args.push('--setParameter', 'diagnosticDataCollectionEnabled=false')
  const isReady = async () => {
    const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
      serverSelectionTimeoutMS: 1000,
    })
    try {
      await client.db('admin').command({ ping: 1 })
      return true
    } finally {
      await client.close()
    }
  }
  return program({ name, command, args, folder, isReady })
}

async function redisProgram(folder: string, port: number): Promise<Site['redis']> {
  const { findRedisServer } = await services<{ findRedisServer: () => Promise<string> }>('redis-program.js')
  const dir = join(folder, 'redis')
  mkdirSync(dir)
  const url = `redis://127.0.0.1:${port}`
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '']
  args.push('--maxmemory-policy', 'noeviction', '--appendonly', 'yes', '--appendfsync', 'everysec')
  const isReady = async () => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.ping()) === 'PONG'
    } finally {
      client.disconnect()
    }
  }
  return {
    ...program({ name: 'redis', command: await findRedisServer(), args, folder, isReady }),
    url,
    folder: dir,
  }
}

function webProgram(name: string, port: number, folder: string, settings: NodeJS.ProcessEnv) {
  const url = `http://127.0.0.1:${port}`
  const isReady = async () => (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) })).ok
  const environment = { ...settings, PORT: String(port) }
  const facts = {
    name,
    command: process.execPath,
    args: ['dist/server/main.js'],
    environment,
    folder,
    isReady,
  }
  return { ...program(facts), url }
}

// A worker says nothing to the outside: it counts as ready once it runs, and what it does is seen in the data.
function workerProgram(name: string, folder: string, environment: NodeJS.ProcessEnv): Program {
  const isReady = () => Promise.resolve(true)
  return program({
    name,
    command: process.execPath,
    args: ['dist/workers/main.js'],
    environment,
    folder,
    isReady,
  })
}
