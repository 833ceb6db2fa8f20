import { nationOf } from '../../shared/organisations/region-tree.ts'
import { londonParts } from '../../shared/platform/dates.ts'
import { type SaidOfPilot, type ToldSum, toldSums } from '../../shared/evidence/told-sums.ts'
import { findChallenges } from '../challenges/index.ts'
import { listReported } from '../outcomes/index.ts'
import { transaction } from '../platform/database.ts'
import { type CountedSums, Sums } from './evidence.model.ts'
import { tellChanged } from './evidence.state.service.ts'

const _id = 'sums'

/**
 * Counts anew what suppliers reported, from every version on record: what may be told depends on what was told before,
 * so all of it is gone through again, and comes to the same whenever it is done.
 */
export async function countSums(): Promise<void> {
  await transaction(async (session) => {
    await Sums.updateOne({ _id }, { $inc: { touched: 1 } }, { upsert: true, session })
    await Sums.updateOne({ _id }, { $set: { sums: toldSums(await saidOfPilots()) } }, { session })
  })
  await tellChanged()
}

/** What was told of suppliers in sums, as it stands. */
export const readSums = async (): Promise<ToldSum[]> =>
  (await Sums.findById(_id).lean<CountedSums>())?.sums ?? []

async function saidOfPilots(): Promise<SaidOfPilot[]> {
  const reported = await listReported()
  const challenges = await findChallenges([...new Set(reported.map(({ challengeId }) => challengeId))])
  return reported.flatMap(({ at, pilotId, supplierId, challengeId, regionCode, counted }) => {
    const publishedAt = challenges.get(challengeId)?.publishedAt
    if (!publishedAt) return []
    const figures = counted && {
      investment: counted.followOnPence,
      research: counted.rdSpendPence,
      'jobs-created': counted.jobsCreated,
      'jobs-kept': counted.jobsSafeguarded,
    }
    const { year } = londonParts(publishedAt)
    return [{ at, pilotId, supplierId, region: nationOf(regionCode), year, figures }]
  })
}
