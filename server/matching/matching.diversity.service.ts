import { codeNames, type SupplierSummary } from '../organisations/index.ts'
import { Match, type MatchRecord } from './matching.model.ts'
import { isOnShortlist } from './matching.service.ts'
import { matchingSettings } from './matching.settings.service.ts'

/** How many of a list are something, of those for whom it is known. */
export interface CountOf {
  count: number
  known: number
}

/** Who is in a list of matches. */
export interface Diversity {
  total: number
  sme: CountOf
  vcse: CountOf
  newToBuyer: CountOf
  /** Has won a public contract of this buyer before. */
  knownToBuyer: CountOf
  /** Regions of ITL level 1 in which its suppliers work, the most frequent first; a supplier may count in several. */
  regions: { code: string; label: string; count: number }[]
  /** Suppliers of whom no region is known. */
  withoutRegion: number
}

/**
 * Who is in a challenge's list: of those at or above the line or added by hand, and of those who were sent a match.
 * @param suppliers those of its matches (`suppliersOfMatches`)
 */
export async function diversityOf(
  challengeId: string,
  suppliers: Map<string, SupplierSummary>,
): Promise<{ aboveLine: Diversity; sent: Diversity }> {
  const [{ proposeFrom }, matches] = await Promise.all([
    matchingSettings(),
    Match.find(
      { challengeId },
      { supplierId: 1, supplier: 1, reasons: 1, score: 1, addedBy: 1, isAddedPlace: 1, sentAt: 1 },
    ).lean<MatchRecord[]>(),
  ])
  const aboveLine = matches.filter((match) => isOnShortlist(match, proposeFrom))
  const sent = matches.filter(({ sentAt }) => sentAt !== null)
  return { aboveLine: count(aboveLine, suppliers), sent: count(sent, suppliers) }
}

function count(matches: MatchRecord[], suppliers: Map<string, SupplierSummary>): Diversity {
  const ofFact = (fact: 'isSme' | 'isVcse'): CountOf => {
    const known = matches.filter(({ supplier }) => supplier[fact] !== null)
    return { count: known.filter(({ supplier }) => supplier[fact]).length, known: known.length }
  }
  const withReason = (kind: string) =>
    matches.filter(({ reasons }) => reasons.some((reason) => reason.kind === kind)).length
  const [newcomers, acquainted] = [withReason('new-to-buyer'), withReason('worked-for-buyer')]
  const places = matches.map(({ supplierId }) => suppliers.get(supplierId)?.regions ?? [])
  return {
    total: matches.length,
    sme: ofFact('isSme'),
    vcse: ofFact('isVcse'),
    newToBuyer: { count: newcomers, known: newcomers + acquainted },
    knownToBuyer: { count: acquainted, known: newcomers + acquainted },
    regions: countRegions(places.flat()),
    withoutRegion: places.filter((codes) => codes.length === 0).length,
  }
}

function countRegions(codes: string[]): Diversity['regions'] {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts]
    .map(([code, count]) => ({ code, label: codeNames.region(code), count }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label))
}
