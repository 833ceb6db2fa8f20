import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../services/processes.js'
import { withProgress } from '../services/progress.js'
import { isFull, Sentence } from '../services/sentence.js'
import { projectRoot, shortLeash } from './project.js'

const notes = join(projectRoot, 'dist/.built.json')

const parts = {
  server: {
    label: 'Compiling the server',
    sources: [
      'server',
      'workers',
      'shared',
      'bin',
      'tsconfig.json',
      'tsconfig.build.json',
      'package-lock.json',
    ],
    kind: /\.(ts|json)$/,
    program: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    emptied: ['dist/server', 'dist/workers', 'dist/shared', 'dist/bin'],
    result: 'dist/server/main.js',
  },
  browser: {
    label: 'Building what browsers get',
    sources: ['client', 'shared', 'vite.config.ts', 'package-lock.json'],
    kind: /\.(ts|scss|css|json|svg|png|woff2?)$/,
    program: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    emptied: [],
    result: 'dist/public/manifest.json',
  },
}

/**
 * Compiles the server and bundles the browser's part, each only if its sources changed since.
 * @param {(keyof typeof parts)[]} [which]
 * @returns {Promise<boolean>} whether anything had to be done
 * @throws {Sentence} what the compiler says
 */
export async function build(which = ['server', 'browser']) {
  const done = readNotes()
  const stale = which.filter(
    (name) => !existsSync(join(projectRoot, parts[name].result)) || done[name] !== digest(parts[name]),
  )
  if (stale.length > 0) {
    // Whoever is killed from here on leaves half a part: it must not pass for a whole one.
    for (const name of stale) delete done[name]
    writeNotes(done)
  }
  const outcomes = await Promise.allSettled(
    stale.map(async (name) => {
      const wanted = digest(parts[name])
      await buildPart(parts[name])
      done[name] = wanted
    }),
  )
  if (stale.length > 0) writeNotes(done)
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  return stale.length > 0
}

/** @returns {Record<string, string>} what each part was built from */
function readNotes() {
  try {
    return JSON.parse(readFileSync(notes, 'utf8'))
  } catch {
    return {}
  }
}

/** @param {Record<string, string>} done */
function writeNotes(done) {
  mkdirSync(join(projectRoot, 'dist'), { recursive: true })
  writeFileSync(notes, JSON.stringify(done))
}

/** @param {typeof parts.server} part */
async function buildPart({ label, program, emptied }) {
  for (const folder of emptied) rmSync(join(projectRoot, folder), { recursive: true, force: true })
  const { code, output } = await withProgress(label, () =>
    runCommand(process.execPath, ['--import', shortLeash, ...program], { cwd: projectRoot, isLeashed: true }),
  )
  if (code !== 0 && isFull(output))
    throw new Sentence(
      `${label} failed because the disk that holds ${projectRoot} is full: free about 1 GB and run the command again.`,
    )
  if (code !== 0)
    throw new Sentence(
      `${label} failed: mend what is named here and run the command again.\n${output.trim()}`,
    )
}

/**
 * A number that changes when any source does: taken from names, sizes and times, since that is quick.
 * @param {typeof parts.server} part
 */
function digest({ sources, kind }) {
  const sum = createHash('sha256')
  for (const source of sources) {
    for (const file of filesUnder(join(projectRoot, source))) {
      if (!kind.test(file)) continue
      const { size, mtimeMs } = statSync(file)
      sum.update(`${file}\0${size}\0${mtimeMs}\0`)
    }
  }
  return sum.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}
