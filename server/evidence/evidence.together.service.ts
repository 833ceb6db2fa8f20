import type { ClientSession } from 'mongoose'
import type { ChallengeFact, ProposerTallies } from '../../shared/evidence/facts.ts'
import { noRatings, tallyTogether, tellRatings } from '../../shared/evidence/told-together.ts'
import { feedbackCounts, tellsUnsuccessful } from '../evaluation/index.ts'
import type { awardOnRecord } from '../evaluation/index.ts'
import { findOrganisations, firstAwardsOf } from '../organisations/index.ts'
import { type ToldOfSuppliers, ToldTogether } from './evidence.model.ts'
import { evidenceState } from './evidence.state.service.ts'

type Decision = NonNullable<Awaited<ReturnType<typeof awardOnRecord>>>

/** A challenge that is over: who proposed, where proposals were opened, and what was decided. */
interface Over {
  challengeId: string
  publishedAt: Date
  suppliers: string[] | null
  decision: Decision
}

type Told = Pick<ChallengeFact, 'proposers' | 'feedbackSent' | 'feedbackRated' | 'feedbackUseful'>

/**
 * What is told of the suppliers of a challenge that is over. What was told once stays as it was, whatever firms say of
 * themselves later: reckoned anew, a change of one public profile would show whose proposal it was.
 */
export async function toldOfSuppliers(over: Over, session: ClientSession): Promise<Told> {
  const { challengeId } = over
  const before = await ToldTogether.findById(challengeId).session(session).lean<ToldOfSuppliers>()
  const { sent, ratings } = await feedbackCounts(challengeId)
  const proposers = await proposersOf(over, before?.proposers ?? {})
  const arrived = ratings.map(({ id, how }) => ({ id, is: how !== 'not' }))
  const told = tellRatings(before?.ratings ?? noRatings(), arrived)
  await ToldTogether.updateOne(
    { _id: challengeId },
    { $set: { proposers, ratings: told } },
    { upsert: true, session },
  )
  const { sme = null, vcse = null, fresh = null } = proposers
  return {
    proposers: sme || vcse || fresh ? { sme, vcse, fresh } : null,
    feedbackSent: sent,
    feedbackRated: told.of.length,
    feedbackUseful: told.of.length > 0 ? told.tally : null,
  }
}

/** True for a firm without an award on public record before a day; null while no awards are on record. */
export async function freshAmong(
  supplierIds: string[],
  before: Date,
): Promise<((id: string) => boolean) | null> {
  if (!(await evidenceState()).from) return null
  const first = await firstAwardsOf(supplierIds)
  return (id) => {
    const at = first.get(id)
    return at === undefined || at >= before
  }
}

/** What the suppliers are like, with what was not decided on yet; also that it is not told is decided once. */
async function proposersOf(
  { suppliers, publishedAt, decision }: Over,
  before: Partial<ProposerTallies>,
): Promise<Partial<ProposerTallies>> {
  if (!suppliers || (before.sme !== undefined && before.fresh !== undefined)) return before
  const [known, isFresh] = await Promise.all([
    findOrganisations(suppliers),
    freshAmong(suppliers, publishedAt),
  ])
  // Of a large award the notice names who lost as well: the tally would tell of the few that are left.
  const areNamed = tellsUnsuccessful(decision)
  const won = new Set(decision.winners.map(({ supplierId }) => supplierId))
  for (const { supplier } of decision.contracts) won.add(supplier.id)
  const tally = (is: (id: string) => boolean | null) =>
    areNamed
      ? null
      : tallyTogether(
          suppliers.filter((id) => !won.has(id)).map(is),
          suppliers.filter((id) => won.has(id)).map(is),
        )
  const now: Partial<ProposerTallies> = {
    sme: tally((id) => known.get(id)?.supplier?.isSme ?? null),
    vcse: tally((id) => known.get(id)?.supplier?.isVcse ?? null),
    ...(isFresh ? { fresh: tally(isFresh) } : {}),
  }
  return { ...now, ...before }
}
