import mongoose from 'mongoose'
import { deleteAllRecords, transaction } from '../../server/platform/database.ts'
import { sharedRedis } from '../../server/platform/redis.ts'
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
