import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askClamd, type Verdict } from '../../server/platform/clamd.ts'
import { until } from './app.ts'

// The scanner itself (Debian: clamav-daemon), with one signature of our own: the real lists are fetched from elsewhere.
const program = ['/usr/sbin/clamd', '/usr/bin/clamd', '/usr/local/sbin/clamd'].find((path) =>
  existsSync(path),
)
const folder = mkdtempSync(join(tmpdir(), 'foothold-clamd-'))
const path = join(folder, 'clamd.sock')
const harmful = 'foothold-harmful'
const mostBytes = 1024 * 1024
let clamd: ChildProcess

const isThere = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

beforeAll(async () => {
  if (!program) return
  writeFileSync(join(folder, 'ours.ndb'), `Ours.Harmful:0:*:${Buffer.from(harmful).toString('hex')}\n`)
  const settings = [`LocalSocket ${path}`, `DatabaseDirectory ${folder}`, 'Foreground yes', 'User root']
  writeFileSync(join(folder, 'clamd.conf'), [...settings, `StreamMaxLength ${mostBytes}`, ''].join('\n'))
  clamd = spawn(program, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
  await until(isThere, 60_000)
}, 90_000)
afterAll(async () => {
  if (program) {
    const isOver = new Promise((resolve) => clamd.once('close', resolve))
    clamd.kill()
    await isOver
  }
  rmSync(folder, { recursive: true, force: true })
})

const reasons: unknown[] = []
async function* of(...parts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part)
}
const ask = (...parts: (string | Buffer)[]): Promise<Verdict> =>
  askClamd({ path }, of(...parts), (reason) => reasons.push(reason))

const title = program
  ? 'the scanner itself'
  : 'the scanner itself (not on this machine: install clamav-daemon)'
;(program ? describe : describe.skip)(title, () => {
  it('lets through what it knows nothing against, an empty file too', async () => {
    expect(await ask('nothing but a plan')).toEqual({ state: 'clean' })
    expect(await ask('')).toEqual({ state: 'clean' })
  })

  it('names what it finds, also across two pieces and beyond many', async () => {
    const found = { state: 'infected', found: 'Ours.Harmful.UNOFFICIAL' }
    expect(await ask(`x ${harmful} y`)).toEqual(found)
    expect(await ask(harmful.slice(0, 7), harmful.slice(7))).toEqual(found)
    expect(await ask(Buffer.alloc(500_000, 'a'), harmful)).toEqual(found)
  })

  it('takes a file as large as its StreamMaxLength, and leaves a larger one unanswered, not clean', async () => {
    expect(await ask(Buffer.alloc(mostBytes, 'a'))).toEqual({ state: 'clean' })
    reasons.length = 0
    expect(await ask(Buffer.alloc(3 * mostBytes, 'a'))).toEqual({ state: 'unanswered' })
    // It hangs up in the middle: whether its own words came before that is chance.
    expect(reasons).toHaveLength(1)
  })
})
