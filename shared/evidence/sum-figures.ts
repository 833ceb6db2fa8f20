import type { EvidenceFilter } from './evidence.schema.ts'
import type { ChallengeFact } from './facts.ts'
import type { Estimate } from './figures.ts'
import type { SumId, ToldSum } from './told-sums.ts'

/** The sums of a choice; null where it is told of none, since a part of a group would be. */
export type ChosenSums = readonly ToldSum[] | null

/** The groups that a choice includes: each is of one region and one year, and is told whole. */
export const sumsOf = (
  told: readonly ToldSum[],
  { authority, region, category, year }: EvidenceFilter,
): ChosenSums =>
  authority || category
    ? null
    : told.filter(
        (one) => (region === '' || one.region === region) && (year === '' || String(one.year) === year),
      )

/**
 * A figure of the sums of a choice. Not in it are the pilots of all other contracts that were signed; in which region
 * those would say that something followed, nobody knows.
 */
export function sumFrom(
  id: SumId,
  sums: ChosenSums,
  facts: readonly Pick<ChallengeFact, 'contracts'>[],
  { region }: Pick<EvidenceFilter, 'region'>,
): Estimate | null {
  if (!sums) return null
  const of = sums.filter(({ figure }) => figure === id)
  const pilots = of.reduce((all, one) => all + one.pilots, 0)
  const contracts = facts.reduce((all, one) => all + one.contracts.length, 0)
  return {
    value: of.length === 0 ? null : of.reduce((all, { value }) => all + value, 0),
    interval: null,
    of: pilots,
    missing: region ? null : Math.max(0, contracts - pilots),
  }
}
