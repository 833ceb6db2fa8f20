import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './paths.ts'

type Manifest = Record<string, { file: string }>

// What templates ask for, and the source that Vite notes it under.
const sources: Record<string, string> = {
  'main.css': 'client/platform/main.scss',
  'main.js': 'client/platform/main.client.ts',
}

const manifestPath = join(projectRoot, 'dist/public/manifest.json')
let manifest: Manifest | undefined
let readAt = 0

function readManifest(): Manifest | undefined {
  const changedAt = statSync(manifestPath, { throwIfNoEntry: false })?.mtimeMs
  if (changedAt === undefined) return undefined
  if (!manifest || changedAt !== readAt) {
    manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest
    readAt = changedAt
  }
  return manifest
}

/**
 * The address of a file that Vite built: `asset('main.css')` → `/assets/style-B2x1.css`. Other files go by
 * their file name. Tests of pages need no build: there the address leads nowhere.
 * @throws Error if nothing is built, or no such file is.
 */
export function asset(name: string): string {
  const built = readManifest()
  if (!built) {
    if (process.env['NODE_ENV'] === 'test') return `/assets/not-built/${name}`
    throw new Error('The styles and scripts are not built. Run "npm run build" first.')
  }
  const key = sources[name] ?? Object.keys(built).find((source) => source.endsWith(`/${name}`))
  const entry = key ? built[key] : undefined
  if (!entry) throw new Error(`No built file is called ${name}`)
  return `/${entry.file}`
}
