import type { Demand } from './challenge.ts'

/** Another authority says that it has the problem too. */
export interface SameNeed {
  _id: string
  challengeId: string
  authorityId: string
  authorityName: string
  note: string
  /** How many there, in the challenge's unit at that time; null if it didn't say. */
  volume: number | null
  unit: string
  at: Date
  by: string
}

/** What suppliers can reckon with when several authorities have one problem. */
export interface AggregatedDemand {
  /** The challenge's own and the others. */
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
