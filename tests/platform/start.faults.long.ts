import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { until } from './app.ts'

const folder = mkdtempSync(join(tmpdir(), 'foothold-faults-'))
const { MONGODB_URI: _mongodb, REDIS_URL: _redis, ...environment } = process.env
const environmentOfStart = { ...environment, NODE_ENV: 'development', NO_COLOR: '1' }
const port = '28431'
/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:9/'

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const aFolder = (name: string) => mkdtempSync(join(folder, name))

/** What a start that can't come up says on stderr, and how it ends. */
function refusal(more: NodeJS.ProcessEnv, data = join(aFolder('data-'), 'data')) {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['bin/start.js', '--port', port, '--data-dir', data],
    { cwd: projectRoot, encoding: 'utf8', env: { ...environmentOfStart, ...more }, timeout: 25_000 },
  )
  return { status, said: stderr.trim() }
}

/** A folder that comes first on the PATH, with programs that answer as their script says. */
function pathWith(programs: Record<string, string>) {
  const bin = aFolder('bin-')
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  return `${bin}${delimiter}${process.env['PATH']}`
}

/** No cache, no index and no mirror: as on a new machine without a network. */
const offline = () => ({
  HOME: aFolder('home-'),
  XDG_CACHE_HOME: '',
  PIP_INDEX_URL: nowhere,
  PIP_FIND_LINKS: '',
  PIP_CONFIG_FILE: '/dev/null',
  MONGOMS_DOWNLOAD_MIRROR: nowhere,
})

describe('npm start says in one sentence', () => {
  it('that a server of theirs is away, or its address is none', () => {
    expect(refusal({ MONGODB_URI: 'nonsense' })).toEqual({
      status: 1,
      said: expect.stringMatching(/^MONGODB_URI is not the address of a MongoDB .*\.$/),
    })
    expect(refusal({ REDIS_URL: 'nonsense' }).said).toMatch(/^REDIS_URL is not the address of a Redis: .*\.$/)
    expect(refusal({ REDIS_URL: 'redis://127.0.0.1:9' }).said).toMatch(
      /^The Redis at REDIS_URL does not answer \(connect ECONNREFUSED .*\.$/,
    )
  })

  it('that MongoDB on the PATH is too old and no other can be fetched', () => {
    const PATH = pathWith({ mongod: 'echo "db version v4.2.1"' })
    const { status, said } = refusal({ ...offline(), PATH, REDIS_URL: '' })
    expect(status).toBe(1)
    expect(said).toMatch(/^MongoDB could not be fetched \(.*\): .*MONGODB_URI to a replica set of yours\.$/)
  })

  it('that Redis on the PATH is too old and no other can be fetched', () => {
    const PATH = pathWith({ 'redis-server': 'echo "Redis server v=5.0.3"' })
    const { TEST_MONGODB_URI: MONGODB_URI } = process.env
    expect(refusal({ ...offline(), PATH, MONGODB_URI }).said).toMatch(/^Redis could not be fetched \(/)
  })

  it('that MongoDB ends as soon as it is started, and the next start begins its folder again', () => {
    const PATH = pathWith({ mongod: '[ "$1" = --version ] && echo "db version v7.0.1" || exit 14' })
    const data = join(aFolder('data-'), 'data')
    const { status, said } = refusal({ PATH }, data)
    expect({ status, said }).toEqual({
      status: 1,
      said: expect.stringMatching(/^MongoDB did not start: .*\.$/),
    })
    expect(existsSync(join(data, 'mongodb.unfinished'))).toBe(true)
    mkdirSync(join(data, 'mongodb/half'))
    expect(refusal({ PATH }, data).status).toBe(1)
    expect(readdirSync(join(data, 'mongodb'))).toEqual([])
  }, 40_000)
})

describe('Ctrl-C while something is fetched', () => {
  it('leaves nothing running', async () => {
    const python = join(aFolder('mark-'), 'pid')
    const PATH = pathWith({ mongod: 'exit 1', python3: `echo $$ > ${python}; exec sleep 60` })
    const data = join(aFolder('data-'), 'data')
    const child = spawn(process.execPath, ['bin/start.js', '--port', port, '--data-dir', data], {
      cwd: projectRoot,
      env: { ...environmentOfStart, ...offline(), PATH },
      stdio: 'ignore',
    })
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    await until(() => existsSync(python), 15_000)
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(spawnSync('pgrep', ['-f', python]).stdout.toString()).toBe('')
    const keepers = spawnSync('pgrep', ['-f', data], { encoding: 'utf8' }).stdout
    expect(keepers).toBe('')
  }, 30_000)
})
