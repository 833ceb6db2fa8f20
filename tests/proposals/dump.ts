import type { Redis } from 'ioredis'
import mongoose from 'mongoose'
import { databaseEmptiedAt } from '../platform/database.ts'

const { BSON } = mongoose.mongo

/** A record as text: numbers and words as one reads them, and every byte as the letter that it is. */
const textOf = (row: object): string =>
  `${BSON.EJSON.stringify(row)}\n${Buffer.from(BSON.serialize(row)).toString('latin1')}`

/**
 * Every record and every byte of every file that the database holds, and with the oplog every write of
 * this test file.
 * @param without a collection that is left out
 */
export async function dumpOfDatabase({ withOplog = false, without = '' } = {}): Promise<string> {
  const found: string[] = []
  const { db } = mongoose.connection
  const collections = ((await db?.collections()) ?? []).filter((one) => one.collectionName !== without)
  for (const collection of collections)
    for await (const row of collection.find({})) found.push(collection.collectionName, textOf(row))
  if (withOplog) {
    const oplog = mongoose.connection.getClient().db('local').collection('oplog.rs')
    const ours = new RegExp(`^${db?.databaseName}\\.`)
    const ofThisFile = {
      ts: { $gte: databaseEmptiedAt() },
      $or: [{ ns: ours }, { 'o.applyOps.ns': ours }],
    }
    for await (const row of oplog.find(ofThisFile))
      if (row['ns'] !== `${db?.databaseName}.${without}`) found.push(textOf(row))
  }
  return found.join('\n')
}

const readers: Record<string, (redis: Redis, key: string) => Promise<unknown>> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, '0', '-1'),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, '0', '-1'),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
}

/** Everything that Redis holds. */
export async function dumpOfRedis(redis: Redis): Promise<string> {
  const found: string[] = []
  for await (const keys of redis.scanStream({ count: 500 }) as AsyncIterable<string[]>)
    for (const key of keys) {
      const read = readers[await redis.type(key)]
      found.push(key, JSON.stringify(await read?.(redis, key)))
    }
  return found.join('\n')
}
