import { hkdfSync } from 'node:crypto'
import { type Config, config, type KmsSettings } from './config.ts'
import { type Keyring, localKeyring } from './keyring.local.ts'

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
