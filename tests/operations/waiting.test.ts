import { askQuestion, reportQuestion } from '../../server/clarifications/index.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { lookAtWaiting } from '../../server/operations/operations.waiting.service.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { aFirm } from '../notifications/notifications.factory.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()
afterEach(releaseClock)

it('lists what waits for people by age: reported at once, unanswered once it is late, and never who asked', async () => {
  freezeClock(new Date('2026-11-24T10:00:00Z'))
  await loadAuthorities()
  const council = await findAuthorityByCode('BBD')
  const challenge = await aPublicChallenge({ title: 'Damp', authorityId: council?.id ?? '' })
  const { people, id: firmId } = await aFirm('Sensible Sensors')
  const asker = await actorOfPerson(people[0]?.id ?? '')
  const { id } = await askQuestion(asker, challenge._id, 'Which homes are sensible?')
  const admin = await actorOfPerson((await aPerson({ organisation: 'brokerage', role: 'admin' })).id)
  expect(await lookAtWaiting(admin)).toEqual([])
  freezeClock(new Date('2026-11-24T12:00:00Z'))
  const officer = await actorOfPerson((await aPerson({ organisation: council?.id ?? '' })).id)
  await reportQuestion(officer, id, 'It names a firm')
  const [reported, ...others] = await lookAtWaiting(admin)
  expect(others).toEqual([])
  expect(reported).toMatchObject({ kind: 'question', title: '', href: `/questions/${id}/moderate` })
  freezeClock(new Date((challenge.timetable.answerBy?.getTime() ?? 0) + 1))
  const late = await lookAtWaiting(admin)
  expect(late).toMatchObject([
    { kind: 'unanswered', title: 'Damp', count: 1, isLate: true, isEscalated: true },
    { kind: 'question', isLate: true, isEscalated: true },
  ])
  expect(JSON.stringify(late)).not.toMatch(new RegExp(`ensible|${firmId}|${asker.userId}`))
  await expect(lookAtWaiting(asker)).rejects.toMatchObject({ code: 'not-found' })
})
