import { readDraft } from '../../server/clarifications/clarifications.drafts.service.ts'
import { readLog } from '../../server/clarifications/clarifications.read.service.ts'
import { readSession } from '../../server/clarifications/clarifications.sessions.read.service.ts'
import { isToldAlone } from '../../server/clarifications/clarifications.sessions.read.service.ts'
import { redactEntry } from '../../server/clarifications/clarifications.sessions.redact.service.ts'
import * as run from '../../server/clarifications/clarifications.sessions.run.service.ts'
import { closeSession } from '../../server/clarifications/clarifications.sessions.service.ts'
import { SessionEntry } from '../../server/clarifications/clarifications.sessions.model.ts'
import { changeSettings } from '../../server/clarifications/clarifications.settings.service.ts'
import { signOff } from '../../server/clarifications/clarifications.sign-off.service.ts'
import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { anOpenSession } from './sessions.factory.ts'

useDatabase()

const supplier = actor('supplier', 'asking-firm')
const broker = actor('brokerage', 'ipec')
let challenge: ChallengeRecord
let id: string
const officer = () => actor('authority', challenge.authorityId)
const colleague = () => actor('authority', challenge.authorityId, 'admin')
beforeEach(async () => {
  challenge = await aPublicChallenge()
  id = await anOpenSession(officer(), challenge._id)
})
afterEach(releaseClock)

describe('where answers need a sign-off, one given in a session', () => {
  let questionId: string
  beforeEach(async () => {
    await changeSettings(officer(), challenge._id, { display: 'with-answer', signOff: true })
    questionId = (await run.askInSession(supplier, id, { text: 'May we film?' })).id
    await run.markAnswering(officer(), id, { questionId })
  })
  const answer = (text: string) => run.answerInSession(officer(), id, { questionId, text })

  it('is said to come in writing, once, and goes to a second officer with nobody else reading it', async () => {
    expect(await answer('Never indoors.')).toEqual({ number: null })
    await answer('Never, indoors.')
    const { entries, queue, needsSignOff } = await readSession(visitor, id)
    expect(needsSignOff).toBe(true)
    expect(entries.map(({ kind }) => kind)).toEqual(['opened', 'asked', 'answering', 'later'])
    expect(queue.answering).toBeNull()
    expect(queue.later.map((one) => one.id)).toEqual([questionId])
    expect(JSON.stringify(await readSession(supplier, id))).not.toContain('indoors')
    expect(await readDraft(colleague(), questionId)).toMatchObject({
      text: 'Never, indoors.',
      isForSignOff: true,
      may: { signOff: true },
    })
  })

  it('joins the log and the transcript when it is signed off after the session', async () => {
    await answer('Never indoors.')
    await closeSession(officer(), id)
    setClock(new Date(now().getTime() + 60_000))
    const { revision = 0 } = (await readDraft(colleague(), questionId)) ?? {}
    await signOff(colleague(), questionId, revision)
    const { answeredSince, queue } = await readSession(visitor, id)
    expect(answeredSince).toMatchObject([{ number: 1, answer: { text: 'Never indoors.' } }])
    expect(queue.later).toEqual([])
    expect((await readLog(visitor, challenge._id)).answered).toHaveLength(1)
    expect(await isToldAlone(questionId)).toBe(true)
  })

  it('stands in the record when it is signed off while the session is open', async () => {
    await answer('Never indoors.')
    const { revision = 0 } = (await readDraft(colleague(), questionId)) ?? {}
    await signOff(colleague(), questionId, revision)
    const { entries } = await readSession(visitor, id)
    expect(entries.at(-1)).toMatchObject({
      kind: 'answered',
      question: { answer: { text: 'Never indoors.' } },
    })
    expect(await isToldAlone(questionId)).toBe(false)
  })
})

describe('words of the record', () => {
  const mend = { text: 'The tenant asked for it.', reason: 'names a tenant' }

  it('are replaced by brokers alone, also in the transcript, and stay in the record for them', async () => {
    const { number } = await run.takeNote(officer(), id, { note: 'Jane Doe asked for it.' })
    for (const who of [officer(), supplier, visitor])
      await expect(redactEntry(who, id, number, mend)).rejects.toMatchObject({ code: 'forbidden' })
    await redactEntry(broker, id, number, mend)
    await closeSession(officer(), id)
    for (const who of [visitor, supplier, officer()]) {
      const session = await readSession(who, id)
      expect(session.entries.at(-2)).toMatchObject({ text: mend.text, isRedacted: true, originals: null })
      expect(session.redacted.map((entry) => entry.number)).toEqual([number])
      expect(JSON.stringify(session)).not.toMatch(/Jane|names a tenant/)
    }
    const { entries } = await readSession(broker, id)
    expect(entries.at(-2)?.originals).toEqual([
      { original: 'Jane Doe asked for it.', reason: 'names a tenant' },
    ])
    const kept = await SessionEntry.findOne({ liveSessionId: id, number }).lean()
    expect(kept?.redactions[0]).toMatchObject({ by: broker.userId })
  })

  it('are gone from the agenda beside it, and those of questions are redacted with the question', async () => {
    const itemId = (await readSession(visitor, id)).session.agenda[0]?.id ?? ''
    await run.moveToItem(officer(), id, { itemId })
    const entry = (await readSession(visitor, id)).entries.at(-1)
    await redactEntry(broker, id, entry?.number ?? 0, mend)
    expect((await readSession(visitor, id)).session.agenda[0]?.text).toBe(mend.text)
    await run.askInSession(supplier, id, { text: 'May we film?' })
    const asked = (await readSession(visitor, id)).entries.at(-1)?.number ?? 0
    await expect(redactEntry(broker, id, asked, mend)).rejects.toMatchObject({ code: 'conflict' })
    await expect(redactEntry(broker, id, 99, mend)).rejects.toMatchObject({ code: 'not-found' })
  })
})
