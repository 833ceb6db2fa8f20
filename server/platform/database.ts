import mongoose, { type ClientSession } from 'mongoose'
import { closeAtEnd } from './closing.ts'
import { config } from './config.ts'
import { AppError } from './errors.ts'
import { logger } from './logger.ts'
import { nextStep } from './repeatable.ts'

mongoose.set('strictQuery', 'throw')
mongoose.set('autoIndex', false)
mongoose.set('autoCreate', false)

let isClosing = false
// Once for the process: tests connect many times.
mongoose.connection.on('disconnected', () => {
  if (!isClosing) logger('platform').warn('MongoDB is away')
})
mongoose.connection.on('reconnected', () => logger('platform').info('MongoDB is back'))

/** Connects to MongoDB; keeps trying by itself after a loss, while each operation fails within seconds. */
export async function connectDatabase(uri: string = config().mongodbUri): Promise<void> {
  isClosing = false
  await mongoose.connect(uri, {
    serverSelectionTimeoutMS: 5000,
    socketTimeoutMS: 30_000,
    maxPoolSize: 20,
    writeConcern: { w: 'majority', journal: true },
  })
  closeAtEnd('MongoDB', () => {
    isClosing = true
    return mongoose.disconnect()
  })
}

/** Creates every collection and index that these models declare, by default all that are loaded; safe to repeat. */
export async function createIndexes(models = Object.values(mongoose.models)): Promise<void> {
  for (const model of models) {
    await model.createCollection()
    await dropOtherWords(model)
    await model.createIndexes()
  }
}

/** MongoDB keeps one index of words for a collection and changes none: one that was made for other fields goes first. */
async function dropOtherWords({ schema, collection }: mongoose.Model<unknown>): Promise<void> {
  const textFields = (fields: object) =>
    Object.keys(fields).filter((name) => (fields as Record<string, unknown>)[name] === 'text')
  const wanted = schema
    .indexes()
    .map(([fields]) => textFields(fields).sort())
    .find((names) => names.length > 0)
  if (!wanted) return
  for (const { name, weights } of await collection.indexes())
    if (name && weights && String(Object.keys(weights).sort()) !== String(wanted))
      await collection.dropIndex(name)
}

/** Deletes every record of Foothold's own collections but the settings; collections and indexes stay. */
export async function deleteAllRecords(): Promise<void> {
  const ours = new Set(Object.values(mongoose.models).map((model) => model.collection.name))
  for (const collection of (await mongoose.connection.db?.collections()) ?? []) {
    const { collectionName: name } = collection
    if (name === 'settings') continue
    // Somebody's own database may hold more than Foothold's.
    if (ours.has(name) || /^(?:files|open_data)\./.test(name)) await collection.deleteMany({})
  }
}

/**
 * Runs `work` in one MongoDB transaction: all of it is kept or none. `work` may run more than once
 * (write conflicts are tried again), so it does nothing but read and write through `session`. In a request that comes
 * again under its Idempotency-Key, work that was kept gives what it gave then.
 */
export async function transaction<Result>(
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  const step = nextStep(work)
  if (step?.done) return step.done.result
  const whole = async (session: ClientSession) => {
    const result = await work(session)
    await step?.keep(session, result)
    return result
  }
  return mongoose.connection.transaction((session) => whole(session).catch(throwCause), {
    readConcern: { level: 'snapshot' },
    writeConcern: { w: 'majority', journal: true },
    readPreference: 'primary',
  }) as Promise<Result>
}

/**
 * Shows the driver that the transaction can be tried again: a bulk write wraps a lost connection, and one whose other
 * end has hung up throws what the socket threw.
 */
function throwCause(error: unknown): never {
  if (hasHungUp(error)) {
    const lost = new mongoose.mongo.MongoNetworkError(error.message, { cause: error })
    lost.addErrorLabel('TransientTransactionError')
    throw lost
  }
  const isWrapped = error instanceof mongoose.mongo.MongoBulkWriteError
  throw isWrapped && error.errorResponse instanceof mongoose.mongo.MongoError ? error.errorResponse : error
}

/** True for what a socket throws that is written to after its other end has closed it. */
export const hasHungUp = (error: unknown): error is Error =>
  error instanceof Error &&
  !(error instanceof mongoose.mongo.MongoError) &&
  'code' in error &&
  error.code === 'EPIPE'

/** The same inside a transaction that runs already, if there is one: then that keeps all or none. */
export async function joinTransaction<Result>(
  running: ClientSession | undefined,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  return running ? work(running) : transaction(work)
}

/** True while the database can be asked. */
export const isDatabaseReady = (): boolean =>
  mongoose.connection.readyState === mongoose.ConnectionStates.connected

/** Turns MongoDB's refusal of a second row under a unique index into a conflict with a clear message. */
export async function refuseDuplicate<Result>(work: Promise<Result>, message: string): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === 11_000)
      throw new AppError('conflict', message)
    throw error
  }
}

/** The longest that a search may keep the database busy, in milliseconds. */
export const longestSearchMs = 2000

/** Text from a person made harmless for use inside a regular expression. */
export const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
