// Every model, so that every index is made.
import '../../../server/app.ts'
import '../../../workers/handlers.ts'
import {
  announceSession,
  openSession,
} from '../../../server/clarifications/clarifications.sessions.service.ts'
import { Settings } from '../../../server/clarifications/clarifications.settings.model.ts'
import { Challenge, ChallengeVersion } from '../../../server/challenges/challenges.model.ts'
import { createToken } from '../../../server/identity/identity.tokens.service.ts'
import { actorOfPerson } from '../../../server/identity/index.ts'
import {
  createOrganisation,
  findAuthorityByName,
  loadAuthorities,
} from '../../../server/organisations/index.ts'
import { now, releaseClock, setClock } from '../../../server/platform/clock.ts'
import { closeEverything } from '../../../server/platform/closing.ts'
import { readConfig, useConfig } from '../../../server/platform/config.ts'
import { connectDatabase, createIndexes } from '../../../server/platform/database.ts'
import { startProposal } from '../../../server/proposals/proposals.service.ts'
import { type ChallengeRecord, contentOf } from '../../../shared/challenges/challenge.ts'
import { system } from '../../../shared/platform/actor.ts'
import { aPerson } from '../../identity/identity.factory.ts'
import { announce, aPublicChallenge } from '../../matching/matching.factory.ts'
import type { Site } from './site.ts'

interface Client {
  userId: string
  token: string
  address: string
}

export type Supplier = Client & { organisationId: string; proposalId: string; revision: number }
export type Officer = Client & { challengeId: string }
/** A supplier who submits around the deadline of its challenge, in milliseconds since 1970. */
export type Latecomer = Supplier & { challengeId: string; respondBy: number }

/** Everybody who takes part, and what about. */
export interface World {
  challengeIds: string[]
  suppliers: Supplier[]
  /** One for each challenge. */
  officers: Officer[]
  latecomers: Latecomer[]
  /** Leads a live session that is open all the time, in a challenge of its own. */
  chair: Client & { liveSessionId: string }
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

const latecomersEach = 3
const firstDeadlineMs = 3000
const hour = 3_600_000

export interface Counts {
  suppliers: number
  challenges: number
  /** Challenges that close one after the other while the load goes on. */
  closing: number
  /** Between one of their deadlines and the next, in milliseconds. */
  closingEveryMs: number
}

/** Works on the site's own data in this process, and leaves its servers to the site again. */
export async function withSite<Result>(
  { settings, mongodbUri }: Site,
  work: () => Promise<Result>,
): Promise<Result> {
  useConfig(readConfig({ ...settings, MONGODB_URI: mongodbUri, PORT: '0' }))
  try {
    await connectDatabase()
    await createIndexes()
    return await work()
  } finally {
    await closeEverything()
  }
}

/** Makes everybody and everything before the first fault. */
export async function makeWorld(site: Site, counts: Counts): Promise<World> {
  return withSite(site, async () => {
    await loadAuthorities()
    const council = await findAuthorityByName('Blackburn with Darwen Borough Council')
    if (!council) throw new Error('The register lacks Blackburn with Darwen')
    const by = { authorityId: council.id, authorityName: council.name }
    const broker = await aPerson({ organisation: 'brokerage' })
    const challengeIds: string[] = []
    const officers: World['officers'] = []
    for (let i = 0; i < counts.challenges; i += 1) {
      const { _id } = await aChallengeOnRecord(by)
      challengeIds.push(_id)
      officers.push({ ...(await aClient(council.id, `10.1.0.${i + 1}`)), challengeId: _id })
      // So that others can say that they want to know a thing too, while it waits.
      await Settings.create({ _id, display: 'at-once', signOff: false })
    }
    const suppliers: World['suppliers'] = []
    for (let i = 0; i < counts.suppliers; i += 1)
      suppliers.push(await aSupplier(i, challengeIds[i % challengeIds.length] as string))
    const chair = await aChair(council.id, (await aChallengeOnRecord(by))._id)
    const latecomers = await manyLatecomers(by, counts)
    return { challengeIds, suppliers, officers, latecomers, chair, brokerId: broker.id, wholeDraft }
  })
}

/** A public challenge with what open data are made from. */
async function aChallengeOnRecord(changes: Partial<ChallengeRecord>): Promise<ChallengeRecord> {
  const challenge = await aPublicChallenge(changes)
  await ChallengeVersion.create({
    challengeId: challenge._id,
    number: challenge.version,
    content: contentOf(challenge),
    at: now(),
    by: { userId: challenge.createdBy, organisationId: challenge.authorityId },
  })
  await announce(challenge)
  return challenge
}

async function manyLatecomers(
  by: { authorityId: string; authorityName: string },
  { suppliers, closing, closingEveryMs }: Counts,
): Promise<Latecomer[]> {
  const before = new Date(Date.now() - hour)
  const later = new Date(Date.now() + hour)
  const timetable = { askBy: before, answerBy: before, respondBy: later, pilotStart: null, pilotMonths: null }
  const latecomers: Latecomer[] = []
  for (let i = 0; i < closing * latecomersEach; i += 1) {
    const last = latecomers.at(-1)
    const challengeId =
      last && i % latecomersEach > 0 ? last.challengeId : (await aChallengeOnRecord({ ...by, timetable }))._id
    latecomers.push({ ...(await aSupplier(suppliers + i, challengeId)), challengeId, respondBy: 0 })
  }
  // Only now, since nobody knows how long it takes to make them all.
  const closingFrom = Date.now() + firstDeadlineMs
  for (const [i, latecomer] of latecomers.entries()) {
    latecomer.respondBy = closingFrom + Math.floor(i / latecomersEach) * closingEveryMs
    await closeAt(latecomer.challengeId, new Date(latecomer.respondBy))
  }
  return latecomers
}

async function closeAt(challengeId: string, respondBy: Date): Promise<void> {
  await Challenge.updateOne({ _id: challengeId }, { $set: { 'timetable.respondBy': respondBy } })
  await ChallengeVersion.updateOne({ challengeId }, { $set: { 'content.timetable.respondBy': respondBy } })
}

async function aChair(authorityId: string, challengeId: string): Promise<World['chair']> {
  const client = await aClient(authorityId, '10.1.1.1')
  const actor = await actorOfPerson(client.userId)
  const startsAt = new Date(Date.now() - hour)
  setClock(new Date(startsAt.getTime() - hour))
  const input = { startsAt, minutes: 480, agenda: [], howToTakePart: '', shortNotice: 'yes' as const }
  const { id: liveSessionId } = await announceSession(actor, challengeId, input)
  releaseClock()
  await openSession(actor, liveSessionId)
  return { ...client, liveSessionId }
}

async function aSupplier(number: number, challengeId: string): Promise<Supplier> {
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
