import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { aCause, noticesOf } from './notifications.factory.ts'

useDatabase()

it('names who asked for the sign-off of an answer, and when, to the colleagues alone', async () => {
  await loadAuthorities()
  const council = await findAuthorityByCode('BBD')
  if (!council) throw new Error('The register has no BBD')
  const officer = await aPerson({ organisation: council.id, name: 'Carys Jenkins' })
  const colleague = await aPerson({ organisation: council.id })
  const { _id: challengeId } = await aPublicChallenge({ authorityId: council.id })
  const at = new Date('2026-12-07T15:10Z')
  const cause = { name: 'clarification.sign-off-asked', challengeId, actorUserId: officer.id, at }
  await tell(aCause(cause))
  const [notice] = await noticesOf(colleague.id)
  expect(notice?.facts).toMatchObject({ requester: 'Carys Jenkins', requestedAt: '7 December 2026, 3:10pm' })
  expect(await noticesOf(officer.id)).toEqual([])
})
