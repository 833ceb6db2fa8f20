import { listEvents } from '../../server/audit/index.ts'
import {
  mergeQuestion,
  redactQuestion,
  reportQuestion,
} from '../../server/clarifications/clarifications.moderate.service.ts'
import { readLog } from '../../server/clarifications/clarifications.read.service.ts'
import { answerQuestion, askQuestion } from '../../server/clarifications/clarifications.service.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { sharedRedis } from '../../server/platform/redis.ts'
import { actor } from '../platform/actors.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/app.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { visitor } from '../../shared/platform/actor.ts'

const supplier = actor('supplier', 'supplier')
const otherSupplier = actor('supplier', 'other-supplier')
const broker = actor('brokerage', 'ipec')
const question = 'May the pilot run in privately rented homes as well?'

let challenge: ChallengeRecord
const buyer = () => actor('authority', challenge.authorityId)

beforeAll(() => startTestDatabase())
afterAll(stopTestDatabase)
beforeEach(async () => {
  // One person asks more here than anybody may in an hour.
  await sharedRedis().flushdb()
  challenge = await aPublicChallenge()
})
afterEach(releaseClock)

describe('asking', () => {
  it('shows the question to those who asked, those who answer and the brokers, and its number to all', async () => {
    await askQuestion(supplier, challenge._id, question)
    const waitingFor = async (who: typeof supplier) =>
      (await readLog(who, challenge._id)).waiting.map(({ text }) => text)
    expect(await waitingFor(supplier)).toEqual([question])
    expect(await waitingFor(buyer())).toEqual([question])
    expect(await waitingFor(broker)).toEqual([question])
    expect(await waitingFor(otherSupplier)).toEqual([])
    const publicLog = await readLog(visitor, challenge._id)
    expect(publicLog.waiting).toEqual([])
    expect(publicLog.waitingCount).toBe(1)
  })

  it('hides who asked from everybody but the brokers, in every field', async () => {
    await askQuestion(supplier, challenge._id, question)
    const { waiting } = await readLog(buyer(), challenge._id)
    expect(JSON.stringify(waiting)).not.toContain('supplier-member')
    expect(waiting[0]?.asker).toBeNull()
    const forBrokers = await readLog(broker, challenge._id)
    expect(forBrokers.waiting[0]?.asker?.organisationId).toBe('supplier')
  })

  it('keeps one letter for a supplier within a challenge, and draws another elsewhere', async () => {
    await askQuestion(supplier, challenge._id, question)
    await askQuestion(supplier, challenge._id, 'Another one?')
    await askQuestion(otherSupplier, challenge._id, 'From somebody else?')
    const letters = (await readLog(broker, challenge._id)).waiting.map(({ letter }) => letter)
    expect(letters[0]).toBe(letters[1])
    expect(letters[2]).not.toBe(letters[0])
  })

  it('gives twenty suppliers who ask at once twenty letters', async () => {
    const many = Array.from({ length: 20 }, (_, index) => actor('supplier', `firm-${index}`))
    await Promise.all(many.map((one) => askQuestion(one, challenge._id, question)))
    const letters = (await readLog(broker, challenge._id)).waiting.map(({ letter }) => letter)
    expect(new Set(letters).size).toBe(20)
  })

  it('is refused a millisecond after the deadline, saying when that was', async () => {
    const { askBy } = challenge.timetable
    freezeClock(askBy as Date)
    await askQuestion(supplier, challenge._id, question)
    freezeClock(new Date((askBy as Date).getTime() + 1))
    await expect(askQuestion(supplier, challenge._id, question)).rejects.toMatchObject({ code: 'too-late' })
  })

  it('is not for buyers, viewers or unknown challenges', async () => {
    await expect(askQuestion(buyer(), challenge._id, question)).rejects.toMatchObject({ code: 'forbidden' })
    const viewer = actor('supplier', 'supplier', 'viewer')
    await expect(askQuestion(viewer, challenge._id, question)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(askQuestion(supplier, 'nonsense', question)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('answering', () => {
  it('publishes question and answer to everybody under the next number', async () => {
    const first = await askQuestion(supplier, challenge._id, question)
    const second = await askQuestion(otherSupplier, challenge._id, 'Is there Wi-Fi?')
    expect(await answerQuestion(buyer(), second.id, 'In most.')).toMatchObject({ number: 1 })
    expect(await answerQuestion(broker, first.id, 'Yes.')).toMatchObject({ number: 2 })
    const log = await readLog(visitor, challenge._id)
    expect(log.answered.map(({ number, answer }) => [number, answer?.text])).toEqual([
      [2, 'Yes.'],
      [1, 'In most.'],
    ])
    expect(JSON.stringify(log)).not.toContain('other-supplier')
    expect((await readLog(visitor, challenge._id, 1)).answered).toHaveLength(1)
  })

  it('has one winner when two officers answer at once', async () => {
    const { id } = await askQuestion(supplier, challenge._id, question)
    const tries = await Promise.allSettled([
      answerQuestion(buyer(), id, 'Yes.'),
      answerQuestion(buyer(), id, 'No.'),
    ])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await readLog(visitor, challenge._id)).answered).toHaveLength(1)
  })

  it('is refused after the deadline for answers', async () => {
    const { id } = await askQuestion(supplier, challenge._id, question)
    freezeClock(new Date((challenge.timetable.answerBy as Date).getTime() + 1))
    await expect(answerQuestion(buyer(), id, 'Yes.')).rejects.toMatchObject({ code: 'too-late' })
  })

  it('does not show a waiting question to another authority, as if it did not exist', async () => {
    const { id } = await askQuestion(supplier, challenge._id, question)
    const stranger = actor('authority', 'other-council')
    await expect(answerQuestion(stranger, id, 'Yes.')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('moderating', () => {
  it('replaces words in public and keeps the original for brokers', async () => {
    const { id } = await askQuestion(supplier, challenge._id, 'Will Jane Doe of your team visit?')
    await answerQuestion(buyer(), id, 'Yes.')
    await reportQuestion(otherSupplier, id, 'It names a person')
    await redactQuestion(broker, id, {
      part: 'question',
      text: 'Will an officer visit?',
      reason: 'names a person',
    })
    const [seen] = (await readLog(visitor, challenge._id)).answered
    expect(seen).toMatchObject({
      text: 'Will an officer visit?',
      isRedacted: true,
      originals: null,
      reports: null,
    })
    const [full] = (await readLog(broker, challenge._id)).answered
    expect(full?.originals?.[0]?.original).toContain('Jane Doe')
    expect(full?.reports).toEqual([])
  })

  it('keeps one report of a person until it is settled, and tells of it once', async () => {
    const { id } = await askQuestion(supplier, challenge._id, question)
    await answerQuestion(buyer(), id, 'Yes.')
    await reportQuestion(otherSupplier, id, 'It names a person')
    await reportQuestion(otherSupplier, id, 'It names two people')
    await reportQuestion(buyer(), id, 'It is rude')
    const [reported] = (await readLog(broker, challenge._id)).answered
    expect(reported?.reports?.map(({ reason }) => reason)).toEqual(['It names two people', 'It is rude'])
    const events = await listEvents('challenge', challenge._id)
    expect(events.filter(({ name }) => name === 'clarification.reported')).toHaveLength(2)
    for (let i = 0; i < 18; i += 1) await reportQuestion(otherSupplier, id, 'Again')
    await expect(reportQuestion(otherSupplier, id, 'Again')).rejects.toMatchObject({ code: 'too-many' })
  })

  it('folds one question into another, and those folded into it follow', async () => {
    const first = await askQuestion(supplier, challenge._id, question)
    const second = await askQuestion(otherSupplier, challenge._id, `${question} Please?`)
    await mergeQuestion(broker, second.id, first.id)
    const { waiting, waitingCount } = await readLog(broker, challenge._id)
    expect(waiting.map(({ id }) => id)).toEqual([first.id])
    expect(waitingCount).toBe(1)
    await expect(mergeQuestion(broker, first.id, first.id)).rejects.toMatchObject({ code: 'invalid' })
    await expect(mergeQuestion(buyer(), first.id, second.id)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
