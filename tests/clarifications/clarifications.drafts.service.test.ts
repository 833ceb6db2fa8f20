import { correctAnswer } from '../../server/clarifications/clarifications.correct.service.ts'
import {
  askSignOff,
  readDraft,
  saveDraftAnswer,
} from '../../server/clarifications/clarifications.drafts.service.ts'
import { signOff } from '../../server/clarifications/clarifications.sign-off.service.ts'
import { redactQuestion } from '../../server/clarifications/clarifications.moderate.service.ts'
import { clarificationPolicy as policy } from '../../server/clarifications/clarifications.policy.ts'
import { readLog } from '../../server/clarifications/clarifications.read.service.ts'
import { answerQuestion, askQuestion } from '../../server/clarifications/clarifications.service.ts'
import { changeSettings } from '../../server/clarifications/clarifications.settings.service.ts'
import { listEvents } from '../../server/audit/index.ts'
import { releaseOf } from '../../server/publication/publication.facts.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { actor, allowed } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()

const supplier = actor('supplier', 'supplier')
const broker = actor('brokerage', 'ipec')
let challenge: ChallengeRecord
let id: string
const officer = () => actor('authority', challenge.authorityId)
const colleague = () => actor('authority', challenge.authorityId, 'admin')
const words = { text: 'Yes, in most homes.', why: '' }
beforeEach(async () => {
  challenge = await aPublicChallenge()
  id = (await askQuestion(supplier, challenge._id, 'Is there Wi-Fi?')).id
})
const needSignOff = () => changeSettings(officer(), challenge._id, { display: 'with-answer', signOff: true })
const answered = async () => (await readLog(visitor, challenge._id)).answered

describe('the policy', () => {
  const room = {
    buyerIds: ['council'],
    status: 'clarifications-closed',
    isPublished: true,
    askBy: null,
    answerBy: new Date('2026-12-08T17:00:00Z'),
  }
  const facts = (status: 'waiting' | 'answered' | 'merged') => ({
    askerOrganisationId: 'supplier',
    status,
    isReported: false,
  })
  const late = new Date('2026-12-09T17:00:00Z')
  const inTime = new Date('2026-12-01T17:00:00Z')

  it.each([
    ['waiting', inTime, ['buyer', 'broker'], []],
    ['waiting', late, [], []],
    ['answered', late, ['buyer', 'broker'], ['buyer', 'broker']],
    ['merged', inTime, [], []],
  ] as const)('on what is %s at %s', (status, at, drafting, correcting) => {
    expect(allowed((who) => policy.draft(who, room, facts(status), at))).toEqual(drafting)
    expect(allowed((who) => policy.correct(who, room, facts(status)))).toEqual(correcting)
    const closed = { ...room, status: 'closed' }
    expect(allowed((who) => policy.draft(who, closed, facts(status), at))).toEqual([])
  })

  it('lets an officer sign off what neither they wrote nor put forward', () => {
    const signing = (writtenBy: string, askedBy: string) =>
      allowed((who) => policy.signOff(who, room, facts('waiting'), { writtenBy, askedBy }, inTime))
    expect(signing('somebody', 'somebody')).toEqual(['buyer'])
    expect(signing('council-member', 'somebody')).toEqual([])
    expect(signing('somebody', 'council-member')).toEqual([])
  })
})

