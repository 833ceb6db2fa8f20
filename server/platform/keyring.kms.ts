import { DecryptCommand, EncryptCommand, InvalidCiphertextException, KMSClient } from '@aws-sdk/client-kms'
import type { KmsSettings } from './config.ts'
import { type Keyring, KeyringRefuses } from './keyring.local.ts'

/** Stands before what the service wrapped, where a ring of our own has the first bytes of its key's hash. */
const mark = Buffer.from('KMS1')

/** True for what a key management service wrapped. */
export const isWrappedByKms = (wrapped: Buffer): boolean => wrapped.subarray(0, mark.length).equals(mark)

/**
 * A ring whose key never leaves AWS's key management service: each use is in its log, and can be forbidden there. What
 * a key is for is its encryption context, so that it unwraps for nothing else.
 */
export function kmsKeyring({ keyId, region, endpoint }: KmsSettings): Keyring {
  const client = new KMSClient({ region, ...(endpoint ? { endpoint } : {}) })
  return {
    wrap: async (key, bound) => {
      const command = new EncryptCommand({ KeyId: keyId, Plaintext: key, EncryptionContext: { for: bound } })
      const { CiphertextBlob } = await client.send(command)
      if (!CiphertextBlob) throw new Error('The key management service gave nothing back')
      return Buffer.concat([mark, CiphertextBlob])
    },
    unwrap: async (wrapped, bound) => {
      if (!isWrappedByKms(wrapped)) throw new KeyringRefuses('The key management service did not wrap this')
      const command = new DecryptCommand({
        KeyId: keyId,
        CiphertextBlob: wrapped.subarray(mark.length),
        EncryptionContext: { for: bound },
      })
      try {
        const { Plaintext } = await client.send(command)
        return Buffer.from(Plaintext ?? [])
      } catch (error) {
        if (error instanceof InvalidCiphertextException)
          throw new KeyringRefuses(`This was not wrapped for ${bound}`)
        throw error
      }
    },
  }
}
