import mongoose from 'mongoose'
import { challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { addMonths, dayOf } from '../../shared/coaching/law/periods.ts'
import { type Buying, buyingOf, monthsAhead } from '../../shared/evidence/buying.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import type { Figure } from '../../shared/evidence/figures.ts'
import { formatDate } from '../../shared/platform/dates.ts'
import { type Actor, system } from '../../shared/platform/actor.ts'
import { shortened } from '../../shared/platform/shortened.ts'
import { challengesOfAuthority, startChallenge } from '../challenges/index.ts'
import { awardOnRecord } from '../evaluation/index.ts'
import { findAuthorityByCode, findOrganisation, type Organisation } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { type CountedAward, CountedAwards, type EvidenceState } from './evidence.model.ts'
import { evidencePolicy } from './evidence.policy.ts'
import { readEvidence } from './evidence.read.service.ts'
import { evidenceState } from './evidence.state.service.ts'

const { trusted } = mongoose

/** An authority by its code in the register. @throws AppError not-found */
async function getAuthority(code: string): Promise<Organisation & { authority: { code: string } }> {
  const organisation = await findAuthorityByCode(code)
  if (!organisation?.authority) throw notFound('Authority')
  return organisation as Organisation & { authority: { code: string } }
}

const awardsOf = (build: number, code: string): Promise<CountedAward[]> =>
  CountedAwards.find({ build, authority: code }).sort({ date: -1, _id: 1 }).lean<CountedAward[]>()

/** What is on record of an authority: its challenges here, and what it bought. @throws AppError not-found */
export async function readAuthority(
  actor: Actor,
  code: string,
): Promise<{
  organisation: Organisation
  code: string
  state: EvidenceState
  figures: Figure[]
  buying: Buying
  own: OwnContract[]
  may: { startChallenge: boolean }
}> {
  const organisation = await getAuthority(code)
  const known = organisation.authority.code
  const state = await evidenceState()
  const [{ figures }, awards] = await Promise.all([
    readEvidence({ ...wholeEvidence, authority: known }),
    awardsOf(state.build, known),
  ])
  const mayStart = evidencePolicy.startChallenge(actor, { authorityId: organisation.id })
  return {
    organisation,
    code: known,
    state,
    figures,
    buying: buyingOf(awards, now()),
    own: mayStart ? await ownEnding(organisation.id) : [],
    may: { startChallenge: mayStart },
  }
}

/** A contract that an authority recorded here and that comes to its end. */
interface OwnContract {
  /** What a draft is begun from it by. */
  id: string
  title: string
  endsOn: string
  supplier: { id: string; name: string }
  challengeId: string
  cpv: string[]
  regions: string[]
}

const ownId = (challengeId: string, submissionId: string) => `here ${challengeId} ${submissionId}`

/** Contracts that this authority recorded here and that end within the time looked ahead, the soonest first. */
async function ownEnding(authorityId: string): Promise<OwnContract[]> {
  const [today, until] = [dayOf(now()), addMonths(dayOf(now()), monthsAhead)]
  const awarded = (await challengesOfAuthority(authorityId, system)).filter(
    ({ conclusion }) => conclusion?.outcome === 'awarded',
  )
  const each = awarded.map(async ({ _id: challengeId, cpv, regions }) =>
    ((await awardOnRecord(challengeId))?.contracts ?? []).map(
      ({ submissionId, title, endsOn, supplier: { id, name } }) => ({
        id: ownId(challengeId, submissionId),
        title,
        endsOn,
        supplier: { id, name },
        challengeId,
        cpv: [...cpv],
        regions: [...regions],
      }),
    ),
  )
  return (await Promise.all(each))
    .flat()
    .filter(({ endsOn }) => endsOn >= today && endsOn <= until)
    .toSorted((a, b) => (a.endsOn < b.endsOn ? -1 : 1))
}

/**
 * How many contracts of the actor's own authority end within the time looked ahead, on public record and recorded here;
 * 0 for whoever begins no challenge from one.
 */
export async function countOwnEnding(actor: Actor): Promise<{ code: string; count: number }> {
  const organisation = await findOrganisation(actor.organisation?.id ?? '')
  const code = organisation?.authority?.code
  if (!code || !evidencePolicy.startChallenge(actor, { authorityId: organisation.id }))
    return { code: '', count: 0 }
  const { build } = await evidenceState()
  const until = new Date(`${addMonths(dayOf(now()), monthsAhead)}T23:59:59Z`)
  const isEnding = { build, authority: code, endsOn: trusted({ $gte: now(), $lte: until }) }
  const [onRecord, own] = await Promise.all([
    CountedAwards.countDocuments(isEnding),
    ownEnding(organisation.id),
  ])
  return { code, count: onRecord + own.length }
}

/** A contract to begin from, of public record or recorded here; null for none of this authority. */
async function contractBy(organisation: Organisation & { authority: { code: string } }, sourceId: string) {
  const own = (await ownEnding(organisation.id)).find(({ id }) => id === sourceId)
  if (own) {
    const { title, cpv, regions, supplier, endsOn } = own
    const about = { title, suppliers: [supplier], endsOn: new Date(`${endsOn}T12:00:00Z`), url: '' }
    return { title, cpv, regions, context: contextOf(about) }
  }
  const { build } = await evidenceState()
  const authority = organisation.authority.code
  const award = await CountedAwards.findOne({ build, authority, sourceId }).lean<CountedAward>()
  if (!award) return null
  return { title: award.title, cpv: award.divisions, regions: award.regions, context: contextOf(award) }
}

/**
 * Begins a draft from a contract that ends: its title, category and place, and what came before in the context.
 * @returns the draft's id
 * @throws AppError not-found for an award that is not this authority's, forbidden to all but those who act for it
 */
export async function startFromContract(actor: Actor, code: string, sourceId: string): Promise<string> {
  const organisation = await getAuthority(code)
  const whoMay = 'Only members of this authority can begin a challenge from its contracts'
  allow(evidencePolicy.startChallenge(actor, { authorityId: organisation.id }), whoMay)
  const contract = await contractBy(organisation, sourceId)
  if (!contract) throw notFound('Contract')
  const { title, context, cpv, regions } = contract
  const fields = challengeFieldsSchema.safeParse({
    title: shortened(title, 120),
    context,
    cpv: cpv.slice(0, 10),
    regions: regions.slice(0, 30),
  })
  if (!fields.success)
    throw new AppError('conflict', 'This contract does not fit the form. Begin without it.')
  return startChallenge(actor, fields.data)
}

function contextOf({
  title,
  suppliers,
  endsOn,
  url,
}: Pick<CountedAward, 'title' | 'endsOn' | 'url'> & { suppliers: readonly { name: string }[] }): string {
  const names = suppliers.map(({ name }) => name).join(', ')
  const end = endsOn ? ` It ends on ${formatDate(endsOn)}.` : ''
  const source = url ? ` The award notice: ${url}` : ''
  return `Today there is a contract for this, “${title}”, with ${names}.${end}${source}`
}
