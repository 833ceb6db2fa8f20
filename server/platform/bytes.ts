import type mongoose from 'mongoose'

/** Bytes as the database gives them, which is not always as a Buffer. */
export const asBuffer = (bytes: Buffer | mongoose.mongo.Binary): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer)
