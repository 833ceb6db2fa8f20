import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { projectRoot } from '../../../server/platform/paths.ts'
import { type Mutant, mutantsOf } from './mutate.ts'
import { survivors } from './survivors.ts'
import { type Target, targets } from './targets.ts'

/** So many mutants are tried side by side, each in a copy of the project of its own. */
const atOnce = 2
/** What takes so many times as long as the tests do otherwise goes round in circles: it is found. */
const patience = 8
const leastMs = 10_000
const longestMs = 180_000
const hoursMs = 3 * 60 * 60_000

const folder = mkdtempSync(join(tmpdir(), 'foothold-mutation-'))
const trees = Array.from({ length: atOnce }, (_, n) => join(folder, `tree-${n}`))
beforeAll(() => {
  const copied = ['server', 'shared', 'workers', 'bin', 'tests']
  for (const tree of trees) {
    mkdirSync(tree)
    for (const name of copied) cpSync(join(projectRoot, name), join(tree, name), { recursive: true })
    for (const name of ['node_modules', 'data', 'client', 'package.json', 'tsconfig.json'])
      symlinkSync(join(projectRoot, name), join(tree, name))
  }
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Whether the tests of a target pass in one of the copies. */
function passes({ tests }: Target, place: number, mostMs = longestMs): Promise<boolean> {
  const tree = trees[place] as string
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      join(tree, 'tests/platform/mutation/run-tests.js'),
      ...tests.map((test) => join(tree, test)),
    ],
    {
      cwd: tree,
      stdio: 'ignore',
      env: { ...process.env, TEST_RUN: `mutation_${place}`, JEST_WORKER_ID: String(place + 1) },
    },
  )
  const timer = setTimeout(() => child.kill('SIGKILL'), mostMs)
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })
}

/** The mutants of a file that its tests do not notice. */
async function survivorsOf(target: Target, mutants: Mutant[], mostMs: number): Promise<Mutant[]> {
  const left = [...mutants]
  const survived: Mutant[] = []
  const tryNext = async (place: number): Promise<void> => {
    const file = join(trees[place] as string, target.file)
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      writeFileSync(file, mutant.source)
      if (await passes(target, place, mostMs)) survived.push(mutant)
    }
    writeFileSync(file, readFileSync(join(projectRoot, target.file)))
  }
  await Promise.all(trees.map((_, place) => tryNext(place)))
  return survived
}

const isKnown = (file: string, line: string, { from, to }: Mutant): boolean =>
  survivors.some((one) => one.file === file && one.line === line && one.from === from && one.to === to)

describe('faults put into what must not be wrong', () => {
  it.each(targets)(
    'are found in $file',
    async (target) => {
      const source = readFileSync(join(projectRoot, target.file), 'utf8')
      expect(dirname(target.file)).not.toBe('.')
      const began = Date.now()
      expect(await passes(target, 0)).toBe(true)
      const mostMs = Math.max(leastMs, patience * (Date.now() - began))
      const mutants = mutantsOf(source)
      const survived = await survivorsOf(target, mutants, mostMs)
      const lines = source.split('\n')
      const unknown = survived.flatMap((mutant) => {
        const line = lines[mutant.line - 1]?.trim() ?? ''
        return isKnown(target.file, line, mutant)
          ? []
          : [`${mutant.line}: ${line}  ${mutant.from} → ${mutant.to}`]
      })
      // At once, since what is left may take an hour.
      const found = `${target.file}: ${mutants.length - survived.length} of ${mutants.length} found`
      process.stderr.write(`${[found, ...unknown].join('\n    ')}\n`)
      expect(unknown).toEqual([])
    },
    hoursMs,
  )
})
