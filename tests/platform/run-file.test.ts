import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'

const folder = mkdtempSync(join(tmpdir(), 'foothold-run-file-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files = {
  passes: `it('adds', () => { const sum: number = 1 + 1; expect(sum).toBe(2) })`,
  fails: `describe('sums', () => { it.each([[3], [2]])('%i', (sum) => expect(1 + 1).toBe(sum)) })`,
  hangs: `it('waits for ever', () => new Promise(() => undefined), 200)`,
  hangsByDefault: `it('waits for ever', () => new Promise(() => undefined))`,
  throwsLater: `it('is over too soon', async () => {
    setTimeout(() => { throw new Error('later') }, 20)
    await new Promise((resolve) => setTimeout(resolve, 200))
  })`,
  rejectsUnheard: `it('does not wait', async () => {
    void Promise.reject(new Error('unheard'))
    await new Promise((resolve) => setTimeout(resolve, 50))
  })`,
  isNotCode: `it('begins', () => {`,
  importsNothing: `import './is-not-there.ts'\nit('begins', () => undefined)`,
  failsBefore: `beforeAll(() => { throw new Error('before') })\nit('begins', () => undefined)`,
  failsAfter: `afterAll(() => { throw new Error('after') })\nit('begins', () => undefined)`,
  leavesOpen: `import { createServer } from 'node:net'
    it('listens', () => new Promise<void>((resolve) => { createServer().listen(0, () => resolve()) }))`,
  hasNone: `export {}`,
  skips: `it.skip('is not run', () => { throw new Error('run') })\nit('is run', () => undefined)`,
} satisfies Record<string, string>
type Name = keyof typeof files

interface Outcome {
  status: string
  message: string
  assertionResults: { fullName: string; status: string }[]
}

let outcomes: Record<Name, Outcome>
let exitCode: number | null

beforeAll(() => {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.test.ts`), text)
  const report = join(folder, 'report.json')
  const config = {
    rootDir: folder,
    runner: join(projectRoot, 'tests/platform/runner.js'),
    testMatch: ['**/*.test.ts'],
    testTimeout: 300,
  }
  const program = join(projectRoot, 'node_modules/jest/bin/jest.js')
  const args = [
    '--no-warnings',
    program,
    '--config',
    JSON.stringify(config),
    '--json',
    '--outputFile',
    report,
  ]
  exitCode = spawnSync(process.execPath, [...args, '--maxWorkers=2'], { cwd: projectRoot }).status
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: (Outcome & { name: string })[]
  }
  outcomes = Object.fromEntries(
    testResults.map((one) => [/([a-zA-Z]+)\.test\.ts$/.exec(one.name)?.[1], one]),
  ) as typeof outcomes
}, 60_000)

describe('a test file', () => {
  it('passes when its tests do', () => {
    expect(outcomes.passes).toMatchObject({ status: 'passed', assertionResults: [{ status: 'passed' }] })
    expect(outcomes.skips).toMatchObject({
      status: 'focused',
      assertionResults: [{ status: 'pending' }, { status: 'passed' }],
    })
  })

  it('fails by the test that fails, named in full', () => {
    expect(outcomes.fails.assertionResults).toMatchObject([
      { fullName: 'sums 3', status: 'failed' },
      { fullName: 'sums 2', status: 'passed' },
    ])
    expect(outcomes.fails.message).toContain('sums › 3')
    expect(exitCode).toBe(1)
  })

  it.each<[Name, string]>([
    ['hangs', 'Exceeded timeout of 200 ms'],
    ['hangsByDefault', 'Exceeded timeout of 300 ms'],
    ['throwsLater', 'later'],
    ['rejectsUnheard', 'unheard'],
    ['isNotCode', 'Unexpected end of'],
    ['importsNothing', 'is-not-there'],
    ['failsBefore', 'before'],
    ['failsAfter', 'after'],
    ['leavesOpen', 'left something open: TCPServerWrap'],
    ['hasNone', 'must contain at least one test'],
  ])('that %s fails, saying "%s"', (name, message) => {
    expect(outcomes[name].status).toBe('failed')
    expect(outcomes[name].message).toContain(message)
  })
})
