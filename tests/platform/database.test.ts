import mongoose from 'mongoose'
import { createIndexes, deleteAllRecords, transaction } from '../../server/platform/database.ts'
import { asRefusal } from '../../server/platform/refusals.ts'
import { sharedRedis } from '../../server/platform/redis.ts'
import { Resource } from '../../server/resources/resources.model.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { emptyDatabase, freshServices, useDatabase } from './database.ts'

useDatabase()

const notes = () => mongoose.connection.collection<{ _id: string }>('notes')

test('deleting every record spares what others keep in the same database', async () => {
  await aChallenge()
  await mongoose.connection.collection('somebodys').insertOne({ kept: true })
  await deleteAllRecords()
  const count = (name: string) => mongoose.connection.collection(name).countDocuments()
  expect([await count('challenges'), await count('somebodys')]).toEqual([0, 1])
})

const ofLibrary = () =>
  Object.values(mongoose.models).filter(({ modelName }) => modelName === Resource.modelName)

test('an index of words that was made for other fields gives way to the one that is declared', async () => {
  const words = async () =>
    (await Resource.collection.indexes()).flatMap(({ weights }) =>
      weights ? [Object.keys(weights).sort()] : [],
    )
  const [declared] = await words()
  await Resource.collection.dropIndex('words')
  await Resource.collection.createIndex({ title: 'text', body: 'text' }, { name: 'words' })
  await createIndexes(ofLibrary())
  expect(await words()).toEqual([declared])
  const kept = (await Resource.collection.indexes()).length
  await createIndexes(ofLibrary())
  expect(await Resource.collection.indexes()).toHaveLength(kept)
})

// The driver passes it on as the socket threw it, without the label that says that it can be tried again.
const hungUp = () =>
  Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' })

test('a transaction whose connection was hung up on is tried again, and only once more is kept', async () => {
  let tries = 0
  const gave = await transaction(async (session) => {
    tries += 1
    await notes().insertOne({ _id: `try ${tries}` }, { session })
    if (tries === 1) throw hungUp()
    return 'done'
  })
  expect(gave).toBe('done')
  expect(await notes().find().toArray()).toEqual([{ _id: 'try 2' }])
  await notes().deleteMany({})
  expect(asRefusal(hungUp())).toMatchObject({ code: 'unavailable' })
})

describe('the database of a test file', () => {
  it('is a new one each time', () => {
    expect(freshServices().mongodbUri).not.toBe(freshServices().mongodbUri)
  })

  it('takes transactions', async () => {
    await notes().insertOne({ _id: 'kept' })
    await expect(
      transaction(async (session) => {
        await notes().insertOne({ _id: 'lost' }, { session })
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await notes().countDocuments()).toBe(1)
  })

  it('can be emptied', async () => {
    await emptyDatabase()
    expect(await notes().countDocuments()).toBe(0)
  })

  it('comes with an empty Redis that never drops a key to make room', async () => {
    expect(await sharedRedis().dbsize()).toBe(0)
    expect(await sharedRedis().config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  })
})
