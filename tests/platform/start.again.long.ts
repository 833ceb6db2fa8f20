import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './app.ts'
import { data, freePort, isAlive, launch, pids, processesOn, startUp, stopAll } from './starting.ts'

afterAll(stopAll, 30_000)

describe('npm start, once more', () => {
  it('is stopped in order after the first time', async () => {
    const { child, ended, said } = await startUp(await freePort())
    expect(said()).toContain('Inventing')
    child.kill('SIGINT')
    expect(await ended).toBe(0)
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
