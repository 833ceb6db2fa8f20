import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import { until } from './app.ts'
import { data, environmentOfStart, folder, freePort, isAlive, pids, startUp, stopAll } from './starting.ts'

afterAll(stopAll, 30_000)

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
})

describe('the script itself', () => {
  it('is read by a Node without packages', () => {
    expect(() =>
      execFileSync(process.execPath, ['--check', 'bin/start.js'], { cwd: projectRoot }),
    ).not.toThrow()
  })
})
