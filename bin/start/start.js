import { performance } from 'node:perf_hooks'
import { obstacleAt, runCommand, until } from '../services/processes.js'
import { say, withProgress } from '../services/progress.js'
import { isFull, Sentence, wordsFor } from '../services/sentence.js'
import { build } from './building.js'
import { keepRunning } from './children.js'
import { openDataFolder, secretsOf, usablePorts, writeNote } from './data-folder.js'
import { readOptions, usage } from './options.js'
import { installPackages } from './packages.js'
import { leash, projectRoot } from './project.js'
import { readable } from './readable-log.js'
import { stopper } from './stopping.js'
import { sayWelcome } from './welcome.js'

const readyWithinMs = 90_000
const hopelessCrashes = 3

/** What runs after `npm start`: the compiled project. */
const compiled = {
  parts: /** @type {const} */ (['server', 'browser']),
  seed: ['dist/bin/seed.js'],
  children: { web: ['dist/server/main.js'], worker: ['dist/workers/main.js'] },
}

const watch = ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false']

/** What runs after `npm run dev`: the sources, again after each change. */
const watched = {
  parts: /** @type {const} */ (['browser']),
  seed: ['node_modules/tsx/dist/cli.mjs', 'bin/seed.ts'],
  children: {
    web: [...watch, 'server/main.ts'],
    worker: [...watch, 'workers/main.ts'],
    browser: ['node_modules/vite/bin/vite.js', 'build', '--watch', '--logLevel', 'warn'],
  },
}

/** @typedef {{ parts: readonly ('server' | 'browser')[], seed: string[], children: Record<string, string[]> }} Programs */

/**
 * Brings everything up on this machine, and stays until it is stopped.
 * @param {string[]} args
 * @param {{ isDevelopment?: boolean }} [how]
 * @throws {Sentence} what is in the way and what to do
 */
export async function start(args, { isDevelopment = false } = {}) {
  const since = performance.now()
  const options = readOptions(args)
  if (options.isHelp) return say(usage)
  if (options.isFresh && process.env.MONGODB_URI) {
    throw new Sentence(
      '--fresh deletes the data folder only and MONGODB_URI names a database of yours: empty that yourself, or start without --fresh.',
    )
  }
  const stopping = stopper()
  try {
    const last = await openDataFolder(options.dataDir, options)
    await requirePort(options.port)
    await installPackages()
    const programs = isDevelopment ? watched : compiled
    await build([...programs.parts])
    const env = await bringUp(options, programs, last, stopping)
    sayWelcome({ url: env.PUBLIC_URL ?? '', dataDir: options.dataDir, since })
  } catch (error) {
    // Whoever asked to stop in the middle of the start needs no reason why the rest of it failed.
    if (stopping.isStopping()) return
    process.stderr.write(`\n${wordsFor(error)}\n`)
    await stopping.stop(1)
  }
}

/**
 * Services, data, processes: in this order, each stopped in the reverse.
 * @param {import('./options.js').Options} options
 * @param {Programs} programs
 * @param {import('./data-folder.js').Note} last
 * @param {ReturnType<typeof stopper>} stopping
 * @returns {Promise<NodeJS.ProcessEnv>} what the processes were given
 */
async function bringUp(options, programs, last, stopping) {
  // Only now, since it needs the packages.
  const { startServices } = await import('../services/services.js')
  const services = await startServices({
    folder: options.dataDir,
    mongodbUri: process.env.MONGODB_URI || undefined,
    redisUrl: process.env.REDIS_URL || undefined,
    ports: await usablePorts(last.ports),
    // Already while they start, since that takes its time on the first run; and noted, since the next start has
    // to wait for the end of these servers if this one is killed before it serves.
    onKeeper: ({ stop, pid }) => {
      stopping.atEnd(stop)
      writeNote(options.dataDir, { pid: process.pid, ports: last.ports ?? {}, pids: { keeper: pid } })
    },
  })
  services.onTrouble((text) => say(readable('services', text)))
  const env = environmentOf(options, services)
  await seed(programs.seed, env)
  await serve(options, programs.children, services, env, stopping)
  return env
}

