import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runRank } from '../../bin/rank/command.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { readSuppliers } from '../../workers/matching/rank-files.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-rank-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, lines: (object | string)[]): string => {
  const path = join(folder, name)
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
  writeFileSync(path, `${text.join('\n')}\n`)
  return path
}

/** What `npm run rank` says and ends with, without a process of its own. */
function run(...options: string[]): { code: number; out: string; err: string } {
  const said = { out: '', err: '' }
  const code = runRank(options, { out: (text) => (said.out += text), err: (text) => (said.err += text) })
  return { code, ...said }
}

/** Runs it as a terminal would. */
const runInTerminal = (...options: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const command = ['--import', 'tsx', 'bin/rank.ts', ...options]
    execFile(process.execPath, command, { cwd: projectRoot }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })

const supplier = (id: string, collection: string, text: string) => ({
  id,
  collection,
  name: `${id} Ltd`,
  text,
  projects: text ? [{ title: text, buyer: 'Wyre Council', cpv: [], region: '', date: '2020-01-01' }] : [],
})
const challenge = (id: string, collection: string, title: string) => ({
  id,
  collection,
  title,
  description: '',
  buyer: 'Chorley Council',
  cpv: [],
  region: null,
  date: '2021-01-01',
})
const suppliers = [
  supplier('cleaner', 'uk_cf', 'Office cleaning'),
  supplier('damp-a', 'uk_cf', 'Damp sensors for homes'),
  supplier('damp-b', 'uk_cf', 'Damp sensors for homes'),
  supplier('silent', 'uk_cf', ''),
  supplier('laser', 'us_sbir', 'Damp lasers'),
]

const filesOf = (suppliers: string, challenges: string, out = join(folder, 'run.tsv')) => [
  '--suppliers',
  suppliers,
  '--challenges',
  challenges,
  '--out',
  out,
]
const rank = (supplierFile: string, challengeFile: string, out?: string) =>
  run(...filesOf(supplierFile, challengeFile, out))

test('writes each challenge’s ranking inside its own collection, with scores that part equals', () => {
  const asked = [challenge('q1', 'uk_cf', 'Damp homes'), challenge('q2', 'us_sbir_title', 'Damp lasers')]
  const { code } = rank(file('suppliers.jsonl', suppliers), file('challenges.jsonl', asked))
  expect(code).toBe(0)
  const lines = readFileSync(join(folder, 'run.tsv'), 'utf8').trimEnd().split('\n')
  const rows = lines.map((line) => line.split('\t'))
  expect(rows.map(([query, id]) => [query, id])).toEqual([
    ['q1', 'damp-a'],
    ['q1', 'damp-b'],
    ['q1', 'cleaner'],
    ['q2', 'laser'],
  ])
  const scores = rows.slice(0, 3).map(([, , score]) => Number(score))
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  expect(new Set(scores).size).toBe(3)
}, 60_000)

test.each([
  ['a file that is not there', () => join(folder, 'nowhere.jsonl'), /nowhere\.jsonl: There is no such file/],
  [
    'a line that is not JSON',
    () => file('broken.jsonl', [suppliers[0] ?? '', '{"id":']),
    /broken\.jsonl, line 2: This is not JSON/,
  ],
  [
    'a line of the wrong shape',
    () => file('shape.jsonl', [{ ...suppliers[0], projects: [{ title: 3 }] }]),
    /shape\.jsonl, line 1: “projects\.0\.title”: This must be text/,
  ],
  ['a file without a line', () => file('empty.jsonl', []), /empty\.jsonl: The file has no lines/],
  ['a folder', () => folder, /foothold-rank-\w+: This is a folder/],
  [
    'an id that stands twice',
    () => file('twice.jsonl', [suppliers[0] ?? '', suppliers[0] ?? '']),
    /twice\.jsonl, line 2: The id cleaner/,
  ],
  [
    'an id with a tab, which would break the lines that are given out',
    () => file('tab.jsonl', [{ ...suppliers[0], id: 'clea\tner' }]),
    /tab\.jsonl, line 1: “id”: An id has no tabs/,
  ],
])('names the file and the line of %s', (_, bad, message) => {
  expect(() => readSuppliers(bad())).toThrow(message)
})

test('ends in an error that says so on a terminal', async () => {
  const short = join(folder, 'short.jsonl.gz')
  writeFileSync(short, gzipSync(JSON.stringify(suppliers[0])).subarray(0, 40))
  const { code, err } = await runInTerminal(
    ...filesOf(short, file('asked.jsonl', [challenge('q1', 'uk_cf', 'Damp')])),
  )
  expect(code).toBe(1)
  expect(err).toMatch(/short\.jsonl\.gz: The file ends too early/)
}, 60_000)

test('leaves the files that it reads as they are, though it is asked to write there', () => {
  const firms = file('firms.jsonl', suppliers)
  const own = file('own.jsonl', [challenge('q1', 'uk_cf', 'Damp')])
  expect(() => rank(firms, own, firms)).toThrow(
    /firms\.jsonl: The ranking would overwrite what it is made from/,
  )
  expect(readFileSync(firms, 'utf8')).toContain('"cleaner"')
}, 60_000)

test('says how it is called when something is left out, and which challenges nobody is there for', () => {
  const usage = run('--suppliers', file('some.jsonl', suppliers))
  expect(usage.code).toBe(1)
  expect(usage.out).toMatch(/npm run rank -- --suppliers FILE/)
  const strange = file('strange.jsonl', [challenge('q9', 'elsewhere', 'Damp')])
  const { code, err } = rank(file('known.jsonl', suppliers), strange)
  expect(code).toBe(0)
  expect(err).toMatch(/q9: no supplier is in the collection elsewhere/)
}, 60_000)
