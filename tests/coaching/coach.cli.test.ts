import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCoach } from '../../bin/coach/run.ts'
import { projectRoot } from '../../server/platform/paths.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foothold-coach-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** What `npm run coach` says and ends with, without a process of its own. */
function run(...options: string[]): { code: number; out: string; err: string } {
  const said = { out: '', err: '' }
  const code = runCoach(options, { out: (text) => (said.out += text), err: (text) => (said.err += text) })
  return { code, ...said }
}

/** Runs it as a terminal would. */
const runInTerminal = (...options: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const command = ['--import', 'tsx', 'bin/coach.ts', ...options]
    execFile(process.execPath, command, { cwd: projectRoot, maxBuffer: 2 ** 26 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })

const rulesOf = (findings: { rule: string }[]) => findings.map(({ rule }) => rule)

test('a text gives a table that says where, what and what instead', async () => {
  const { code, out } = await runInTerminal(
    file('one.txt', 'We want fewer falls.\nThe supplier must hold ISO 9001.\n'),
  )
  expect(code).toBe(0)
  expect(out).toMatch(/2:24 +law +standard-without-equivalent +“ISO 9001” +Write: ISO 9001 or equivalent/)
  expect(out).toMatch(/no-budget/)
}, 60_000)

test('--json gives an object for one file and a list for several', () => {
  const text = file('json.txt', 'The supplier must hold ISO 9001.')
  const one = JSON.parse(run('--json', text).out)
  expect(Object.keys(one)).toEqual(['findings'])
  expect(rulesOf(one.findings)).toContain('standard-without-equivalent')
  const two = JSON.parse(run('--json', text, text).out)
  expect(two.map((entry: object) => Object.keys(entry))).toEqual([
    ['file', 'findings'],
    ['file', 'findings'],
  ])
}, 60_000)

test('--sentences takes each line by itself and says nothing of a whole draft', () => {
  const lines = file(
    'lines.txt',
    'Economic operators apply.\r\n\r\nDr. No. 7 fell. He rose.\nA plain line.\n',
  )
  const { findings } = JSON.parse(run('--json', '--sentences', lines).out)
  expect(findings.map(({ rule, line }: { rule: string; line: number }) => [rule, line])).toEqual([
    ['jargon', 1],
    ['gendered-or-excluding', 3],
  ])
}, 60_000)

test('JSON may be the fields of a draft, a text, or a list of either', () => {
  const fields = file(
    'draft.json',
    JSON.stringify({
      title: 'Falls',
      asks: 'Hold ISO 9001, you must.',
      criteria: [{ title: 'Price', weight: 70 }],
    }),
  )
  const list = file('list.json', JSON.stringify([{ text: 'He must utilise it.' }, 'A call-off.']))
  const [draft, several] = JSON.parse(run('--json', '--below', fields, list).out)
  expect(rulesOf(draft.findings)).toEqual(
    expect.arrayContaining(['standard-without-equivalent', 'price-share', 'criteria-unweighted']),
  )
  expect(draft.findings.every(({ severity }: { severity: string }) => severity === 'advice')).toBe(true)
  expect(new Set(several.findings.map(({ row }: { row: number }) => row))).toEqual(new Set([1, 2]))
}, 60_000)

test('CSV is read by the columns that lists of notices have', () => {
  const csv = file(
    'list.csv',
    '\ufeffref,Title,Description\n1,"Salt, road","The supplier must hold\nISO 9001."\n2,Van,1 x JCB mini excavator.\n',
  )
  const { findings } = JSON.parse(run('--json', csv).out)
  const standard = findings.find(({ rule }: { rule: string }) => rule === 'standard-without-equivalent')
  expect(standard).toMatchObject({ field: 'text', row: 2, line: 2, column: 1 })
  expect(findings.find(({ rule }: { rule: string }) => rule === 'brand-named')).toMatchObject({ row: 3 })
}, 60_000)

test('a file that can’t be read gets a sentence and exit 1, and the others go on', async () => {
  const good = file('good.txt', 'The supplier must hold ISO 9001.')
  const bad = [
    join(folder, 'nowhere.txt'),
    folder,
    file('broken.json', '{"text":'),
    file('wrong.json', '{"budget":{"pilotPence":-5}}'),
    file('binary.txt', new Uint8Array([1, 0, 2])),
    file('latin.txt', new Uint8Array([0x63, 0xe9, 0x20])),
    file('nothing.csv', 'a,b\n1,2\n'),
  ]
  const { code, out, err } = await runInTerminal('--json', ...bad, good)
  expect(code).toBe(1)
  expect(JSON.parse(out).map((entry: { file: string }) => entry.file)).toEqual([good])
  const lines = err.trim().split('\n')
  expect(lines).toHaveLength(bad.length)
  for (const [i, line] of lines.entries())
    expect(line).toMatch(new RegExp(`^${bad[i]?.replaceAll('.', '\\.')}: .+\\.$`))
  expect(err).toContain('can’t be negative')
}, 60_000)

test('without a file it says how it is used', () => {
  const { code, out } = run()
  expect(code).toBe(1)
  expect(out).toContain('npm run coach')
}, 60_000)
