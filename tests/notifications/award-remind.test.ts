import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { addMember, findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { releaseClock, setClock } from '../../server/platform/clock.ts'
import { system } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { runScheduled } from '../platform/jobs.ts'
import { noticesOf } from './notifications.factory.ts'

useDatabase()
afterEach(releaseClock)

async function anAward(contracts: object[] = []) {
  await loadAuthorities()
  const council = await findAuthorityByCode('BBD')
  const { id: userId, name, email } = await aPerson()
  await addMember(system, council?.id ?? '', { userId, name, email }, 'member')
  const challenge = await aPublicChallenge({ authorityId: council?.id ?? '', status: 'closed' })
  await Decision.create({
    _id: challenge._id,
    winners: [{ submissionId: 'sub' }],
    decidedAt: new Date(),
    releasedAt: new Date(),
    award: { number: 1, publishedOn: '2026-11-26', endsOn: '2026-12-08', values: {} },
    contracts,
  } as never)
  const told = async (at: string) => {
    setClock(new Date(at))
    await runScheduled('notifications.work')
    await runScheduled('notifications.work')
    return (await noticesOf(userId)).map(({ kind }) => kind)
  }
  return { told, challengeId: challenge._id }
}

it('tells once that a standstill ends, on its last day and when offices are open', async () => {
  const { told, challengeId } = await anAward()
  expect(await told('2026-12-07T12:00:00Z')).toEqual([])
  expect(await told('2026-12-08T06:00:00Z')).toEqual([])
  expect(await told('2026-12-08T09:00:00Z')).toEqual(['standstill-ends'])
  expect(await told('2026-12-09T09:00:00Z')).toEqual(['standstill-ends'])
  await Decision.deleteOne({ _id: challengeId })
})

it('tells nothing of what was due more than two weeks ago', async () => {
  const { told, challengeId } = await anAward()
  expect(await told('2026-12-23T09:00:00Z')).toEqual([])
  expect(await told('2026-12-22T09:00:00Z')).toEqual(['standstill-ends'])
  await Decision.deleteOne({ _id: challengeId })
})

it('tells a week and a day before a contract details notice is due, and no more once it is recorded', async () => {
  const days = { startsOn: '2027-02-01', endsOn: '2027-06-01', recordedAt: new Date('2026-12-30') }
  const contract = { ...days, submissionId: 'sub', noticeDueOn: '2027-01-07', notice: null }
  const { told, challengeId } = await anAward([contract])
  expect(await told('2026-12-30T12:00:00Z')).toEqual([])
  expect(await told('2026-12-31T12:00:00Z')).toEqual(['contract-notice-due'])
  expect(await told('2027-01-05T12:00:00Z')).toEqual(['contract-notice-due'])
  expect(await told('2027-01-06T12:00:00Z')).toHaveLength(2)
  const notice = { noticeId: '012345-2027', publishedOn: '2027-01-06' }
  await Decision.updateOne({ _id: challengeId }, { $set: { contracts: [{ ...contract, notice }] } })
  expect(await told('2027-01-08T12:00:00Z')).toHaveLength(2)
})
