import { createHash } from 'node:crypto'
import { openBox, sealBox } from './secret-box.ts'

/** Keeps keys safe: what it wraps is of no use to whoever reads the database. */
export interface Keyring {
  /** @param bound what the key is for; it can be unwrapped for nothing else */
  wrap: (key: Buffer, bound: string) => Promise<Buffer>
  /** @throws KeyringRefuses if it was not wrapped for this, or its key is not on the ring any more */
  unwrap: (wrapped: Buffer, bound: string) => Promise<Buffer>
}

/** Something that this ring did not wrap, or not for this. */
export class KeyringRefuses extends Error {
  override name = 'KeyringRefuses'
}

const idBytes = 4

const idOf = (key: Buffer): Buffer => createHash('sha256').update(key).digest().subarray(0, idBytes)

/**
 * A ring of keys that the processes themselves hold. The first wraps; the others unwrap what they wrapped before, until
 * it is wrapped anew.
 * @param keys 32 bytes each
 */
export function localKeyring(keys: Buffer[]): Keyring {
  const [current] = keys
  if (!current || keys.some(({ length }) => length !== 32)) throw new Error('A ring needs keys of 32 bytes')
  return {
    wrap: (key, bound) => Promise.resolve(Buffer.concat([idOf(current), sealBox(current, bound, key)])),
    unwrap: async (wrapped, bound) => {
      const key = keys.find((one) => idOf(one).equals(wrapped.subarray(0, idBytes)))
      if (!key) throw new KeyringRefuses('The key that wrapped this is not on the ring')
      try {
        return openBox(key, bound, wrapped.subarray(idBytes))
      } catch {
        throw new KeyringRefuses(`This was not wrapped for ${bound}`)
      }
    },
  }
}
