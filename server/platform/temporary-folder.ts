import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** So named that what a killed process left is known by the number of that process. */
const named = /^foothold-[a-z]+-(\d+)-/

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whoever shares our temporary folder from another container has numbers of processes of its own. */
const untouchedMs = 60 * 60_000

async function isLeft(name: string): Promise<boolean> {
  const processId = Number(named.exec(name)?.[1] ?? process.pid)
  if (processId === process.pid || isRunning(processId)) return false
  const found = await stat(join(tmpdir(), name)).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs > untouchedMs
}

/** Takes away what processes that were killed had no time to. */
async function clearAfterKilled(): Promise<void> {
  for (const name of await readdir(tmpdir()))
    if (await isLeft(name)) await rm(join(tmpdir(), name), { recursive: true, force: true })
}

async function make(use: string): Promise<string> {
  await clearAfterKilled()
  const folder = await mkdtemp(join(tmpdir(), `foothold-${use}-${process.pid}-`))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const folders = new Map<string, Promise<string>>()

/**
 * This process's folder for files in plain words that must not outlive it: under a name nobody can foresee, read by
 * nobody but us, gone when the process ends; what a killed one left goes an hour later, with the next process that needs one.
 * @param use lower-case letters; one folder for each
 */
export async function temporaryFolder(use: string): Promise<string> {
  const known = folders.get(use) ?? make(use)
  folders.set(use, known)
  known.catch(() => folders.delete(use))
  const folder = await known
  // A machine that clears its temporary files may have taken it.
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}
