import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ocdsFolder } from '../../server/publication/release-schema.ts'
import { projectRoot } from '../../server/platform/paths.ts'

const run = promisify(execFile)
const packages = ['libcoveocds==0.17.0', 'ocdsmerge==0.8.0']
const longestInstallMs = 180_000

/** What the official validator says of a package. */
export interface Verdict {
  errors: unknown[]
  extensions: { invalid_extension?: object; extensions?: { url: string; failed_codelists: object }[] }
  additionalClosedCodes: object
  version: string
}

/**
 * The folder with the official Python packages, installed by pip at the first run and kept among the packages of
 * the project.
 * @throws Error with a sentence: a test that can't ask the validator must not pass
 */
export async function officialTools(): Promise<string> {
  const key = createHash('sha256').update(packages.join()).digest('hex').slice(0, 12)
  const folder = join(projectRoot, 'node_modules/.cache/ocds-validator', key)
  if (existsSync(folder)) return folder
  const making = `${folder}.${process.pid}`
  mkdirSync(making, { recursive: true })
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-compile',
    '--no-cache-dir',
    '--disable-pip-version-check',
  ]
  try {
    await run('python3', [...pip, '--target', making, ...packages], { timeout: longestInstallMs })
    renameSync(making, folder)
  } catch (error) {
    if (existsSync(folder)) return folder
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(
      `The official validator (${packages.join(', ')}) can’t be installed: this test needs Python 3 with pip and a package index. ${why}`,
      { cause: error },
    )
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
  return folder
}

/** Asks the official tools several things in one process, in order. */
export async function askOfficial<Answer>(tools: string, questions: object[]): Promise<Answer[]> {
  const child = spawn('python3', [join(projectRoot, 'tests/publication/official.py')], {
    env: { ...process.env, PYTHONPATH: tools, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  let complaint = ''
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  child.stderr.on('data', (chunk) => (complaint += String(chunk)))
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve)
    child.on('error', reject)
  })
  // If it ends early, its status tells why.
  child.stdin.on('error', () => undefined)
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''))
  const status = await ended
  if (status !== 0) throw new Error(`The official tools failed: ${complaint.slice(-2000)}`)
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
}

/** Serves the extensions that we carry, where the validator can fetch them. */
export async function serveExtensions(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((req, res) => {
    const path = new URL(req.url ?? '/', 'http://localhost').pathname
    const file = join(ocdsFolder, path)
    if (!/^[\w/.+-]+$/.test(path) || path.includes('..') || !existsSync(file))
      return void res.writeHead(404).end()
    res.writeHead(200, { 'content-type': path.endsWith('.json') ? 'application/json' : 'text/csv' })
    res.end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}
