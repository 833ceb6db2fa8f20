import { rmSync } from 'node:fs'
import { MongoClient } from 'mongodb'

/** After the last test: the servers stop and their data go. */
export default async function stopForTests() {
  const { testServices } = /** @type {any} */ (globalThis)
  if (!testServices) return
  // A server of one's own goes on: nothing of this run may be left behind in it.
  const client = await MongoClient.connect(testServices.services.mongodbUri)
  const { databases } = await client.db().admin().listDatabases({ nameOnly: true })
  for (const { name } of databases)
    if (name.startsWith(`${process.env.TEST_RUN}_`)) await client.db(name).dropDatabase()
  await client.close()
  await testServices.services.stop()
  rmSync(testServices.folder, { recursive: true, force: true })
}
