import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadEnvFile } from 'node:process'
import { projectRoot } from '../../server/platform/paths.ts'

interface Note {
  pid?: number
  /** The address that its links begin with. */
  url?: string
  ports?: { mongodb?: number; redis?: number }
}

const readJson = <Content>(path: string): Content | null =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Content) : null

/**
 * Points the environment at the database of MONGODB_URI, or else of the Foothold that runs on this data folder.
 * @throws Error with a sentence that says what to do where there is neither
 */
export function useDatabaseOfFoothold(environment: NodeJS.ProcessEnv = process.env): void {
  if (existsSync(join(projectRoot, '.env'))) loadEnvFile(join(projectRoot, '.env'))
  const folder = resolve(projectRoot, environment['DATA_DIR'] || '.data')
  const secrets = readJson<{ sessionSecret?: string; auditKey?: string }>(join(folder, 'secrets.json'))
  if (secrets?.auditKey) environment['AUDIT_KEY'] ||= secrets.auditKey
  if (!environment['AUDIT_KEY'] && !environment['SESSION_SECRET'] && !secrets) {
    throw new Error(
      'The key of the record is not known here: name it with AUDIT_KEY, as the processes of this Foothold have it.',
    )
  }
  // An import signs nobody in; the setting only has to be there.
  environment['SESSION_SECRET'] ||= secrets?.sessionSecret ?? 'nobody signs in while records are imported'
  if (environment['MONGODB_URI']) return
  const note = readJson<Note>(join(folder, 'foothold.json'))
  if (!note?.ports?.mongodb || !isAlive(note.pid)) {
    throw new Error(
      'Foothold does not run here: start it with npm start in another window (or name its database with MONGODB_URI) and repeat this.',
    )
  }
  environment['MONGODB_URI'] = `mongodb://127.0.0.1:${note.ports.mongodb}/foothold?replicaSet=rs0`
  if (note.url) environment['PUBLIC_URL'] ||= note.url
  if (note.ports.redis) environment['REDIS_URL'] ||= `redis://127.0.0.1:${note.ports.redis}`
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false
  }
}
