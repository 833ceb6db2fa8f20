import { findAuthorityByName, loadAuthorities } from '../../server/organisations/index.ts'
import { now, setClock } from '../../server/platform/clock.ts'
import { announceSession, openSession } from '../../server/clarifications/clarifications.sessions.service.ts'
import type { SessionInput } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'

const hour = 3_600_000

/** What is announced of a session: an hour from now, for an hour, unless said otherwise. */
export const sessionInput = (changes: Partial<SessionInput> = {}): SessionInput => ({
  startsAt: new Date(now().getTime() + hour),
  minutes: 60,
  agenda: ['What must change', 'Your questions'],
  howToTakePart: '',
  shortNotice: 'yes',
  ...changes,
})

/** A session that was announced, with the clock at its start. Release the clock afterwards. */
export async function anAnnouncedSession(leader: Actor, challengeId: string): Promise<string> {
  const input = sessionInput()
  const { id } = await announceSession(leader, challengeId, input)
  setClock(input.startsAt as Date)
  return id
}

/** A session that is open. Release the clock afterwards. */
export async function anOpenSession(leader: Actor, challengeId: string): Promise<string> {
  const id = await anAnnouncedSession(leader, challengeId)
  await openSession(leader, id)
  return id
}

/** A public challenge of a real council, with people who can sign in. */
export async function aChallengeWithPeople() {
  await loadAuthorities()
  const council = await findAuthorityByName('Blackburn with Darwen Borough Council')
  if (!council) throw new Error('The register lacks Blackburn with Darwen')
  const challenge = await aPublicChallenge({ authorityId: council.id, authorityName: council.name })
  return {
    challenge,
    council,
    buyer: await aPerson({ organisation: council.id, name: 'Bea Buyer' }),
    broker: await aPerson({ organisation: 'brokerage', name: 'Bo Broker' }),
    supplier: await aPerson({ organisation: 'supplier', name: 'Sam Asker' }),
    otherSupplier: await aPerson({ organisation: 'supplier', name: 'Olu Other' }),
  }
}
