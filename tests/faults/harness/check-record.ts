import { spawnSync } from 'node:child_process'
import type { Db } from 'mongodb'
import { projectRoot } from '../../../server/platform/paths.ts'
import type { Found } from './findings.ts'
import { waitUntil } from './programs.ts'
import type { Site } from './site.ts'

const longestChainingMs = 60_000

/** Every event is linked, and the record verifies: none was skipped, linked twice or put out of its order. */
export async function checkRecord(db: Db, site: Site, { wrong }: Found): Promise<void> {
  const isLinked = async () => (await db.collection('audit_waiting').countDocuments()) === 0
  await waitUntil('every event is linked', isLinked, longestChainingMs).catch(async () => {
    wrong.push(`${await db.collection('audit_waiting').countDocuments()} events are not linked`)
  })
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'bin/verify-audit.ts'], {
    cwd: projectRoot,
    env: { ...site.settings, MONGODB_URI: site.mongodbUri },
    encoding: 'utf8',
  })
  if (status !== 0) wrong.push(`the record does not verify: ${stdout}`)
}
