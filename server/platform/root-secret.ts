import { hkdfSync, randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { now } from './clock.ts'
import { closeAtEnd } from './closing.ts'
import { keyring } from './keyring.ts'

const bound = 'root secret'

/** What the installation's own keys are derived from, wrapped by the keyring. */
const RootSecret = mongoose.model(
  'RootSecret',
  new mongoose.Schema<{ _id: string; wrapped: Buffer; createdAt: Date }>(
    { _id: String, wrapped: { type: Buffer, required: true }, createdAt: { type: Date, required: true } },
    { collection: 'root_secrets', versionKey: false },
  ),
)

let known: Promise<Buffer> | undefined

async function rootSecret(): Promise<Buffer> {
  const wrapped = await keyring().wrap(randomBytes(32), bound)
  const kept = await RootSecret.findOneAndUpdate(
    { _id: 'first' },
    { $setOnInsert: { wrapped, createdAt: now() } },
    { upsert: true, returnDocument: 'after' },
  )
  if (!kept) throw new Error('The root secret could not be kept')
  return keyring().unwrap(Buffer.from(kept.wrapped), bound)
}

/**
 * 32 bytes for one use, the same in every process and after every start; of no use to whoever reads the database alone.
 * @throws KeyringRefuses if the ring lacks the key that wrapped the root
 */
export async function derivedKey(use: string): Promise<Buffer> {
  if (!known) {
    const asked = rootSecret()
    known = asked
    closeAtEnd('root secret', () => void (known = undefined))
    // One that failed is asked for again.
    asked.catch(() => (known = undefined))
  }
  return Buffer.from(hkdfSync('sha256', await known, '', use, 32))
}
