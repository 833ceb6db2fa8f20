import { listEvents } from '../../server/audit/index.ts'
import {
  closeClarifications,
  closeWhenDue,
  closingOf,
  leaveUnanswered,
} from '../../server/clarifications/clarifications.closing.service.ts'
import {
  agreeWording,
  askPrivately,
  proposeWording,
} from '../../server/clarifications/clarifications.private.service.ts'
import { clarificationPolicy as policy } from '../../server/clarifications/clarifications.policy.ts'
import { readLog } from '../../server/clarifications/clarifications.read.service.ts'
import {
  answerQuestion,
  askQuestion,
  getClarified,
} from '../../server/clarifications/clarifications.service.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { actor, allowed } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()
afterEach(releaseClock)

let challenge: ChallengeRecord
const officer = () => actor('authority', challenge.authorityId)
const ask = async () =>
  (await askQuestion(actor('supplier', 'supplier'), challenge._id, 'Is there Wi-Fi?')).id
const state = async () => (await closingOf(await getClarified(visitor, challenge._id))).state
const just = (after: Date | null) => freezeClock(new Date((after as Date).getTime() + 1))
const told = async () =>
  (await listEvents('challenge', challenge._id))
    .map(({ name }) => name)
    .filter((name) => name.startsWith('clarification.clos'))
    .sort((one, other) => other.localeCompare(one))
beforeEach(async () => {
  challenge = await aPublicChallenge()
})

it('is for the authority and brokers: leaving what waits, closing once questions are closed', () => {
  const room = (status: string) => ({
    buyerIds: ['council'],
    status,
    isPublished: true,
    askBy: null,
    answerBy: null,
  })
  const facts = (status: 'waiting' | 'answered') => ({
    askerOrganisationId: 'supplier',
    status,
    isReported: false,
  })
  expect(allowed((who) => policy.leave(who, room('open'), facts('waiting')))).toEqual(['buyer', 'broker'])
  expect(allowed((who) => policy.leave(who, room('open'), facts('answered')))).toEqual([])
  expect(allowed((who) => policy.leave(who, room('closed'), facts('waiting')))).toEqual([])
  expect(allowed((who) => policy.close(who, room('clarifications-closed')))).toEqual(['buyer', 'broker'])
  expect(allowed((who) => policy.close(who, room('open')))).toEqual([])
})

it('closes early only once every question is answered', async () => {
  const id = await ask()
  await expect(closeClarifications(officer(), challenge._id)).rejects.toMatchObject({ code: 'forbidden' })
  just(challenge.timetable.askBy)
  await expect(closeClarifications(officer(), challenge._id)).rejects.toThrow('1 question waits')
  await answerQuestion(officer(), id, 'Yes.')
  expect(await state()).toBe('answering')
  await closeClarifications(officer(), challenge._id)
  expect([await state(), await told()]).toEqual(['closed', ['clarification.closed']])
})

it('is opened again by a question in words agreed later, and told of anew', async () => {
  const supplier = actor('supplier', 'supplier')
  const said = { text: 'Would our unpatented sensor count?', confidential: 'The sensor' }
  const { id } = await askPrivately(supplier, challenge._id, said)
  just(challenge.timetable.askBy)
  await closeClarifications(officer(), challenge._id)
  const wording = { how: 'rephrase' as const, text: 'Would a sensor count?', note: '' }
  await proposeWording(actor('brokerage', 'ipec'), id, wording)
  await agreeWording(supplier, id, 1)
  expect(await state()).toBe('answering')
  just(challenge.timetable.answerBy)
  await closeWhenDue()
  expect([await state(), await told()]).toEqual([
    'blocked',
    ['clarification.closing-blocked', 'clarification.closed'],
  ])
})

it('is blocked after the time for answers until somebody publishes why there is none', async () => {
  const id = await ask()
  just(challenge.timetable.answerBy)
  await closeWhenDue()
  await closeWhenDue()
  expect([await state(), await told()]).toEqual(['blocked', ['clarification.closing-blocked']])
  await expect(answerQuestion(officer(), id, 'Yes.')).rejects.toMatchObject({ code: 'too-late' })
  await leaveUnanswered(officer(), id, 'We do not know which homes will take part.')
  const [left] = (await readLog(visitor, challenge._id)).answered
  expect(left).toMatchObject({ number: 1, answer: { isLeft: true } })
  expect(left?.answer?.text).toBe('Not answered. We do not know which homes will take part.')
  await closeWhenDue()
  await closeWhenDue()
  expect(await state()).toBe('closed')
  expect(await told()).toEqual(['clarification.closing-blocked', 'clarification.closed'])
})

it('closes by itself at the end of the time for answers where nothing waits', async () => {
  freezeClock(challenge.timetable.answerBy as Date)
  expect(await state()).toBe('answering')
  just(challenge.timetable.answerBy)
  await closeWhenDue()
  expect([await state(), await told()]).toEqual(['closed', ['clarification.closed']])
})
