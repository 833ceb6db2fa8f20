import { challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { type Buying, buyingOf } from '../../shared/evidence/buying.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import type { Figure } from '../../shared/evidence/figures.ts'
import { formatDate } from '../../shared/platform/dates.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { shortened } from '../../shared/platform/shortened.ts'
import { startChallenge } from '../challenges/index.ts'
import { findAuthorityByCode, type Organisation } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { type CountedAward, CountedAwards, type EvidenceState } from './evidence.model.ts'
import { evidencePolicy } from './evidence.policy.ts'
import { readEvidence } from './evidence.read.service.ts'
import { evidenceState } from './evidence.state.service.ts'

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
  may: { startChallenge: boolean }
}> {
  const organisation = await getAuthority(code)
  const known = organisation.authority.code
  const state = await evidenceState()
  const [{ figures }, awards] = await Promise.all([
    readEvidence({ ...wholeEvidence, authority: known }),
    awardsOf(state.build, known),
  ])
  return {
    organisation,
    code: known,
    state,
    figures,
    buying: buyingOf(awards, now()),
    may: { startChallenge: evidencePolicy.startChallenge(actor, { authorityId: organisation.id }) },
  }
}

/**
 * Begins a draft from a contract on public record: its title, category and place, and what came before in the context.
 * @returns the draft's id
 * @throws AppError not-found for an award that is not this authority's, forbidden to all but those who act for it
 */
export async function startFromContract(actor: Actor, code: string, sourceId: string): Promise<string> {
  const organisation = await getAuthority(code)
  const whoMay = 'Only members of this authority can begin a challenge from its contracts'
  allow(evidencePolicy.startChallenge(actor, { authorityId: organisation.id }), whoMay)
  const { build } = await evidenceState()
  const authority = organisation.authority.code
  const award = await CountedAwards.findOne({ build, authority, sourceId }).lean<CountedAward>()
  if (!award) throw notFound('Contract')
  const fields = challengeFieldsSchema.safeParse({
    title: shortened(award.title, 120),
    context: contextOf(award),
    cpv: award.divisions.slice(0, 10),
    regions: award.regions.slice(0, 30),
  })
  if (!fields.success)
    throw new AppError('conflict', 'This contract does not fit the form. Begin without it.')
  return startChallenge(actor, fields.data)
}

function contextOf({ title, suppliers, endsOn, url }: CountedAward): string {
  const names = suppliers.map(({ name }) => name).join(', ')
  const end = endsOn ? ` It ends on ${formatDate(endsOn)}.` : ''
  const source = url ? ` The award notice: ${url}` : ''
  return `Today there is a contract for this, “${title}”, with ${names}.${end}${source}`
}
