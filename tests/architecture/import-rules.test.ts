import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../../server/platform/paths.ts'

// The rules on the project itself are a check of its own in `npm test`. Here: would they notice a breach?
const run = promisify(execFile)

const street = mkdtempSync(join(tmpdir(), 'foothold-rules-'))
afterAll(() => rmSync(street, { recursive: true }))

type Files = Record<string, string>

/** A small house of these files. @returns its folder */
function build(files: Files): string {
  const root = mkdtempSync(join(street, 'house-'))
  for (const floor of ['server', 'client', 'workers', 'shared', 'tests']) mkdirSync(join(root, floor))
  for (const name of ['package.json', '.dependency-cruiser.cjs', 'shared/platform/features.json'])
    cpSync(join(projectRoot, name), join(root, name))
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

/** What the rules say of each house. One process looks at all: to load what it looks with takes longest. */
async function faultsOf(houses: Files[]): Promise<string[]> {
  const rules = join(projectRoot, 'bin/start/import-rules.js')
  const script = `const { importFaults } = await import(${JSON.stringify(rules)})
    const found = []
    for (const root of ${JSON.stringify(houses.map(build))}) {
      process.chdir(root)
      found.push((await importFaults(root)).faults.join('\\n'))
    }
    console.log(JSON.stringify(found))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script])
  return JSON.parse(stdout) as string[]
}

const nothing = 'export const nothing = 0\n'
const model = {
  'server/audit/audit.model.ts': 'export interface Row { a: number }\nexport const model = 0\n',
}

const breaches: [rule: string, files: Files][] = [
  [
    'no-cycles',
    { 'server/audit/a.ts': "export * from './b.ts'", 'server/audit/b.ts': "export * from './a.ts'" },
  ],
  ['no-dangling-imports', { 'server/audit/a.ts': "import './nowhere.ts'" }],
  [
    'shared-is-a-leaf',
    { 'shared/audit/a.ts': "import '../../server/audit/index.ts'", 'server/audit/index.ts': nothing },
  ],
  ['shared-is-plain', { 'shared/audit/a.ts': "import 'express'" }],
  ['shared-has-no-node', { 'shared/audit/a.ts': "import 'node:fs'" }],
  [
    'client-sees-shared-only',
    { 'client/audit/a.ts': "import '../../server/audit/index.ts'", 'server/audit/index.ts': nothing },
  ],
  [
    'server-does-not-wait-on-workers',
    { 'server/audit/a.ts': "import '../../workers/handlers.ts'", 'workers/handlers.ts': nothing },
  ],
  ['nobody-imports-tests', { 'server/audit/a.ts': "import '../../tests/a.ts'", 'tests/a.ts': nothing }],
  ['use-the-front-door', { 'server/proposals/a.ts': "import '../audit/audit.model.ts'", ...model }],
  [
    'workers-keep-to-themselves',
    { 'workers/audit/a.ts': "import '../matching/b.ts'", 'workers/matching/b.ts': nothing },
  ],
  [
    'workers-do-not-serve-pages',
    {
      'workers/audit/a.ts': "import '../../server/audit/index.ts'",
      'server/audit/index.ts': "import './audit.pages.ts'",
      'server/audit/audit.pages.ts': nothing,
    },
  ],
  [
    'platform-knows-no-feature',
    { 'server/platform/a.ts': "import '../audit/index.ts'", 'server/audit/index.ts': nothing },
  ],
  [
    'the-dispatcher-knows-the-record-only',
    { 'workers/platform/runner.ts': "import '../matching/b.ts'", 'workers/matching/b.ts': nothing },
  ],
  [
    'models-behind-services',
    {
      'server/audit/audit.pages.ts': "import { model } from './audit.model.ts'\nexport const a = model",
      ...model,
    },
  ],
  [
    'services-know-no-http',
    { 'server/audit/audit.service.ts': "import { Router } from 'express'\nexport const a = Router()" },
  ],
  ['one-queue', { 'server/audit/a.ts': "import 'bullmq'" }],
  [
    'order-audit',
    { 'server/audit/a.ts': "import '../proposals/index.ts'", 'server/proposals/index.ts': nothing },
  ],
]

const typesOnly: Files = {
  'server/audit/audit.pages.ts':
    "import type { Row } from './audit.model.ts'\nexport const a: Row = { a: 0 }\n",
  ...model,
}

describe('the import rules', () => {
  let found: string[]
  beforeAll(async () => {
    found = await faultsOf([...breaches.map(([, files]) => files), typesOnly])
  }, 120_000)

  it.each(breaches.map(([rule], i) => [rule, i] as const))('notice a breach of %s', (rule, i) => {
    expect(found[i]).toContain(`${rule}: `)
  })

  it('let types of a model pass', () => {
    expect(found.at(-1)).toBe('')
  })
})