describe('a draft', () => {
  it('is kept, and what a colleague had written stays beside it; no supplier reads it', async () => {
    await saveDraftAnswer(officer(), id, { text: 'Yes', why: '' })
    await saveDraftAnswer(officer(), id, words)
    expect(await saveDraftAnswer(colleague(), id, { text: 'No.', why: '' })).toEqual({ revision: 3 })
    const draft = await readDraft(officer(), id)
    expect(draft).toMatchObject({ text: 'No.', isForSignOff: false, earlier: [{ text: words.text }] })
    await expect(readDraft(supplier, id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(saveDraftAnswer(supplier, id, words)).rejects.toMatchObject({ code: 'forbidden' })
    expect(JSON.stringify(await readLog(supplier, challenge._id))).not.toContain('No.')
  })

  it('is published by somebody else’s sign-off alone, where the challenge wants one', async () => {
    await needSignOff()
    for (const who of [officer(), broker])
      await expect(answerQuestion(who, id, 'Yes.')).rejects.toMatchObject({ code: 'conflict' })
    await expect(signOff(colleague(), id, 1)).rejects.toMatchObject({ code: 'conflict' })
    // Nobody else may learn by it whether an answer is on its way.
    await expect(signOff(supplier, id, 1)).rejects.toMatchObject({ code: 'forbidden' })
    const { revision } = await askSignOff(officer(), id, words)
    for (const who of [officer(), broker, supplier])
      await expect(signOff(who, id, revision)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(signOff(colleague(), id, revision + 1)).rejects.toMatchObject({ code: 'conflict' })
    expect(await answered()).toEqual([])
    expect(await signOff(colleague(), id, revision)).toMatchObject({ number: 1 })
    expect((await answered())[0]?.answer?.text).toBe(words.text)
  })

  it('that changes after it was put forward needs to be put forward anew', async () => {
    await needSignOff()
    const { revision } = await askSignOff(officer(), id, words)
    await saveDraftAnswer(officer(), id, { text: 'Only in some.', why: '' })
    await expect(signOff(colleague(), id, revision)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a correction', () => {
  it('stands in place of the answer, which everybody can read still, with times and why', async () => {
    await answerQuestion(officer(), id, words.text)
    const correction = { text: 'In all homes.', why: 'We counted again' }
    expect(await correctAnswer(officer(), id, correction)).toMatchObject({ number: 1 })
    const [question] = await answered()
    expect(question?.answer?.text).toBe('In all homes.')
    expect(question?.corrections).toMatchObject([{ text: words.text, why: 'We counted again' }])
    expect(question?.corrections[0]?.correctedAt).toEqual(question?.answer?.at)
    await expect(correctAnswer(officer(), id, correction)).rejects.toMatchObject({ code: 'invalid' })
    await expect(correctAnswer(supplier, id, correction)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('needs a sign-off and a reason where answers need one', async () => {
    await answerQuestion(officer(), id, words.text)
    await needSignOff()
    const correction = { text: 'In all homes.', why: 'We counted again' }
    await expect(correctAnswer(officer(), id, correction)).rejects.toMatchObject({ code: 'conflict' })
    await expect(askSignOff(officer(), id, { ...correction, why: '' })).rejects.toMatchObject({
      fields: { why: expect.stringContaining('Say why') },
    })
    const { revision } = await askSignOff(officer(), id, correction)
    await signOff(colleague(), id, revision)
    expect((await answered())[0]?.corrections).toHaveLength(1)
  })

  it('is open data of its own, and the first release stays what it was', async () => {
    await answerQuestion(officer(), id, words.text)
    await correctAnswer(officer(), id, { text: 'In all homes.', why: 'We counted again' })
    const events = (await listEvents('challenge', challenge._id)).filter(({ name }) =>
      ['clarification.answered', 'clarification.corrected'].includes(name),
    )
    const releases = await Promise.all(events.map(releaseOf))
    const said = releases.map((release) => JSON.stringify(release?.tender))
    expect(said[0]).toContain(words.text)
    expect(said[1]).toContain('In all homes.')
    expect(releases[1]?.id).toMatch(/-answer-1-correction-1$/)
  })

  it('hides no words that a broker takes out', async () => {
    await answerQuestion(officer(), id, 'Ask Jane Doe.')
    await correctAnswer(officer(), id, { text: 'Ask Jane Doe or John.', why: 'There are two' })
    await redactQuestion(broker, id, { part: 'answer', text: 'Ask us.', reason: 'names a person' })
    expect(JSON.stringify(await answered())).not.toContain('Jane')
  })
})
