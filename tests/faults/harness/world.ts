// Every model, so that every index is made.
import '../../../server/app.ts'
import '../../../workers/handlers.ts'
import { createToken } from '../../../server/identity/identity.tokens.service.ts'
import { actorOfPerson } from '../../../server/identity/index.ts'
import {
  createOrganisation,
  findAuthorityByName,
  loadAuthorities,
} from '../../../server/organisations/index.ts'
import { closeEverything } from '../../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../../server/platform/config.ts'
import { connectDatabase, createIndexes } from '../../../server/platform/database.ts'
import { startProposal } from '../../../server/proposals/proposals.service.ts'
import { system } from '../../../shared/platform/actor.ts'
import { aPerson } from '../../identity/identity.factory.ts'
import { aPublicChallenge } from '../../matching/matching.factory.ts'
import type { Site } from './site.ts'

interface Client {
  userId: string
  token: string
  address: string
}

/** Everybody who takes part, and what about. */
export interface World {
  challengeIds: string[]
  suppliers: (Client & { organisationId: string; proposalId: string; revision: number })[]
  /** One for each challenge. */
  officers: (Client & { challengeId: string })[]
  brokerId: string
  /** A draft that may be submitted. */
  wholeDraft: object
}

const wholeDraft = {
  summary: 'Sensors that find damp early',
  outcomes: [],
  approach: 'We put them into fifty homes and read them each hour.',
  trl: 7,
  pilotPlan: 'Three months, then we look.',
  pilotPrice: '60000',
  scalePrice: '',
  team: 'Three engineers and a housing officer.',
  next: 'save',
}

/** Makes everybody and everything before the first fault, and leaves the servers to the site again. */
export async function makeWorld(
  site: Site,
  counts: { suppliers: number; challenges: number },
): Promise<World> {
  useConfig(readConfig({ ...site.settings, MONGODB_URI: site.mongodbUri, PORT: '0' }))
  try {
    await connectDatabase()
    await createIndexes()
    await loadAuthorities()
    const council = await findAuthorityByName('Blackburn with Darwen Borough Council')
    if (!council) throw new Error('The register lacks Blackburn with Darwen')
    const broker = await aPerson({ organisation: 'brokerage' })
    const challengeIds: string[] = []
    const officers: World['officers'] = []
    for (let i = 0; i < counts.challenges; i += 1) {
      const { _id } = await aPublicChallenge({ authorityId: council.id, authorityName: council.name })
      challengeIds.push(_id)
      officers.push({ ...(await aClient(council.id, `10.1.0.${i + 1}`)), challengeId: _id })
    }
    const suppliers: World['suppliers'] = []
    for (let i = 0; i < counts.suppliers; i += 1)
      suppliers.push(await aSupplier(i, challengeIds[i % challengeIds.length] as string))
    return { challengeIds, suppliers, officers, brokerId: broker.id, wholeDraft }
  } finally {
    await closeEverything()
  }
}

async function aSupplier(number: number, challengeId: string): Promise<World['suppliers'][number]> {
  const { id: organisationId } = await createOrganisation(system, {
    kind: 'supplier',
    name: `Steady Sensors ${number} Ltd`,
    bySystem: { status: 'verified', isExample: true },
  })
  const client = await aClient(organisationId, `10.2.${Math.floor(number / 200)}.${(number % 200) + 1}`)
  const { id: proposalId } = await startProposal(await actorOfPerson(client.userId), challengeId)
  return { ...client, organisationId, proposalId, revision: 0 }
}

async function aClient(organisationId: string, address: string): Promise<Client> {
  const { id: userId } = await aPerson({ organisation: organisationId })
  const actor = await actorOfPerson(userId)
  const { token } = await createToken(actor, { name: 'load', organisationId, expiresInDays: 7 })
  return { userId, token, address }
}
