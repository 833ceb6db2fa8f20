import { createHash, hkdfSync } from 'node:crypto'
import { type Config, config, type KmsSettings } from './config.ts'
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

/** A service that wraps, and beside it the ring that wrapped before there was one. */
function serviceKeyring(settings: KmsSettings, before: Keyring | null): Keyring {
  // Only an installation that has such a service pays for loading what speaks to it.
  const loaded = import('./keyring.kms.ts')
  const service = loaded.then(({ kmsKeyring }) => kmsKeyring(settings))
  return {
    wrap: async (key, bound) => (await service).wrap(key, bound),
    unwrap: async (wrapped, bound) => {
      const { isWrappedByKms } = await loaded
      const ring = isWrappedByKms(wrapped) || !before ? await service : before
      return ring.unwrap(wrapped, bound)
    },
  }
}

function ringOf({ kms, sealingKeys, sessionSecret }: Config): Keyring {
  const own = sealingKeys.map((text) => Buffer.from(text, 'base64'))
  if (kms) return serviceKeyring(kms, own.length > 0 ? localKeyring(own) : null)
  if (own.length > 0) return localKeyring(own)
  // Never in production: a new session secret would make every proposal unreadable.
  return localKeyring([
    Buffer.from(hkdfSync('sha256', sessionSecret, '', 'sealing without keys of its own', 32)),
  ])
}

let ring: { known: string; keyring: Keyring } | undefined

/** The ring of this installation, from SEALING_KMS_KEY and SEALING_KEYS. */
export function keyring(): Keyring {
  const { kms, sealingKeys, sessionSecret } = config()
  const known = JSON.stringify([kms, sealingKeys, sessionSecret])
  if (ring?.known !== known) ring = { known, keyring: ringOf(config()) }
  return ring.keyring
}
