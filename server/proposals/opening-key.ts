import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { combine, split } from 'shamir-secret-sharing'
import { canonicalJson } from '../../shared/platform/canonical-json.ts'
import { keyring } from '../platform/keyring.ts'
import { type Bound, EnvelopeBroken } from './envelope.ts'
import type { KeyShare } from './proposals.keys.model.ts'

/** How many holders have to come. */
export const threshold = 2

// HPKE (RFC 9180) with the suite that Node's own cryptography has whole.
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

const shareBound = (challengeId: string, holder: string): string =>
  `share ${canonicalJson({ challengeId, holder })}`
const openedBound = (challengeId: string): string => `opened ${challengeId}`
const infoOf = (bound: Bound): Uint8Array => Buffer.from(canonicalJson({ ...bound }))

/** The bytes alone, in memory of their own, as Web Cryptography wants them. */
const bytesOf = (buffer: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(buffer)

/**
 * Makes the key of a challenge and gives each holder a share of its private half (Shamir), of which two make the whole.
 * The private half is kept nowhere.
 */
export async function makeOpeningKey(
  challengeId: string,
  holders: readonly string[],
): Promise<{ publicKey: Buffer; shares: KeyShare[] }> {
  const pair = await suite.kem.generateKeyPair()
  const privateKey = new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey))
  const parts = await split(privateKey, holders.length, threshold)
  privateKey.fill(0)
  const shares = await Promise.all(
    holders.map(async (holder, place) => ({
      holder,
      wrapped: await keyring().wrap(Buffer.from(parts[place] ?? []), shareBound(challengeId, holder)),
    })),
  )
  return { publicKey: Buffer.from(await suite.kem.serializePublicKey(pair.publicKey)), shares }
}

/** A share for somebody else, who has it in place of whoever had it. */
export async function handOverShare(challengeId: string, share: KeyShare, holder: string): Promise<KeyShare> {
  const part = await keyring().unwrap(share.wrapped, shareBound(challengeId, share.holder))
  return { holder, wrapped: await keyring().wrap(part, shareBound(challengeId, holder)) }
}

/**
 * The private half from the shares of two holders, wrapped for keeping once it may be used.
 * @throws KeyringRefuses for a share of another challenge or holder; Error if the shares do not make the key
 */
export async function joinShares(
  challengeId: string,
  publicKey: Buffer,
  shares: readonly KeyShare[],
): Promise<Buffer> {
  const parts = await Promise.all(
    shares.map(({ holder, wrapped }) => keyring().unwrap(wrapped, shareBound(challengeId, holder))),
  )
  const privateKey = await combine(parts.map(bytesOf)).catch(() => null)
  if (!privateKey || !(await fits(publicKey, Buffer.from(privateKey))))
    throw new Error('The shares do not make the key of this challenge')
  return keyring().wrap(Buffer.from(privateKey), openedBound(challengeId))
}

async function fits(publicKey: Buffer, privateKey: Buffer): Promise<boolean> {
  const bound = { challengeId: '', proposalId: '', supplierId: '', part: 'proof' }
  const proof = Buffer.alloc(32, 1)
  const sealed = await sealForOpening(publicKey, proof, bound)
  const opened = await openForOpening(sealed, privateKey, bound).catch(() => null)
  return opened?.equals(proof) ?? false
}

/** The private half of a challenge that was opened. */
export const openedPrivateKey = (challengeId: string, openedKey: Buffer): Promise<Buffer> =>
  keyring().unwrap(openedKey, openedBound(challengeId))

/** Seals a data key for the opening of a challenge, bound to what it opens. */
export async function sealForOpening(publicKey: Buffer, dataKey: Buffer, bound: Bound): Promise<Buffer> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesOf(publicKey).buffer)
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: bytesOf(infoOf(bound)).buffer },
    bytesOf(dataKey).buffer,
  )
  return Buffer.concat([Buffer.from(enc), Buffer.from(ct)])
}

const encBytes = 65

/** The data key again. @throws EnvelopeBroken if it was sealed for something else, or is not whole */
export async function openForOpening(sealed: Buffer, privateKey: Buffer, bound: Bound): Promise<Buffer> {
  const info = bytesOf(infoOf(bound)).buffer
  const enc = bytesOf(sealed.subarray(0, encBytes)).buffer
  try {
    const recipientKey = await suite.kem.deserializePrivateKey(bytesOf(privateKey).buffer)
    const content = bytesOf(sealed.subarray(encBytes)).buffer
    return Buffer.from(await suite.open({ recipientKey, enc, info }, content))
  } catch {
    throw new EnvelopeBroken()
  }
}
