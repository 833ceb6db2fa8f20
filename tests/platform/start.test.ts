import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { until } from './app.ts'

const folder = mkdtempSync(join(tmpdir(), 'foothold-start-'))
const data = join(folder, 'data')
const { MONGODB_URI: _mongodb, REDIS_URL: _redis, SESSION_SECRET: _secret, ...environment } = process.env
const environmentOfStart = { ...environment, NODE_ENV: 'development', LOG_LEVEL: 'info', NO_COLOR: '1' }

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** What `npm start` says when it can't. */
function refusal(args: string[], more: NodeJS.ProcessEnv = {}) {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['bin/start.js', ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
    env: { ...environmentOfStart, ...more },
    timeout: 60_000,
  })
  return { status, said: `${stdout}${stderr}`.trim() }
}

interface Running {
  child: ChildProcess
  said: () => string
  ended: Promise<number | null>
}

function launch(port: number, args: string[] = []): Running {
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

async function startUp(port: number): Promise<Running> {
  const running = launch(port)
  const { child, said } = running
  await until(() => said().includes('Ctrl-C stops everything') || child.exitCode !== null, 150_000)
  if (child.exitCode !== null) throw new Error(said())
  return running
}

const pids = (): Record<string, number> => JSON.parse(readFileSync(join(data, 'foothold.json'), 'utf8')).pids

const isAlive = (pid: number) => {
  try {
    return !/ Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** The servers that were started on a folder, whoever keeps them. */
const processesOn = (path: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return /mongod|redis-server/.test(program) && [program, ...args].some((one) => one.includes(path))
    } catch {
      return false
    }
  })

const started: ChildProcess[] = []

afterAll(async () => {
  for (const child of started) child.kill('SIGTERM')
  await until(
    () => started.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null),
    20_000,
  )
  rmSync(folder, { recursive: true, force: true })
}, 30_000)

describe('npm start refuses with one sentence', () => {
  it('a port that is taken, naming one that is free', async () => {
    const port = await freePort()
    const server = createServer().listen(port)
    await until(() => server.listening)
    const { status, said } = refusal(['--port', String(port), '--data-dir', join(folder, 'busy')])
    await new Promise((resolve) => server.close(resolve))
    expect(status).toBe(1)
    expect(said).toMatch(new RegExp(`^Port ${port} is taken by another program: .* --port \\d+\\.$`))
  })

  it('a port that is none', () => {
    expect(refusal(['--port', 'web'])).toEqual({
      status: 1,
      said: expect.stringMatching(/^"web" is not a port: .*\.$/),
    })
  })

  it('a folder of somebody else, also with --fresh', () => {
    const foreign = mkdtempSync(join(folder, 'foreign-'))
    writeFileSync(join(foreign, 'thesis.txt'), 'years of work')
    const { status, said } = refusal(['--data-dir', foreign, '--fresh'])
    expect(status).toBe(1)
    expect(said).toContain("holds files that are not Foothold's, so it is left alone")
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('years of work')
  })

  it('an unknown option, showing the known ones', () => {
    expect(refusal(['--prot', '3000']).said).toContain('--data-dir')
  })
})

describe('npm start', () => {
  it('brings everything up, says whom to sign in as, heals, and leaves nothing running', async () => {
    const port = await freePort()
    const { child, said, ended } = await startUp(port)
    expect(said()).toContain(`http://localhost:${port}`)
    expect(said()).toContain('the password is "a demonstration only"')
    expect(statSync(join(data, 'secrets.json')).mode & 0o777).toBe(0o600)
    const health = () => fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined)
    expect(await (await health())?.json()).toMatchObject({ mongodb: true, redis: true })

    const second = refusal(['--port', String(await freePort()), '--data-dir', data])
    expect(second.said).toContain('Foothold already runs on this data folder')

    process.kill(pids()['web'] ?? 0, 'SIGKILL')
    await until(() => said().includes('ended by itself'))
    await until(async () => (await health())?.ok, 30_000)

    const all = Object.values(pids())
    expect(all).toHaveLength(5)
    const since = Date.now()
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(Date.now() - since).toBeLessThan(10_000)
    expect(all.filter(isAlive)).toEqual([])
  }, 240_000)

  it('finds the data of the last time, and takes everything with it when it is killed', async () => {
    const { child, said, ended } = await startUp(await freePort())
    expect(said()).not.toContain('Inventing')
    const all = Object.values(pids())
    child.kill('SIGKILL')
    await ended
    await until(() => !all.some(isAlive), 20_000)
  }, 240_000)

  it('begins anew with --fresh, and stops in the midst of it when it is told to', async () => {
    const secrets = () => readFileSync(join(data, 'secrets.json'), 'utf8')
    const before = secrets()
    const { child, said, ended } = launch(await freePort(), ['--fresh'])
    await until(() => said().includes('Preparing the data') || child.exitCode !== null, 60_000)
    expect(secrets()).not.toBe(before)
    expect(processesOn(data).length).toBeGreaterThan(0)
    child.kill('SIGTERM')
    await ended
    await until(() => processesOn(data).length === 0, 20_000)
  }, 120_000)
})

describe('the script itself', () => {
  it('is read by a Node without packages', () => {
    expect(() =>
      execFileSync(process.execPath, ['--check', 'bin/start.js'], { cwd: projectRoot }),
    ).not.toThrow()
  })
})
