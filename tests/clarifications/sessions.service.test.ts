import { mergeQuestion, redactQuestion } from '../../server/clarifications/clarifications.moderate.service.ts'
import { readLog } from '../../server/clarifications/clarifications.read.service.ts'
import { answerQuestion } from '../../server/clarifications/clarifications.service.ts'
import {
  endOverdueSessions,
  endSessionsOf,
} from '../../server/clarifications/clarifications.sessions.clock.service.ts'
import { SessionEntry } from '../../server/clarifications/clarifications.sessions.model.ts'
import {
  choose,
  closePoll,
  startPoll,
} from '../../server/clarifications/clarifications.sessions.polls.service.ts'
import {
  readCalendar,
  readEntries,
  readSession,
} from '../../server/clarifications/clarifications.sessions.read.service.ts'
import * as run from '../../server/clarifications/clarifications.sessions.run.service.ts'
import {
  announceSession,
  cancelSession,
  changeSession,
  closeSession,
  openSession,
} from '../../server/clarifications/clarifications.sessions.service.ts'
import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { graceMs } from '../../shared/clarifications/session-status.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { actor } from '../platform/actors.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/app.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { anAnnouncedSession, anOpenSession, sessionInput } from './sessions.factory.ts'

const supplier = actor('supplier', 'asking-firm')
const colleague = actor('supplier', 'asking-firm', 'admin')
const otherSupplier = actor('supplier', 'other-supplier')
const thirdSupplier = actor('supplier', 'third-supplier')
const broker = actor('brokerage', 'ipec')
const text = 'May the pilot run in privately rented homes?'

let challenge: ChallengeRecord
const buyer = () => actor('authority', challenge.authorityId)

beforeAll(() => startTestDatabase())
afterAll(stopTestDatabase)
beforeEach(async () => {
  challenge = await aPublicChallenge()
})
afterEach(releaseClock)

