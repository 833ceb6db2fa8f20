import { answerQuestion, askQuestion } from '../../server/clarifications/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { chaseWhatWaits } from '../../server/notifications/notifications.chase.service.ts'
import { Notice } from '../../server/notifications/notifications.model.ts'
import { addMember, findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'

import { type Role, system } from '../../shared/platform/actor.ts'
import { aStoredProposal } from '../proposals/proposals.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { aFirm, noticesOf } from './notifications.factory.ts'

useDatabase()
afterEach(async () => {
  releaseClock()
  await emptyDatabase()
})

const clock = (text: string) => freezeClock(new Date(text))
const told = async ({ id }: { id: string }) => (await noticesOf(id)).map(({ kind }) => kind)

/** A challenge of a council with an administrator and an officer, published on a Tuesday. */
async function aCouncil() {
  clock('2026-11-24T10:00:00Z')
  await loadAuthorities()
  const council = await findAuthorityByCode('BBD')
  if (!council) throw new Error('The register has no BBD')
  const join = async (role: Role) => {
    const person = await aPerson()
    const { id: userId, name, email } = person
    await addMember(system, council.id, { userId, name, email }, role)
    return person
  }
  const challenge = await aPublicChallenge({ authorityId: council.id, authorityName: council.name })
  return { challenge, admin: await join('admin'), officer: await join('member') }
}

async function aQuestion(challengeId: string) {
  const [asker] = (await aFirm('Asking')).people
  if (!asker) throw new Error('A firm without people')
  return askQuestion(await actorOfPerson(asker.id), challengeId, 'Which homes are meant?')
}

it('reminds a supplier of a draft, three days and three hours before it is too late, once each', async () => {
  const { challenge, officer } = await aCouncil()
  const [going, done] = [await aFirm('Going'), await aFirm('Done')]
  for (const [firm, status] of [
    [going, 'draft'],
    [done, 'submitted'],
  ] as const)
    await aStoredProposal(challenge._id, firm.id, status)
  const until = challenge.timetable.respondBy?.getTime() ?? 0
  const left: (string | undefined)[][] = []
  for (const hours of [73, 72, 71, 25, 3, 2]) {
    freezeClock(new Date(until - hours * 3_600_000))
    await chaseWhatWaits()
    left.push((await noticesOf(going.people[0]?.id ?? '')).map(({ facts }) => facts['left']))
  }
  const both = ['3 days', '3 hours']
  expect(left).toEqual([[], ['3 days'], ['3 days'], ['3 days'], both, both])
  expect(await told(officer)).toEqual([])
  expect(await told({ id: done.people[0]?.id ?? '' })).toEqual([])
})

it('reminds the authority of questions before answers are due, and its administrators of one that waits too long', async () => {
  const { challenge, admin, officer } = await aCouncil()
  const { id } = await aQuestion(challenge._id)
  clock('2026-11-26T20:00:00Z')
  await chaseWhatWaits()
  expect(await told(admin)).toEqual([])
  // The third working day after the Tuesday.
  clock('2026-11-27T06:00:00Z')
  await chaseWhatWaits()
  await chaseWhatWaits()
  expect(await told(admin)).toEqual(['questions-escalated'])
  expect(await told(officer)).toEqual([])
  const answerBy = challenge.timetable.answerBy?.getTime() ?? 0
  freezeClock(new Date(answerBy - 72 * 3_600_000))
  await chaseWhatWaits()
  expect(await told(officer)).toEqual(['questions-unanswered'])
  await answerQuestion(await actorOfPerson(officer.id), id, 'Those of the council.')
  freezeClock(new Date(answerBy - 24 * 3_600_000))
  await chaseWhatWaits()
  expect(await told(officer)).toEqual(['questions-unanswered'])
})

it('reminds the brokers of what comes due on the desk, and tells them once more of what has waited too long', async () => {
  const { challenge } = await aCouncil()
  const broker = await aPerson({ organisation: 'brokerage' })
  const submittedAt = new Date('2026-11-27T16:00:00Z')
  const askBy = new Date('2026-12-04T12:00:00Z')
  await Challenge.updateOne(
    { _id: challenge._id },
    { $set: { status: 'submitted', submittedAt, 'timetable.askBy': askBy } },
  )
  clock('2026-12-01T11:00:00Z')
  await chaseWhatWaits()
  expect(await told(broker)).toEqual([])
  clock('2026-12-01T12:00:00Z')
  await chaseWhatWaits()
  expect(await told(broker)).toEqual(['desk-due'])
  clock('2026-12-02T09:00:00Z')
  await chaseWhatWaits()
  expect(await told(broker)).toEqual(['desk-due'])
  // The third working day after a Friday: the Monday, Saint Andrew's Day, is none of the Act.
  clock('2026-12-03T00:00:00Z')
  await chaseWhatWaits()
  await chaseWhatWaits()
  expect(await told(broker)).toEqual(['desk-due', 'desk-escalated'])
  expect((await Notice.findOne({ kind: 'desk-escalated' }).lean())?.facts).toMatchObject({
    item: challenge.title,
    since: '27 November 2026',
  })
})
