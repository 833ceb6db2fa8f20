import { Notice } from '../../server/notifications/notifications.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { loadAuthorities } from '../../server/organisations/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { runScheduled } from '../platform/jobs.ts'
import { useDatabase } from '../platform/database.ts'
import { aBusyChallenge } from './busy-challenge.ts'
import { aCause, noticesOf } from './notifications.factory.ts'

useDatabase()
beforeAll(async () => {
  await loadAuthorities()
})
afterEach(releaseClock)

const hour = 3_600_000
const kindsOf = async (userId: string) => (await noticesOf(userId)).map(({ kind }) => kind)

it('tells that a time is over while that is news, and not what an outage found late', async () => {
  const { challenge, officer, member } = await aBusyChallenge()
  const { askBy, respondBy } = challenge.timetable
  const told = async (name: string, after: Date | null, days: number) => {
    await Notice.deleteMany({})
    const at = new Date((after as Date).getTime() + days * 24 * hour + 1)
    await tell(aCause({ name, challengeId: challenge._id, at }))
    return [await kindsOf(member.id), await kindsOf(officer.id)]
  }
  const both = [['questions-closed'], ['questions-closed']]
  expect(await told('challenge.clarifications-closed', askBy, 0)).toEqual(both)
  expect(await told('challenge.clarifications-closed', askBy, 3.5)).toEqual([[], []])
  // Both were found late: what is over is the time to respond.
  expect(await told('challenge.clarifications-closed', respondBy, 0)).toEqual([[], []])
  expect((await told('challenge.closed', respondBy, 2.9))[0]).toEqual(['challenge-closed'])
  expect(await told('challenge.closed', respondBy, 3.1)).toEqual([[], ['opening-due']])
})

describe('reminders', () => {
  it('come a day and an hour before a deadline, once each', async () => {
    const { challenge, member, officer } = await aBusyChallenge()
    const askBy = challenge.timetable.askBy
    if (!askBy) throw new Error('No deadline')
    const titles = async () => (await noticesOf(member.id)).map(({ facts }) => facts['left'])
    await runScheduled('notifications.reminders')
    expect(await titles()).toEqual([])
    freezeClock(new Date(askBy.getTime() - 24 * hour + 60_000))
    await runScheduled('notifications.reminders')
    await runScheduled('notifications.reminders')
    expect(await titles()).toEqual(['24 hours'])
    freezeClock(new Date(askBy.getTime() - hour + 60_000))
    await runScheduled('notifications.reminders')
    expect(await titles()).toEqual(['24 hours', '1 hour'])
    freezeClock(askBy)
    await runScheduled('notifications.reminders')
    expect(await titles()).toHaveLength(2)
    expect(await kindsOf(officer.id)).toEqual([])
  })
})
