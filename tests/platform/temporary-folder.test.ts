import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { temporaryFolder } from '../../server/platform/temporary-folder.ts'

/** The number of a process that has ended. */
const ended = () => spawnSync(process.execPath, ['-e', '']).pid

async function leftBehind(processId: number, at: Date): Promise<string> {
  const folder = join(tmpdir(), `foothold-uploads-${processId}-left${at.getTime()}`)
  await mkdir(folder)
  await writeFile(join(folder, 'proposal'), 'our price is £4')
  await utimes(folder, at, at)
  return folder
}

describe('a folder for files in plain words', () => {
  const longAgo = new Date(Date.now() - 2 * 60 * 60_000)

  it('is read by nobody but us, and is the same for each use', async () => {
    const folder = await temporaryFolder('first')
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect(await temporaryFolder('first')).toBe(folder)
    expect(await temporaryFolder('second')).not.toBe(folder)
  })

  it('is made again where a machine has cleared it', async () => {
    const folder = await temporaryFolder('first')
    await rm(folder, { recursive: true })
    expect(await temporaryFolder('first')).toBe(folder)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  })

  it('takes with it what killed processes left an hour ago, and nothing of those that run', async () => {
    const killed = ended()
    const [old, fresh, running] = await Promise.all([
      leftBehind(killed, longAgo),
      leftBehind(killed, new Date()),
      leftBehind(process.ppid, longAgo),
    ])
    await temporaryFolder('third')
    expect([old, fresh, running].map((folder) => existsSync(folder))).toEqual([false, true, true])
    for (const folder of [fresh, running]) await rm(folder, { recursive: true })
  })
})
