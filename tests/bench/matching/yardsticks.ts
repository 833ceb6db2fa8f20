import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import MiniSearch from 'minisearch'
import { MongoClient } from 'mongodb'
import { median } from '../measuring.ts'
import { withServices } from '../services.ts'

/** What every yardstick is given: texts one after the other by their numbers, and queries as words. */
export interface SearchTask {
  size: number
  text: (number: number) => string
  query: (round: number) => string
  limit: number
}

const batchSize = 1000

function* batches({ size, text }: SearchTask): Generator<{ _id: number; text: string }[]> {
  for (let start = 0; start < size; start += batchSize) {
    const length = Math.min(batchSize, size - start)
    yield Array.from({ length }, (_, i) => ({ _id: start + i, text: text(start + i) }))
  }
}

/** MongoDB's `$text` with an index of its own and the best by `textScore`: milliseconds for one query. */
export async function searchMongo(task: SearchTask): Promise<number> {
  let ms = 0
  await withServices(async ({ mongodbUri }) => {
    const client = await MongoClient.connect(mongodbUri)
    try {
      const suppliers = client.db().collection<{ _id: number; text: string }>('suppliers')
      for (const batch of batches(task)) await suppliers.insertMany(batch, { ordered: false })
      await suppliers.createIndex({ text: 'text' }, { default_language: 'english' })
      const score = { score: { $meta: 'textScore' } } as const
      ms = await median((round) =>
        suppliers
          .find({ $text: { $search: task.query(round) } }, { projection: score })
          .sort(score)
          .limit(task.limit)
          .toArray(),
      )
      await client.db().dropDatabase()
    } finally {
      await client.close()
    }
  })
  return ms
}

/** MiniSearch as it comes, any word enough: milliseconds for one query. */
export async function searchMiniSearch(task: SearchTask): Promise<number> {
  const search = new MiniSearch<{ _id: number; text: string }>({ fields: ['text'], idField: '_id' })
  for (const batch of batches(task)) search.addAll(batch)
  return median((round) => search.search(task.query(round)).slice(0, task.limit))
}

/** The version of LanceDB that is measured: the newest for Node 20. Too large and native to be a dependency. */
export const lanceVersion = '0.37.1'
const lanceName = '@lancedb/lancedb'

/** What is used of LanceDB. */
interface Lance {
  connect: (folder: string) => Promise<LanceDatabase>
  Index: { fts: (options: object) => unknown }
}
interface LanceDatabase {
  createTable: (name: string, rows: object[]) => Promise<LanceTable>
  close: () => void
}
interface LanceTable {
  add: (rows: object[]) => Promise<unknown>
  createIndex: (column: string, options: { config: unknown; waitTimeoutSeconds: number }) => Promise<void>
  query: () => LanceQuery
}
interface LanceQuery {
  fullTextSearch: (words: string, options: { columns: string[] }) => LanceQuery
  select: (columns: string[]) => LanceQuery
  limit: (rows: number) => LanceQuery
  toArray: () => Promise<unknown[]>
}

async function findLance(): Promise<Lance | null> {
  try {
    return (await import(lanceName)) as Lance
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

/** LanceDB's full text with stems and without stop words: milliseconds for one query; null if it is not installed. */
export async function searchLance(task: SearchTask): Promise<number | null> {
  const lance = await findLance()
  if (!lance) return null
  const folder = mkdtempSync(join(tmpdir(), 'foothold-bench-'))
  try {
    const database = await lance.connect(folder)
    let table: LanceTable | null = null
    for (const batch of batches(task)) {
      if (table) await table.add(batch)
      else table = await database.createTable('suppliers', batch)
    }
    if (!table) return null
    const made = table
    const config = lance.Index.fts({ stem: true, removeStopWords: true })
    await made.createIndex('text', { config, waitTimeoutSeconds: 600 })
    const ms = await median((round) =>
      made
        .query()
        .fullTextSearch(task.query(round), { columns: ['text'] })
        .select(['_id', '_score'])
        .limit(task.limit)
        .toArray(),
    )
    database.close()
    return ms
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
