import type { ChallengeRecord, Demand, SameNeed } from './challenge.ts'
import { type SpendBand, spendBands } from './scale.ts'

/** What all together spend in a year, as far as it was said. */
export interface SpendTogether {
  fromPence: number
  /** Null where a band without an upper end is among them. */
  toPence: number | null
  counted: number
}

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

/** The same with what else was said of the scale. */
export interface DemandTogether extends AggregatedDemand {
  /** How many of the authorities are counted without a name. */
  unnamed: number
  /** How many of those gave a figure, which is in no sum: it is for those who buy and the brokers. */
  withheld: number
  spend: SpendTogether | null
  /** How many could buy from each quarter on, the earliest first. */
  buyFrom: { quarter: string; authorities: number }[]
}

type Said = Pick<SameNeed, 'volume' | 'unit'>

/** The unit that most gave their figure in, where the challenge has none. */
function commonUnit(own: Demand, others: Said[]): string {
  if (own.unit) return own.unit
  const counts = new Map<string, number>()
  for (const { volume, unit } of others)
    if (volume !== null && unit) counts.set(unit, (counts.get(unit) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

/** The demand of all together; a volume in another unit is left out of the sum, not converted. */
export function aggregatedDemand(own: Demand, coBuyers: number, others: Said[]): AggregatedDemand {
  const common = commonUnit(own, others)
  const volumes = [own, ...others]
    .filter(({ unit }) => unit === common && common !== '')
    .flatMap(({ volume }) => volume ?? [])
  return {
    authorities: 1 + coBuyers + others.length,
    volume: volumes.length > 0 ? volumes.reduce((sum, volume) => sum + volume, 0) : null,
    unit: volumes.length > 0 ? common : '',
    counted: volumes.length,
  }
}

/** False only for an authority that asked not to be named. */
export const isNamed = ({ isNamed: named }: Pick<SameNeed, 'isNamed'>): boolean => named !== false

const gaveFigure = ({ volume, spend, buyFrom }: SameNeed) =>
  volume !== null || Boolean(spend) || Boolean(buyFrom)

/** The bounds of what these spend in a year together; null where nobody said. */
export function spendTogether(bandNames: (SpendBand | undefined)[]): SpendTogether | null {
  const bands = bandNames.flatMap((name) => spendBands.find((band) => band.name === name) ?? [])
  if (bands.length === 0) return null
  const fromPence = bands.reduce((sum, band) => sum + band.fromPence, 0)
  const toPence = bands.reduce<number | null>(
    (sum, band) => (sum === null || band.toPence === null ? null : sum + band.toPence),
    0,
  )
  return { fromPence, toPence, counted: bands.length }
}

function quartersTogether(needs: SameNeed[]): DemandTogether['buyFrom'] {
  const counts = new Map<string, number>()
  for (const { buyFrom } of needs) if (buyFrom) counts.set(buyFrom, (counts.get(buyFrom) ?? 0) + 1)
  return [...counts]
    .map(([quarter, authorities]) => ({ quarter, authorities }))
    .sort((a, b) => a.quarter.localeCompare(b.quarter))
}

/**
 * The demand behind a challenge, of all who take part or have the problem too. Unnamed ones are only counted: none of
 * their figures enters a sum, since one sum taken from another, or from what the others gave, would tell it.
 */
export function demandOf({
  demand,
  coBuyers,
  sameNeeds,
}: Pick<ChallengeRecord, 'demand' | 'coBuyers' | 'sameNeeds'>): DemandTogether {
  const partners = coBuyers.filter(({ status }) => status !== 'declined').length
  const named = sameNeeds.filter(isNamed)
  const unnamed = sameNeeds.filter((need) => !isNamed(need))
  return {
    ...aggregatedDemand(demand, partners, named),
    authorities: 1 + partners + sameNeeds.length,
    unnamed: unnamed.length,
    withheld: unnamed.filter(gaveFigure).length,
    spend: spendTogether(named.map(({ spend }) => spend)),
    buyFrom: quartersTogether(named),
  }
}