/** @param {number} port */
async function requirePort(port) {
  const obstacle = await obstacleAt(port)
  if (!obstacle) return
  const from = Math.max(port + 1, 3000)
  let other = from > 65_535 ? 3000 : from
  while (other < 65_535 && (await obstacleAt(other))) other += 1
  const reason =
    obstacle === 'EACCES' ? 'may not be used by this account:' : 'is taken by another program: stop that, or'
  throw new Sentence(`Port ${port} ${reason} start with npm start -- --port ${other}.`)
}

/**
 * @param {import('./options.js').Options} options
 * @param {import('../services/services.js').Services} services
 * @returns {NodeJS.ProcessEnv}
 */
function environmentOf({ port, dataDir }, { mongodbUri, redisUrl }) {
  return {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${port}`,
    MONGODB_URI: mongodbUri,
    REDIS_URL: redisUrl,
    SESSION_SECRET: process.env.SESSION_SECRET || secretsOf(dataDir).sessionSecret,
    SEALING_KEYS: process.env.SEALING_KEYS || secretsOf(dataDir).sealingKey,
    AUDIT_KEY: process.env.AUDIT_KEY || secretsOf(dataDir).auditKey,
  }
}

/**
 * Indexes and reference data each time; the demonstration on the first run only.
 * @param {string[]} program
 * @param {NodeJS.ProcessEnv} env
 */
async function seed(program, env) {
  const { code, output } = await withProgress('Preparing the data', (show) =>
    runCommand(process.execPath, ['--import', leash, ...program, '--first-run'], {
      isLeashed: true,
      cwd: projectRoot,
      env,
      onText: (text) => show(text.trim().split('\n').at(-1)?.slice(0, 60) ?? ''),
    }),
  )
  if (code !== 0 && isFull(output))
    throw new Sentence(
      `The data could not be prepared because the disk that holds ${env.DATA_DIR} is full: free some space and run npm start again, or give a folder on another disk with --data-dir.`,
    )
  // How far it was has been shown while it was true.
  const lines = output.split('\n').filter((line) => line && !/\d+ ?%$/.test(line))
  for (const line of lines) say(readable('seed', line))
  if (code !== 0)
    throw new Sentence(
      'The data could not be prepared, as said above: mend that and run npm start again (--fresh begins with an empty data folder).',
    )
}

/**
 * Starts the web and the worker process and waits until they serve.
 * @param {import('./options.js').Options} options
 * @param {Record<string, string[]>} programs
 * @param {import('../services/services.js').Services} services
 * @param {NodeJS.ProcessEnv} env
 * @param {ReturnType<typeof stopper>} stopping
 */
async function serve({ port, dataDir }, programs, services, env, stopping) {
  /** @type {Record<string, import('./children.js').Child>} */
  const children = {}
  const note = () => {
    const pids = { ...services.pids() }
    for (const [name, child] of Object.entries(children)) pids[name] = child.pid() ?? 0
    const now = { pid: process.pid, url: env.PUBLIC_URL ?? '', ports: services.ports, pids }
    try {
      writeNote(dataDir, now)
    } catch (error) {
      // On a full disk what runs goes on: the note is only for the next start.
      say(readable('services', `foothold.json could not be written: ${/** @type {Error} */ (error).message}`))
    }
  }
  stopping.atEnd(async () => {
    await Promise.all(Object.values(children).map((child) => child.stop(6000)))
  })
  for (const [name, program] of Object.entries(programs)) {
    children[name] = keepRunning(name, program, env, () => setImmediate(note))
  }
  const ready = async () => {
    const hopeless = Object.entries(children).find(([, child]) => child.crashes() >= hopelessCrashes)
    if (hopeless)
      throw new Sentence(
        `The ${hopeless[0]} process ended ${hopelessCrashes} times before it was ready: what it says above is the reason; mend it and run npm start again.`,
      )
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined)
    return answer?.ok && children.worker?.pid() !== undefined
  }
  const isReady = await withProgress('Starting', () => until(ready, { within: readyWithinMs, every: 100 }))
  if (!isReady)
    throw new Sentence(
      'Foothold did not become ready in a minute and a half: what is said above is the reason; mend it and run npm start again.',
    )
}
