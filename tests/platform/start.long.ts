import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { projectRoot } from '../../server/platform/paths.ts'
import { until } from './app.ts'

const folder = mkdtempSync(join(tmpdir(), 'foothold-long-'))
const disk = join(folder, 'disk')
const data = join(disk, 'data')
const port = '28432'
const { MONGODB_URI: _mongodb, REDIS_URL: _redis, ...environment } = process.env

mkdirSync(disk)
/** A small disk of its own, which only root can have. */
const hasDisk = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=900m', 'tmpfs', disk]).status === 0

const started: ChildProcess[] = []

afterAll(async () => {
  for (const child of started) child.kill('SIGINT')
  await until(
    () => started.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null),
    20_000,
  )
  if (hasDisk) spawnSync('umount', [disk])
  rmSync(folder, { recursive: true, force: true })
}, 30_000)

const fill = () => spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=1M'])
const free = () => rmSync(join(disk, 'filler'), { force: true })

/** A start, and what it has said so far. */
function begin() {
  const child: ChildProcess = spawn(process.execPath, ['bin/start.js', '--port', port, '--data-dir', data], {
    cwd: projectRoot,
    env: { ...environment, NODE_ENV: 'development', LOG_LEVEL: 'info', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const says = (words: string) => until(() => text.includes(words), 150_000)
  return { child, ended, says, said: () => text }
}

const page = async () =>
  (await fetch(`http://127.0.0.1:${port}/challenges`).catch(() => undefined))?.status ?? 0

const pids = (): Record<string, number> => JSON.parse(readFileSync(join(data, 'foothold.json'), 'utf8')).pids

/** Whether the demonstration is being told just now: asked of the database, since a log is told of it too late. */
async function isStoryBegun() {
  const log = join(data, 'mongodb.log')
  const port = existsSync(log) && /"port":(\d+)/.exec(readFileSync(log, 'utf8'))?.[1]
  if (!port) return false
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 1000,
  })
  try {
    return (
      (await client
        .db('foothold')
        .collection('settings')
        .findOne({ begunAt: { $exists: true } })) !== null
    )
  } catch {
    return false
  } finally {
    await client.close()
  }
}

describe('npm start', () => {
  it('killed while it tells the demonstration: the next start tells it anew and whole', async () => {
    const first = begin()
    await until(isStoryBegun, 120_000)
    first.child.kill('SIGKILL')
    await first.ended
    // At once, while what the killed one had started is still ending.
    const next = begin()
    await until(
      () => next.said().includes('Ctrl-C stops everything') || next.child.exitCode !== null,
      150_000,
    )
    if (next.child.exitCode !== null) throw new Error(next.said())
    expect(next.said()).toContain('it is told anew')
    next.child.kill('SIGINT')
    expect(await next.ended).toBe(0)
  }, 300_000)

  it('goes on while the disk is full, and brings MongoDB back when there is space', async () => {
    if (!hasDisk) return
    const { child, ended, says, said } = begin()
    await says('Ctrl-C stops everything')
    fill()
    process.kill(pids()['web'] ?? 0, 'SIGKILL')
    process.kill(pids()['mongodb'] ?? 0, 'SIGKILL')
    await says('MongoDB ended by itself')
    expect(child.exitCode).toBeNull()
    free()
    await says('MongoDB is back')
    await until(async () => (await page()) === 200, 90_000)
    expect(said()).not.toContain('UnhandledPromiseRejection')
    child.kill('SIGINT')
    expect(await ended).toBe(0)
  }, 300_000)
})
