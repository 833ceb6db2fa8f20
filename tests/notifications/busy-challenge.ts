import { followChallenge } from '../../server/challenges/challenges.follow.service.ts'
import { askQuestion } from '../../server/clarifications/clarifications.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { addMember, findAuthorityByCode } from '../../server/organisations/index.ts'
import { now } from '../../server/platform/clock.ts'
import { system } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aMatch } from '../matching/matching.factory.ts'
import { anAnswerableChallenge } from '../proposals/proposals.factory.ts'
import { aFirm } from './notifications.factory.ts'

/** A published challenge of a real council with an officer, and everybody whom its news concern. */
export async function aBusyChallenge() {
  const council = await findAuthorityByCode('BBD')
  if (!council) throw new Error('The register has no BBD')
  const officer = await aPerson()
  await addMember(
    system,
    council.id,
    { userId: officer.id, name: officer.name, email: officer.email },
    'member',
  )
  const challenge = await anAnswerableChallenge({ authorityId: council.id, authorityName: council.name })
  const matched = await aFirm('Matched Ltd')
  const asking = await aFirm('Curious Ltd')
  const elsewhere = await aFirm('Elsewhere Ltd')
  const follower = await aPerson()
  const broker = await aPerson({ organisation: 'brokerage' })
  await aMatch(
    challenge._id,
    { id: matched.id, name: matched.name, isVerified: true },
    { status: 'sent', sentAt: now() },
  )
  const [asker] = asking.people
  const [member] = matched.people
  const [stranger] = elsewhere.people
  if (!asker || !member || !stranger) throw new Error('Firms without people')
  await followChallenge(await actorOfPerson(follower.id), challenge._id)
  const { id: questionId } = await askQuestion(
    await actorOfPerson(asker.id),
    challenge._id,
    'Which homes are meant?',
  )
  return { challenge, officer, member, asker, stranger, follower, broker, questionId, matched }
}
