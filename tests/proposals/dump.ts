import mongoose from 'mongoose'

/** Every record and every byte of every file that the database holds, as one text. */
export async function dumpOfDatabase(): Promise<string> {
  const found: string[] = []
  for (const collection of (await mongoose.connection.db?.collections()) ?? [])
    for await (const row of collection.find({})) found.push(collection.collectionName, textOf(row))
  return found.join('\n')
}

/** A record as text: names, words, and bytes as the letters that they are. */
export const textOf = (row: object): string =>
  Buffer.from(mongoose.mongo.BSON.serialize(row)).toString('latin1')
