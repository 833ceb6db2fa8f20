import { type PartName, partNames, type Parts, partWeights } from '../../shared/matching/parts.ts'
import type { Translate } from '../../shared/matching/reasons.ts'
import { translator } from '../platform/translations.ts'

/** One part of a score as a bar shows it. */
export interface BarPart {
  name: string
  /** Of the whole bar, 0 to 1. */
  share: number
  /** The most that it can give, 0 to 1; null for a score that was stored without its weights. */
  weight: number | null
  /** Which of the bar's colours: the same for a part wherever it is shown. */
  tone: number
}

/** A score as a bar of its named parts. */
export interface ScoreBar {
  /** Two decimals, as people read it: `0.87`. */
  total: string
  /** All of them, in their order. */
  parts: BarPart[]
  /** Those that are named beside the bar, in points of 100. */
  legend: { name: string; tone: number; share: number; points: string }[]
  /** The small ones that give next to nothing, together and one by one; null if there are none to gather. */
  other: { share: number; points: string; parts: { name: string; points: string }[] } | null
}

/** What people call each part of a score. */
export const partLabels: Record<PartName, string> = {
  text: 'Words',
  trackRecord: 'Track record',
  related: 'Related words',
  category: 'Category',
  recency: 'Recent work',
  buyers: 'Similar buyers',
  region: 'Region',
  value: 'Size of contract',
  maturity: 'Readiness',
  evidence: 'Evidence of outcomes',
}

// A part below both is a sliver of the bar and would take a line of its legend.
const smallShare = 0.01
const smallWeight = 0.02
// Weights that were learnt have more decimals than matter.
const exactness = 1e-6

const isSmall = ({ share, weight }: BarPart): boolean =>
  weight !== null && weight <= smallWeight + exactness && share < smallShare - exactness

/** A share in points of 100: whole, and with a decimal in a small part, where half of one would look like all of it. */
export const inPoints = (share: number, weight: number | null): string =>
  weight !== null && weight <= smallWeight + exactness
    ? String(Number((share * 100).toFixed(1)))
    : (share * 100).toFixed(0)

/** `22 of 35` in points of 100; `22` alone where the weight is not known. */
function ofMost({ share, weight }: Pick<BarPart, 'share' | 'weight'>, t: Translate, digits?: number): string {
  const points = digits === undefined ? inPoints(share, weight) : (share * 100).toFixed(digits)
  return weight === null ? points : t('{points} of {most}', { points, most: Math.round(weight * 100) })
}

/**
 * How the bar of a score reads; null while a supplier has no place in the ranking yet. Parts that the score was not
 * made of, since it is older than they are, are left out.
 */
export function presentScore(
  { score, parts, weights }: { score: number; parts: Parts | null; weights: Parts | null },
  t: Translate = translator(),
): ScoreBar | null {
  if (!parts) return null
  const known: Partial<Parts> = parts
  const by: Partial<Parts> = weights ?? partWeights
  const all = partNames.flatMap((name, position): BarPart[] => {
    const [part, weight] = [known[name], by[name]]
    if (part === undefined || weight === undefined) return []
    const tone = position + 1
    return [{ name: t(partLabels[name]), share: weight * part, weight: weights ? weight : null, tone }]
  })
  const small = all.filter(isSmall)
  // One alone takes no less room as "Other".
  const gathered = small.length > 1 ? small : []
  return {
    total: score.toFixed(2),
    parts: all,
    legend: all
      .filter((part) => !gathered.includes(part))
      .map((part) => ({ name: part.name, tone: part.tone, share: part.share, points: ofMost(part, t) })),
    other: gathered.length > 0 ? gather(gathered, t) : null,
  }
}

function gather(parts: BarPart[], t: Translate): NonNullable<ScoreBar['other']> {
  const share = parts.reduce((sum, part) => sum + part.share, 0)
  const weight = parts.reduce((sum, part) => sum + (part.weight ?? 0), 0)
  return {
    share,
    points: ofMost({ share, weight }, t),
    parts: parts.map((part) => ({ name: part.name, points: ofMost(part, t, 1) })),
  }
}
