import mongoose from 'mongoose'
import { listEvents } from '../../server/audit/index.ts'
import { Introduction, type IntroductionRecord } from '../../server/matching/matching.introduction.model.ts'
import { proposeIntroduction } from '../../server/matching/matching.introduce.service.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { IntroductionKind } from '../../shared/matching/introduction.ts'
import { aBroker, anActor, aSupplier } from '../organisations/organisations.factory.ts'
import { aPublicChallenge } from './matching.factory.ts'

/** Words that nobody may read before both sides have accepted. */
export const canaries = [
  'canary-one@sensors.example',
  '07700 900111',
  'canary-two@warm.example',
  '07700 900222',
]
export const buyersCanary = 'canary-buyer@council.example'

/** A council of the register with a challenge of this kind, as if just published. */
export async function aChallengeOfACouncil(changes: Partial<ChallengeRecord> = {}) {
  await loadAuthorities()
  const council = await findAuthorityByCode('BBD')
  if (!council) throw new Error('The register has no BBD')
  await Organisation.updateOne({ _id: council.id }, { $set: { status: 'verified' } })
  const challenge = await aPublicChallenge({
    authorityId: council.id,
    authorityName: council.name,
    contact: { name: 'Amina Rahman', email: buyersCanary, role: 'Procurement lead' },
    ...changes,
  })
  return { challenge, council, buyer: anActor({ ...council, status: 'verified' }, 'member') }
}

/** A council in early engagement. */
export const anEngagement = (changes: Partial<ChallengeRecord> = {}) =>
  aChallengeOfACouncil({ kind: 'engagement', stages: ['engagement'], ...changes })

/** Two suppliers whose contacts are canaries. */
export async function twoSuppliers() {
  const one = await aSupplier({
    name: 'Damp Sensors Ltd',
    profile: { contact: { name: 'Ada One', email: canaries[0] ?? '', phone: canaries[1] ?? '' } },
  })
  const two = await aSupplier({
    name: 'Warm Walls Co-operative',
    profile: { contact: { name: 'Bo Two', email: canaries[2] ?? '', phone: canaries[3] ?? '' } },
  })
  return { one, two }
}

export const words = {
  why: 'One senses damp, the other cures it.',
  toTalkAbout: 'Who would visit the tenants.',
}

/** A proposal of a broker over a challenge: between two suppliers, or with its buyer if only one is given. */
export async function aProposal(
  challengeId: string,
  supplierId: string,
  otherSupplierId?: string,
): Promise<IntroductionRecord> {
  const between: IntroductionKind = otherSupplierId ? 'suppliers' : 'buyer-and-supplier'
  return proposeIntroduction(aBroker(), challengeId, { between, supplierId, otherSupplierId, ...words })
}

/** An introduction as it is stored. */
export async function stored(id: string): Promise<IntroductionRecord> {
  const found = await Introduction.findById(id).lean<IntroductionRecord>()
  if (!found) throw new Error('No such introduction')
  return found
}

/** The names of what happened to an introduction, in order. */
export const eventsOf = async (id: string): Promise<string[]> =>
  (await listEvents('introduction', id)).map(({ name }) => name)

/** Every text that the database holds in a collection, for a search for canaries. */
export async function allTextIn(collection: string): Promise<string> {
  return JSON.stringify(await mongoose.connection.collection(collection).find({}).toArray())
}
