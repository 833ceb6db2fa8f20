import type { Request } from 'express'
import type { ClientSession } from 'mongoose'
import { Vote } from '../../server/clarifications/clarifications.votes.model.ts'
import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import { transaction } from '../../server/platform/database.ts'
import { answerOnce } from '../../server/platform/idempotency.ts'
import { newId } from '../../shared/platform/ids.ts'
import { everybody } from './actors.ts'
import { startTestDatabase, stopTestDatabase } from './app.ts'

beforeAll(() => startTestDatabase())
afterAll(async () => {
  releaseClock()
  await stopTestDatabase()
})

const actor = everybody.supplier
const requestWith = (key: string, body: object = {}) =>
  ({ get: () => key, method: 'POST', originalUrl: '/api/v1/votes', body }) as unknown as Request

const countOf = (questionId: string) => Vote.countDocuments({ questionId })

/** Work that keeps one row, and then does what is said. */
function voting(questionId: string, afterwards: () => void | Promise<void> = () => undefined) {
  return async () => {
    const { organisationId } = await transaction(async (session: ClientSession) => {
      const organisationId = newId()
      await Vote.create([{ questionId, organisationId }], { session })
      return { organisationId }
    })
    await afterwards()
    return { status: 201, body: { organisationId } }
  }
}

it('answers a repeat with what was made, though the first answer was lost after all was kept', async () => {
  const [questionId, request] = [newId(), requestWith(newId())]
  const lost = voting(questionId, () => {
    throw new Error('the line was cut')
  })
  await expect(answerOnce(request, actor, [], lost)).rejects.toThrow('the line was cut')
  const made = await Vote.findOne({ questionId }).lean()
  const { body } = await answerOnce(request, actor, [], voting(questionId))
  expect(body).toEqual({ organisationId: made?.organisationId })
  expect(await answerOnce(request, actor, [], voting(questionId))).toEqual({ status: 201, body })
  expect(await countOf(questionId)).toBe(1)
})

it('does again what was refused before anything was kept', async () => {
  const [questionId, request] = [newId(), requestWith(newId())]
  const refused = () => Promise.reject(new Error('not now'))
  await expect(answerOnce(request, actor, [], refused)).rejects.toThrow('not now')
  await answerOnce(request, actor, [], voting(questionId))
  expect(await countOf(questionId)).toBe(1)
})

it('lets another take over from one that says nothing any more, who then keeps nothing', async () => {
  const [questionId, request] = [newId(), requestWith(newId())]
  let goOn: () => void = () => undefined
  const whenTold = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let failure: Promise<unknown> = Promise.resolve()
  // The other one asks only once this one has begun.
  await new Promise<void>((resolve) => {
    const slow = answerOnce(request, actor, [], async () => {
      resolve()
      await whenTold
      return voting(questionId)()
    })
    failure = slow.catch((error: unknown) => error)
  })
  await expect(answerOnce(request, actor, [], voting(questionId))).rejects.toMatchObject({ code: 'conflict' })
  setClock(new Date(now().getTime() + 20_000))
  await answerOnce(request, actor, [], voting(questionId))
  goOn()
  expect(await failure).toMatchObject({ code: 'conflict' })
  expect(await countOf(questionId)).toBe(1)
})

it('says that it was done when what it gave cannot be given again', async () => {
  const [questionId, request] = [newId(), requestWith(newId())]
  const givingRows = async () => {
    await transaction((session) => Vote.create([{ questionId, organisationId: newId() }], { session }))
    throw new Error('the line was cut')
  }
  await expect(answerOnce(request, actor, [], givingRows)).rejects.toThrow('the line was cut')
  await expect(answerOnce(request, actor, [], givingRows)).rejects.toThrow(/done when you first asked/)
  expect(await countOf(questionId)).toBe(1)
})

it('refuses the key of another body', async () => {
  const key = newId()
  await answerOnce(requestWith(key), actor, [], voting(newId()))
  const other = answerOnce(requestWith(key, { other: true }), actor, [], voting(newId()))
  await expect(other).rejects.toMatchObject({ code: 'invalid' })
})
