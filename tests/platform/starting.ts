import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { until } from './app.ts'

/** For everything that a file of tests starts; gone after it. */
export const folder = mkdtempSync(join(tmpdir(), 'foothold-start-'))
/** The data folder of the starts. */
export const data = join(folder, 'data')
const { MONGODB_URI: _mongodb, REDIS_URL: _redis, SESSION_SECRET: _secret, ...environment } = process.env
export const environmentOfStart = {
  ...environment,
  NODE_ENV: 'development',
  LOG_LEVEL: 'info',
  NO_COLOR: '1',
}

/** A port that nobody listens at just now. */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** A start, and what it has said so far. */
export interface Running {
  child: ChildProcess
  said: () => string
  ended: Promise<number | null>
}

const started: ChildProcess[] = []

/** Begins a start. */
export function launch(port: number, args: string[] = []): Running {
  const child = spawn(
    process.execPath,
    ['bin/start.js', '--port', String(port), '--data-dir', data, ...args],
    {
      cwd: projectRoot,
      env: environmentOfStart,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  started.push(child)
  let text = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, said: () => text, ended }
}

/** Waits until a start is done. @throws Error with what it said if it ended instead */
export async function startUp(port: number): Promise<Running> {
  const running = launch(port)
  const { child, said } = running
  await until(() => said().includes('Ctrl-C stops everything') || child.exitCode !== null, 150_000)
  if (child.exitCode !== null) throw new Error(said())
  return running
}

/** The processes of the last start, by name. */
export const pids = (): Record<string, number> =>
  JSON.parse(readFileSync(join(data, 'foothold.json'), 'utf8')).pids

/** Whether a process runs, and is more than an entry of the system. */
export const isAlive = (pid: number) => {
  try {
    return !/ Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** The servers that were started on a folder, whoever keeps them. */
export const processesOn = (path: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return /mongod|redis-server/.test(program) && [program, ...args].some((one) => one.includes(path))
    } catch {
      return false
    }
  })

/** Ends whatever still runs, and takes the folder away. */
export async function stopAll(): Promise<void> {
  for (const child of started) child.kill('SIGTERM')
  await until(
    () => started.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null),
    20_000,
  )
  rmSync(folder, { recursive: true, force: true })
}
