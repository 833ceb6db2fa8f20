import { rmSync } from 'node:fs'
import { MongoClient } from 'mongodb'

/** After the last test: the servers stop and their data go. */
export default async function stopForTests() {
  const { testServices } = /** @type {any} */ (globalThis)
  if (!testServices) return
  // A server of one's own goes on: what the journeys shared in it must not be left behind.
  const client = await MongoClient.connect(testServices.services.mongodbUri)
  await client.db(`${process.env.TEST_RUN}_demonstration`).dropDatabase()
  await client.close()
  await testServices.services.stop()
  rmSync(testServices.folder, { recursive: true, force: true })
}
