import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'

/**
 * Starts a program of a bench, named by its path below `tests/bench`. As in production: templates that somebody may be
 * writing would be read again for each e-mail.
 */
export const startProgram = (file: string): ChildProcess =>
  fork(join(projectRoot, 'tests/bench', file), { env: { ...process.env, NODE_ENV: 'test' } })

/** The next message of a program. */
export async function said<Said>(by: ChildProcess): Promise<Said> {
  const [message] = (await once(by, 'message')) as [Said]
  return message
}
