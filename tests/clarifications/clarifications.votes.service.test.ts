import { mergeQuestion, showQuestion } from '../../server/clarifications/clarifications.moderate.service.ts'
import {
  askersTogether,
  listToShow,
  readLog,
  votesOf,
} from '../../server/clarifications/clarifications.read.service.ts'
import { askQuestion } from '../../server/clarifications/clarifications.service.ts'
import { settingsOf } from '../../server/clarifications/clarifications.settings.read.service.ts'
import { changeSettings } from '../../server/clarifications/clarifications.settings.service.ts'
import { vote } from '../../server/clarifications/clarifications.votes.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { Display } from '../../shared/clarifications/clarifications.settings.schema.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()

const broker = actor('brokerage', 'ipec')
const firms = ['one', 'two', 'three'].map((name) => actor('supplier', name)) as [
  ReturnType<typeof actor>,
  ReturnType<typeof actor>,
  ReturnType<typeof actor>,
]
const [one, two, three] = firms

let challenge: ChallengeRecord
const buyer = () => actor('authority', challenge.authorityId)
const show = (display: Display) => changeSettings(buyer(), challenge._id, { display, signOff: false })
const ask = async (who: ReturnType<typeof actor>, text = 'May tenants keep them?') =>
  (await askQuestion(who, challenge._id, text)).id
const seen = async (who = visitor) => (await readLog(who, challenge._id)).waiting.map(({ id }) => id)
beforeEach(async () => {
  challenge = await aPublicChallenge()
})

describe('when a question is shown', () => {
  it('is with its answer unless the authority chooses, and then at once', async () => {
    expect((await settingsOf(challenge._id)).display).toBe('with-answer')
    await ask(one)
    expect(await seen()).toEqual([])
    await show('at-once')
    const id = await ask(one)
    expect(await seen()).toEqual([id])
    await expect(changeSettings(one, challenge._id, { display: 'at-once', signOff: false })).rejects.toThrow(
      'Only the authority or a broker',
    )
  })

  it('is once a broker has read it, who finds it on the desk', async () => {
    await show('once-read')
    const id = await ask(one)
    const onDesk = async () => (await listToShow()).some(({ _id }) => _id === id)
    expect([await seen(), await onDesk()]).toEqual([[], true])
    await showQuestion(broker, id)
    expect([await seen(), await onDesk()]).toEqual([[id], false])
    await expect(showQuestion(broker, id)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('wanting to know it too', () => {
  it('counts each supplier once, however many of its people say so, and can be taken back', async () => {
    await show('at-once')
    const id = await ask(one)
    expect((await vote(two, id, true)).votes).toBe(1)
    expect((await vote(actor('supplier', 'two', 'admin'), id, true)).votes).toBe(1)
    expect((await vote(three, id, true)).votes).toBe(2)
    expect((await vote(two, id, false)).votes).toBe(1)
    await expect(vote(one, id, true)).rejects.toMatchObject({ code: 'forbidden' })
    const [question] = (await readLog(three, challenge._id)).waiting
    expect(question).toMatchObject({ votes: 1, isWanted: true })
    expect((await readLog(two, challenge._id)).waiting[0]).toMatchObject({ votes: 1, isWanted: false })
  })

  it('has the count right when many say so at once', async () => {
    await show('at-once')
    const id = await ask(one)
    const many = Array.from({ length: 8 }, (_, index) => actor('supplier', `firm-${index}`))
    await Promise.all(many.map((who) => vote(who, id, true)))
    expect(await votesOf(id)).toBe(8)
  })

  it('never says who, to brokers neither', async () => {
    await show('at-once')
    const id = await ask(one)
    await vote(two, id, true)
    for (const who of [visitor, one, three, buyer(), broker])
      expect(JSON.stringify(await readLog(who, challenge._id))).not.toMatch(/"two/)
  })

  it('is not possible where the question is not shown, as if there were none', async () => {
    const id = await ask(one)
    await expect(vote(two, id, true)).rejects.toMatchObject({ code: 'not-found' })
    expect(await votesOf(id)).toBeNull()
  })

  it('orders what waits', async () => {
    await show('at-once')
    const ids = [await ask(one), await ask(one, 'And landlords?')]
    await vote(two, ids[1] ?? '', true)
    const { waiting } = await readLog(buyer(), challenge._id, 0, 'votes')
    expect(waiting.map(({ id }) => id)).toEqual(ids.reverse())
  })

  it('follows a question into the one that it is folded into, each supplier once', async () => {
    await show('at-once')
    const [from, into] = [await ask(one), await ask(two, 'Can tenants keep them?')]
    await vote(three, from, true)
    await vote(two, from, true)
    await vote(three, into, true)
    await mergeQuestion(broker, from, into)
    // One asked the same, and three wanted both; two asked it itself.
    expect(await votesOf(into)).toBe(2)
    const askers = (await askersTogether(from)).map(({ organisationId }) => organisationId)
    expect(askers.sort()).toEqual(['one', 'two'])
  })
})
