import { hash, verify } from '@node-rs/argon2'

// Argon2id (the library's default kind) with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What is kept of a password: salted, slow to guess. The password is taken exactly as it was typed. */
export const hashPassword = (password: string): Promise<string> => hash(password, parameters)

let nobodysHash: Promise<string> | undefined

/**
 * True if this is the password behind the hash. Without a hash it takes as long and is false, so that
 * the time of an answer does not tell whether an account exists.
 */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  nobodysHash ??= hashPassword('the password of nobody at all')
  const isRight = await verify(passwordHash ?? (await nobodysHash), password)
  return isRight && passwordHash !== null
}
