import mongoose from 'mongoose'
import { releaseClock } from '../../server/platform/clock.ts'
import { closeEverything } from '../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { connectDatabase, createIndexes } from '../../server/platform/database.ts'
import { freshServices } from '../platform/database.ts'

/** An empty database for the tests of a service, without the rest of the application. */
export function useDatabase(): void {
  beforeAll(async () => {
    const { mongodbUri, redisUrl } = freshServices()
    useConfig(readConfig({ ...process.env, MONGODB_URI: mongodbUri, REDIS_URL: redisUrl }))
    await connectDatabase()
    await createIndexes()
  })
  afterEach(releaseClock)
  afterAll(async () => {
    await mongoose.connection.dropDatabase()
    await closeEverything()
  })
}

/** Deletes what earlier tests of the file wrote. */
export async function emptyDatabase(): Promise<void> {
  for (const model of Object.values(mongoose.models)) await model.deleteMany({})
}
