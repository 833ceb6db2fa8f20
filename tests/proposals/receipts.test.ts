import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runVerifyReceipt } from '../../bin/verify-receipt/command.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { readSealedText, readSignedReceipt } from '../../server/proposals/proposals.read.service.ts'
import { sha256 } from '../../server/proposals/proposals.sealed.service.ts'
import type { SignedReceipt } from '../../shared/proposals/receipt.ts'
import { actor } from '../platform/actors.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { anAnswerableChallenge, aSubmittedProposal } from './proposals.factory.ts'

const supplier = actor('supplier', 'supplier')
let app: TestApp
let folder: string
let receipt: SignedReceipt
let content: string

beforeAll(async () => {
  app = await startTestApp()
  folder = mkdtempSync(join(tmpdir(), 'foothold-receipt-'))
  const { _id } = await anAnswerableChallenge()
  const { id } = await aSubmittedProposal(supplier, _id)
  receipt = await readSignedReceipt(supplier, id, 1)
  content = await readSealedText(supplier, id, 1)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.stop()
})

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const changes: [string, (one: SignedReceipt) => SignedReceipt][] = [
  ['an earlier time', (one) => ({ ...one, receivedAt: '2020-01-01T00:00:00.000Z' })],
  ['another hash', (one) => ({ ...one, sha256: 'a'.repeat(64) })],
  ['another reference', (one) => ({ ...one, reference: 'FH-AAAA-AAAA' })],
  ['a part left out', (one) => ({ ...one, parts: one.parts.slice(1) })],
  ['another deadline', (one) => ({ ...one, deadline: null })],
  ['a key that we do not have', (one) => ({ ...one, keyId: '0123456789abcdef' })],
  [
    'a signature of another text',
    // One in 64 begins with an A.
    ({ signature, ...one }) => ({
      ...one,
      signature: `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`,
    }),
  ],
]

describe('a receipt', () => {
  it('names the hash of the whole and of each part', () => {
    expect(receipt.sha256).toBe(sha256(content))
    expect(receipt.parts.map(({ part }) => part)).toContain('approach')
    expect(receipt.parts.find(({ part }) => part === 'approach')?.sha256).toBe(sha256('"CANARY-approach"'))
    expect(JSON.stringify(receipt)).not.toContain('CANARY')
  })

  const check = (one: object) => app.agent().post('/api/v1/receipts/check').send(one)

  it('is found genuine by anybody, without an account', async () => {
    expect((await check(receipt).expect(200)).body).toEqual({ isGenuine: true })
  })

  it.each(changes)('is not genuine with %s', async (_what, change) => {
    expect((await check(change(receipt)).expect(200)).body).toEqual({ isGenuine: false })
  })

  it('is checked on a page, which keeps what was pasted and says what is wrong with it', async () => {
    const agent = app.agent()
    const _csrf = csrfIn((await agent.get('/verify-receipt').expect(200)).text)
    const paste = (text: string) => agent.post('/verify-receipt').type('form').send({ _csrf, receipt: text })
    expect((await paste(JSON.stringify(receipt)).expect(200)).text).toContain('This receipt is genuine')
    const changed = JSON.stringify({ ...receipt, version: 2 })
    expect((await paste(changed).expect(200)).text).toContain('This receipt is not genuine.')
    for (const text of ['', '{"format":"foothold-receipt-1"', 'words'])
      expect((await paste(text).expect(422)).text).toContain('There is a problem')
    expect((await paste('{"half": true}').expect(422)).text).toContain('{&quot;half&quot;: true}')
  })

  it('is checked at a terminal with the published keys alone', async () => {
    const keys = file('keys.json', (await app.agent().get('/.well-known/foothold-receipt-keys.json')).text)
    const run = (...args: string[]) => {
      const said = { out: '', err: '' }
      const terminal = { out: (t: string) => (said.out += t), err: (t: string) => (said.err += t) }
      return { code: runVerifyReceipt(args, terminal), ...said }
    }
    const genuine = file('receipt.json', JSON.stringify(receipt))
    const whole = file('content.json', content)
    expect(run(genuine, '--keys', keys, '--content', whole)).toMatchObject({
      code: 0,
      out: expect.stringContaining('is exactly what was submitted'),
    })
    const other = file('other.json', content.replace('CANARY', 'canary'))
    expect(run(genuine, '--keys', keys, '--content', other).code).toBe(1)
    for (const [, change] of changes)
      expect(run(file('changed.json', JSON.stringify(change(receipt))), '--keys', keys).code).toBe(1)
    expect(run().code).toBe(1)
    expect(() => run(whole, '--keys', keys)).toThrow('not a whole receipt')
    expect(() => run('nothing.json', '--keys', keys)).toThrow('can’t be read')
    await new Promise<void>((resolve, reject) => {
      const command = ['--import', 'tsx', 'bin/verify-receipt.ts', genuine, '--keys', keys]
      execFile(process.execPath, command, { cwd: projectRoot }, (error) =>
        error ? reject(error) : resolve(),
      )
    })
  })
})
