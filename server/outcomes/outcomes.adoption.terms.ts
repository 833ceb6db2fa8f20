import { licenceNames } from '../../shared/outcomes/adoption.ts'
import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import { type Difference, differencesAmong } from '../platform/compare-words.ts'
import { AppError } from '../platform/errors.ts'
import type { PilotTerms, TermsVersion } from './outcomes.model.ts'

const sides = ['buyer', 'supplier'] as const

const numberOf = (terms: TermsVersion | null): number => (terms ? (terms.number ?? 1) : 0)

/** Names what both sides say now, as a form carries it: `2.1` for the buyer's second and the supplier's first words. */
export const termsVersionOf = (terms: PilotTerms | undefined): string =>
  sides.map((side) => numberOf(terms?.[side] ?? null)).join('.')

const wordsOf = (terms: TermsVersion | null | undefined): [string, string][] => [
  ['Shares', terms?.shares ?? ''],
  ['Licence of documents', terms ? licenceNames[terms.licence] : ''],
  ['Contact', terms?.contact ?? ''],
]

/** What a side changed since the version that somebody saw; null where what they saw is not known. */
export function termsChangedSince(
  terms: PilotTerms | undefined,
  seen: string,
  names: Record<PilotSide, string>,
): Difference[] {
  const numbers = seen.split('.').map(Number)
  return sides.flatMap((side, index) => {
    const current = terms?.[side] ?? null
    if (numbers[index] === numberOf(current)) return []
    const before = terms?.earlier?.find((one) => one.side === side && numberOf(one) === numbers[index])
    const after = wordsOf(current)
    return differencesAmong(
      wordsOf(before).map(([label, from], part) => ({
        label: `${names[side]}: ${label}`,
        from,
        to: after[part]?.[1] ?? '',
      })),
    )
  })
}

/** Nobody asks or adopts on terms that they did not read. @throws AppError conflict */
export function checkTermsSeen(terms: PilotTerms | undefined, seen: string): void {
  if (seen !== termsVersionOf(terms))
    throw new AppError(
      'conflict',
      'The terms changed after you opened this page. Read below what changed, then send it again.',
    )
}

/** The terms with what a side says now; what it said before is kept. Null where it says what it said already. */
export function termsWith(
  terms: PilotTerms | undefined,
  side: PilotSide,
  said: TermsVersion,
): PilotTerms | null {
  const before = terms?.[side] ?? null
  if (before && JSON.stringify(wordsOf(before)) === JSON.stringify(wordsOf(said))) return null
  const earlier = [...(terms?.earlier ?? []), ...(before ? [{ ...before, number: numberOf(before) }] : [])]
  return {
    buyer: terms?.buyer ?? null,
    supplier: terms?.supplier ?? null,
    [side]: { ...said, number: numberOf(before) + 1 },
    earlier,
  }
}