describe('announcing', () => {
  it('stays inside the time for questions and answers, and names the field', async () => {
    const { askBy, answerBy } = challenge.timetable
    const minute = 60_000
    const announce = (startsAt: Date) => announceSession(buyer(), challenge._id, sessionInput({ startsAt }))
    const past = announce(new Date(now().getTime() - 1))
    await expect(past).rejects.toMatchObject({ fields: { startsAt: 'The start must be in the future' } })
    const late = announce(new Date((askBy as Date).getTime() + minute))
    await expect(late).rejects.toMatchObject({
      fields: { startsAt: expect.stringContaining('before questions close') },
    })
    challenge = await aPublicChallenge({ timetable: { ...challenge.timetable, answerBy: askBy } })
    const long = announce(new Date((askBy as Date).getTime() - minute))
    await expect(long).rejects.toMatchObject({
      fields: { minutes: expect.stringContaining('answers are due') },
    })
    expect(answerBy).not.toBeNull()
    await expect(announceSession(supplier, challenge._id, sessionInput())).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('keeps one calendar entry through each change, with a higher sequence, and takes it out at the end', async () => {
    const { id } = await announceSession(buyer(), challenge._id, sessionInput())
    const first = await readCalendar(visitor, id)
    expect(first.content).toContain(`UID:${id}-live@`)
    expect(first.content).toContain('SEQUENCE:0')
    expect(first.content).toMatch(/DTEND:\d{8}T\d{6}Z/)
    await changeSession(broker, id, sessionInput({ minutes: 90 }))
    expect((await readCalendar(visitor, id)).content).toContain('SEQUENCE:1')
    await cancelSession(buyer(), id, 'The officer is ill.')
    const last = await readCalendar(visitor, id)
    expect(last.method).toBe('CANCEL')
    for (const line of ['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:2', `UID:${id}-live@`])
      expect(last.content).toContain(line)
    await expect(changeSession(buyer(), id, sessionInput())).rejects.toMatchObject({ code: 'conflict' })
  })

  it('does not open before its time', async () => {
    const { id } = await announceSession(buyer(), challenge._id, sessionInput())
    await expect(openSession(buyer(), id)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('an open session', () => {
  it('queues ordinary questions by votes or time, one vote a supplier, none for one’s own', async () => {
    const id = await anOpenSession(buyer(), challenge._id)
    const first = await run.askInSession(supplier, id, { text })
    const second = await run.askInSession(otherSupplier, id, { text: 'Is there Wi-Fi?' })
    const vote = (who: typeof supplier, wants: 'yes' | 'no' = 'yes') =>
      run.voteInSession(who, id, { questionId: second.id, wants })
    await vote(supplier)
    await vote(colleague)
    await expect(vote(otherSupplier)).rejects.toMatchObject({ code: 'conflict' })
    await expect(vote(buyer())).rejects.toMatchObject({ code: 'forbidden' })
    const order = async () =>
      (await readSession(visitor, id)).queue.waiting.map(({ id: one, votes }) => [one, votes])
    expect(await order()).toEqual([
      [second.id, 1],
      [first.id, 0],
    ])
    await run.orderQueue(buyer(), id, { order: 'time' })
    expect(await order()).toEqual([
      [first.id, 0],
      [second.id, 1],
    ])
    await vote(supplier, 'no')
    expect((await readSession(visitor, id)).queue.waiting[1]?.votes).toBe(0)
  })

  it('counts a merged question’s asker and votes for the one it was folded into, each supplier once', async () => {
    const id = await anOpenSession(buyer(), challenge._id)
    const first = await run.askInSession(supplier, id, { text })
    const second = await run.askInSession(otherSupplier, id, { text: 'Rented homes too?' })
    for (const questionId of [first.id, second.id])
      await run.voteInSession(thirdSupplier, id, { questionId, wants: 'yes' })
    await mergeQuestion(broker, second.id, first.id)
    const { waiting } = (await readSession(visitor, id)).queue
    expect(waiting.map(({ id: one, votes }) => [one, votes])).toEqual([[first.id, 2]])
  })

  it('publishes an answer to all under the next number of the log, and notes it in the record', async () => {
    const id = await anOpenSession(buyer(), challenge._id)
    const { id: questionId } = await run.askInSession(supplier, id, { text })
    await run.markAnswering(buyer(), id, { questionId })
    expect((await readSession(visitor, id)).queue.answering?.id).toBe(questionId)
    expect(await run.answerInSession(buyer(), id, { questionId, text: 'Yes.' })).toMatchObject({ number: 1 })
    expect((await readSession(visitor, id)).queue.answering).toBeNull()
    expect((await readLog(visitor, challenge._id)).answered[0]?.answer?.text).toBe('Yes.')
    const kinds = (await readEntries(visitor, id)).entries.map(({ number, kind }) => [number, kind])
    expect(kinds).toEqual([
      [1, 'opened'],
      [2, 'asked'],
      [3, 'answering'],
      [4, 'answered'],
    ])
  })

  it('tells of what is answered later, by whichever page, and after its end in writing', async () => {
    const id = await anOpenSession(buyer(), challenge._id)
    const first = await run.askInSession(supplier, id, { text })
    const second = await run.askInSession(supplier, id, { text: 'And which floors?' })
    await run.answerLater(buyer(), id, { questionId: first.id })
    expect((await readSession(visitor, id)).queue.later.map((one) => one.id)).toEqual([first.id])
    await answerQuestion(buyer(), second.id, 'All.')
    await closeSession(broker, id)
    await answerQuestion(buyer(), first.id, 'Yes.')
    const { entries, session } = await readSession(visitor, id)
    expect(session.status).toBe('closed')
    expect(entries.map(({ kind }) => kind)).toEqual([
      'opened',
      'asked',
      'asked',
      'later',
      'answered',
      'closed',
    ])
    expect(entries[1]?.question?.number).toBe(2)
    await expect(run.askInSession(supplier, id, { text })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('does a message with one key once, also when it is sent twice at once', async () => {
    const id = await anOpenSession(buyer(), challenge._id)
    const ask = () => run.askInSession(supplier, id, { text, key: 'one' })
    const [first, again] = await Promise.all([ask(), ask()])
    expect(again).toEqual(first)
    // More often than a person may ask in an hour: it counts once.
    for (let times = 0; times < 21; times += 1) expect(await ask()).toEqual(first)
    const elsewhere = { ...supplier, organisation: otherSupplier.organisation }
    expect(await run.askInSession(elsewhere, id, { text, key: 'one' })).not.toEqual(first)
    await run.takeNote(buyer(), id, { note: 'Welcome.', key: 'two' })
    await run.takeNote(buyer(), id, { note: 'Welcome.', key: 'two' })
    const { entries } = await readEntries(visitor, id)
    expect(entries.map(({ kind }) => kind)).toEqual(['opened', 'asked', 'asked', 'note'])
  })

  it('does another message too that has the key of one before: whoever goes back in a browser sends it', async () => {
    const id = await anOpenSession(buyer(), challenge._id)
    const key = 'of a page'
    const { id: one } = await run.askInSession(supplier, id, { text, key })
    const { id: other } = await run.askInSession(supplier, id, { text: `${text} And how often?`, key })
    expect(other).not.toBe(one)
    await run.markAnswering(buyer(), id, { questionId: one, key })
    await run.answerLater(buyer(), id, { questionId: one, key })
    const { entries } = await readEntries(visitor, id)
    expect(entries.map(({ kind }) => kind)).toEqual(['opened', 'asked', 'asked', 'answering', 'later'])
  })

  it('numbers what twenty suppliers say at once without gaps, and gives the rest after a number', async () => {
    const id = await anOpenSession(buyer(), challenge._id)
    const many = Array.from({ length: 20 }, (_, index) => actor('supplier', `firm-${index}`))
    await Promise.all(many.map((one) => run.askInSession(one, id, { text })))
    const numbers = (await SessionEntry.find({ liveSessionId: id }).sort({ number: 1 }).lean()).map(
      ({ number }) => number,
    )
    expect(numbers).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
    const rest = await readEntries(visitor, id, 19)
    expect(rest.entries.map(({ number }) => number)).toEqual([20, 21])
    expect(rest.number).toBe(21)
  })

  it('asks suppliers: one choice each that can be changed, the result to all and only after closing', async () => {
    const id = await anOpenSession(buyer(), challenge._id)
    const { id: pollId } = await startPoll(buyer(), id, {
      question: 'Which day?',
      options: ['Monday', 'Tuesday'],
    })
    const options = async () => (await readSession(buyer(), id)).polls[0]?.options ?? []
    const [monday, tuesday] = (await options()).map((option) => option.id) as [string, string]
    await choose(supplier, id, { pollId, optionId: monday })
    await choose(colleague, id, { pollId, optionId: tuesday })
    await choose(otherSupplier, id, { pollId, optionId: tuesday })
    expect((await options()).map(({ count }) => count)).toEqual([null, null])
    await expect(choose(buyer(), id, { pollId, optionId: monday })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await closePoll(buyer(), id, { pollId })
    const seen = (await readSession(visitor, id)).polls[0]?.options.map(({ count }) => count)
    expect(seen).toEqual([0, 2])
    await expect(choose(supplier, id, { pollId, optionId: monday })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await readEntries(visitor, id)).entries.at(-1)?.text).toBe('Which day?\nMonday: 0\nTuesday: 2')
  })
})

describe('the end', () => {
  it('comes by the clock two hours after the expected end, and not before', async () => {
    const open = await anOpenSession(buyer(), challenge._id)
    releaseClock()
    const forgotten = await anAnnouncedSession(buyer(), challenge._id)
    const end = (await readSession(visitor, open)).session.endsAt.getTime()
    setClock(new Date(end + graceMs - 5000))
    await endOverdueSessions()
    const statusOf = async (id: string) => (await readSession(visitor, id)).session
    expect((await statusOf(open)).endedAt).toBeNull()
    setClock(new Date(end + graceMs + 60_000))
    await endOverdueSessions()
    expect(await statusOf(open)).toMatchObject({ status: 'closed', endedAt: expect.any(Date) })
    expect(await statusOf(forgotten)).toMatchObject({
      status: 'cancelled',
      cancelReason: 'Nobody opened it at its time.',
    })
    expect((await readEntries(visitor, open)).entries.at(-1)).toMatchObject({ kind: 'closed', by: 'clock' })
  })

  it('comes with the end of the challenge', async () => {
    const open = await anOpenSession(buyer(), challenge._id)
    releaseClock()
    const { id: announced } = await announceSession(buyer(), challenge._id, sessionInput())
    await endSessionsOf(challenge._id)
    await endSessionsOf(challenge._id)
    expect((await readSession(visitor, open)).session.status).toBe('closed')
    expect((await readSession(visitor, announced)).session.status).toBe('cancelled')
  })
})

describe('who asked', () => {
  it('is in nothing that anybody but a broker reads, while it is open and after, and a redaction holds there too', async () => {
    const id = await anOpenSession(buyer(), challenge._id)
    const { id: questionId } = await run.askInSession(supplier, id, { text: 'Will Jane Doe visit?' })
    await run.voteInSession(otherSupplier, id, { questionId, wants: 'yes' })
    await redactQuestion(broker, questionId, {
      part: 'question',
      text: 'Will an officer visit?',
      reason: 'a name',
    })
    const readers = [visitor, buyer(), actor('authority', challenge.authorityId, 'viewer'), thirdSupplier]
    const nothing = async () => {
      for (const reader of readers) {
        const said = JSON.stringify([await readSession(reader, id), await readEntries(reader, id)])
        expect(said).not.toMatch(/asking-firm|other-supplier|Jane Doe/)
      }
    }
    await nothing()
    await closeSession(buyer(), id)
    await nothing()
    expect((await readSession(broker, id)).queue.waiting[0]?.asker?.organisationId).toBe('asking-firm')
    const asked = (await readEntries(buyer(), id)).entries.find(({ kind }) => kind === 'asked')
    expect(asked?.at.getTime()).toBe(Math.floor(now().getTime() / 86_400_000) * 86_400_000)
  })
})
