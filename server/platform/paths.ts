import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from
  const parent = dirname(from)
  if (parent === from) throw new Error('No package.json above the running code')
  return findRoot(parent)
}

/** The project's folder, whether the code runs as written or compiled into dist/. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)))
