import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { passwordFault } from '../../shared/identity/password-rules.ts'
import { AppError } from '../platform/errors.ts'
import { projectRoot } from '../platform/paths.ts'

let common: Set<string> | undefined

function commonPasswords(): Set<string> {
  common ??= new Set(
    readFileSync(join(projectRoot, 'data/passwords/common.txt'), 'utf8').split('\n').filter(Boolean),
  )
  return common
}

/**
 * Refuses a password that breaks the rules or is among the 10,000 most used.
 * @throws AppError invalid, at `field`
 */
export function checkPassword(password: string, email: string, field = 'password'): void {
  const fault = passwordFault(password, email, (small) => commonPasswords().has(small))
  if (fault) throw new AppError('invalid', fault, { [field]: fault })
}
