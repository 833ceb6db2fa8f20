import type { ChallengeRecord, Demand, SameNeed } from './challenge.ts'

/** What suppliers can reckon with when several authorities have one problem. */
export interface AggregatedDemand {
  /** The challenge's own, those that it is written with, and those that said they have it too. */
  authorities: number
  /** Of those who said how many, in one unit; null if nobody did. */
  volume: number | null
  unit: string
  /** How many of the authorities the volume counts. */
  counted: number
}

/** The demand of all together; a volume in another unit is left out of the sum, not converted. */
export function aggregatedDemand(
  own: Demand,
  coBuyers: number,
  others: Pick<SameNeed, 'volume' | 'unit'>[],
): AggregatedDemand {
  const volumes = [own, ...others]
    .filter(({ unit }) => unit === own.unit && own.unit !== '')
    .flatMap(({ volume }) => volume ?? [])
  return {
    authorities: 1 + coBuyers + others.length,
    volume: volumes.length > 0 ? volumes.reduce((sum, volume) => sum + volume, 0) : null,
    unit: volumes.length > 0 ? own.unit : '',
    counted: volumes.length,
  }
}

/** The demand behind a challenge, of all who take part or have the problem too. */
export const demandOf = ({
  demand,
  coBuyers,
  sameNeeds,
}: Pick<ChallengeRecord, 'demand' | 'coBuyers' | 'sameNeeds'>): AggregatedDemand =>
  aggregatedDemand(demand, coBuyers.filter(({ status }) => status !== 'declined').length, sameNeeds)
