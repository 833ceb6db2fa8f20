import mongoose from 'mongoose'
import { derivedKey } from './root-secret.ts'
import { openBox, sealBox } from './secret-box.ts'

const { BSON } = mongoose.mongo

/** A value, dates in it too, that only this installation can read again, bound to where it is kept. */
export const sealForUs = async (use: string, bound: string, value: unknown): Promise<Buffer> =>
  sealBox(await derivedKey(use), bound, BSON.serialize({ value: value ?? null }))

/** @throws Error if it was changed, or kept somewhere else */
export const openOurs = async (use: string, bound: string, sealed: Buffer): Promise<unknown> =>
  BSON.deserialize(openBox(await derivedKey(use), bound, sealed))['value']
