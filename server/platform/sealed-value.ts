import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import mongoose from 'mongoose'
import { derivedKey } from './root-secret.ts'

const nonceBytes = 12
const tagBytes = 16

const { BSON } = mongoose.mongo

/** A value, dates in it too, that only this installation can read again, bound to where it is kept. */
export async function sealForUs(use: string, bound: string, value: unknown): Promise<Buffer> {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', await derivedKey(use), nonce).setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(BSON.serialize({ value: value ?? null })), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()])
}

/** @throws Error if it was changed, or kept somewhere else */
export async function openOurs(use: string, bound: string, sealed: Buffer): Promise<unknown> {
  const decipher = createDecipheriv('aes-256-gcm', await derivedKey(use), sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(-tagBytes))
  const plain = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  return BSON.deserialize(Buffer.concat([plain, decipher.final()]))['value']
}
