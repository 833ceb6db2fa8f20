import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { type SignedReceipt, signedText } from '../../shared/proposals/receipt.ts'
import { derivedKey } from '../platform/root-secret.ts'

// The DER of an Ed25519 private key but for its 32 bytes (RFC 8410, 7).
const ed25519Head = Buffer.from('302e020100300506032b657004220420', 'hex')

interface SigningKey {
  id: string
  privateKey: KeyObject
  publicKey: KeyObject
}

async function signingKey(): Promise<SigningKey> {
  const seed = await derivedKey('receipts')
  const privateKey = createPrivateKey({
    key: Buffer.concat([ed25519Head, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey)
  return { id: keyIdOf(publicKey), privateKey, publicKey }
}

const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16)

/** Signs a receipt. */
export async function signReceipt(
  receipt: Omit<SignedReceipt, 'keyId' | 'signature'>,
): Promise<SignedReceipt> {
  const { id: keyId, privateKey } = await signingKey()
  const unsigned = { ...receipt, keyId }
  return {
    ...unsigned,
    signature: sign(null, Buffer.from(signedText(unsigned)), privateKey).toString('base64url'),
  }
}

/** A key by which anybody can check a receipt, without us. */
export interface PublishedKey {
  keyId: string
  /** SPKI, PEM. */
  publicKey: string
}

/** The keys that this site signs receipts with. */
export async function publishedKeys(): Promise<PublishedKey[]> {
  const { id: keyId, publicKey } = await signingKey()
  return [{ keyId, publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString() }]
}

/** True if one of these keys signed the receipt, and nothing in it was changed since. */
export function isGenuine(receipt: SignedReceipt, keys: readonly PublishedKey[]): boolean {
  const key = keys.find(({ keyId }) => keyId === receipt.keyId)
  if (!key) return false
  const signature = Buffer.from(receipt.signature, 'base64url')
  return verify(null, Buffer.from(signedText(receipt)), createPublicKey(key.publicKey), signature)
}
