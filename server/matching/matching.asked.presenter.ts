import { partNames, partWeights, type Parts } from '../../shared/matching/ranking.ts'
import { translator } from '../platform/translations.ts'
import type { NamedPlace, TriedWeights, WhyNotAnswer } from './matching.asked.service.ts'
import { partRows, type Scored } from './matching.compare.presenter.ts'
import { partLabels, presentScore } from './matching.presenter.ts'

const scored = (place: NamedPlace): Scored => ({
  name: place.name,
  score: presentScore({ ...place, reasons: [] }),
})

/** Why a firm is not higher: its parts beside those of the firm at the line and of the first, and what is missing. */
export function presentWhyNot({ supplier, total, firm, first, atLine }: WhyNotAnswer) {
  const isSomebodyElse = (place: NamedPlace | null): place is NamedPlace =>
    place !== null && place.supplierId !== firm?.supplierId
  const others = [
    ...(isSomebodyElse(atLine) ? [{ title: 'Last above the line', place: atLine }] : []),
    ...(isSomebodyElse(first) && first.supplierId !== atLine?.supplierId
      ? [{ title: 'First', place: first }]
      : []),
  ]
  const places = [...(firm ? [firm] : []), ...others.map(({ place }) => place)]
  return {
    id: supplier.id,
    name: supplier.name,
    total,
    rank: firm?.rank ?? null,
    isAboveLine: firm !== null && atLine !== null && firm.rank <= atLine.rank,
    hasLine: atLine !== null,
    score: firm && presentScore(firm),
    columns: [
      ...(firm ? [{ title: supplier.name, rank: firm.rank, name: '', total: firm.score.toFixed(2) }] : []),
      ...others.map(({ title, place }) => ({
        title,
        rank: place.rank,
        name: place.name,
        total: place.score.toFixed(2),
      })),
    ],
    rows: partRows(places.map(scored)),
    missing: firm ? missing(supplier, firm, others[0]) : [],
  }
}

/** What keeps a firm low: what nobody knows of it, and the parts in which the firm it is measured against has more. */
function missing(
  supplier: WhyNotAnswer['supplier'],
  firm: NamedPlace,
  measure: { title: string; place: NamedPlace } | undefined,
): string[] {
  const { whatWeDo = '', cpv = [], regions = [], caseStudies = [] } = supplier.supplier ?? {}
  const unsaid = [
    ...(whatWeDo ? [] : ['Its profile does not say what it does.']),
    ...(cpv.length > 0 ? [] : ['Its profile names no category.']),
    ...(regions.length > 0 ? [] : ['Its profile does not say where it works.']),
    ...(caseStudies.length > 0 ? [] : ['Its profile has no case study.']),
  ]
  if (!measure || measure.place.rank > firm.rank) return unsaid
  const [own, other] = [scored(firm), scored(measure.place)]
  const behind = (own.score?.parts ?? []).flatMap(({ name, share }, part) => {
    const wanted = Math.round((other.score?.parts[part]?.share ?? 0) * 100)
    const has = Math.round(share * 100)
    if (wanted <= has) return []
    return [`${name}: ${has} points, where the ${measure.title.toLowerCase()} has ${wanted}.`]
  })
  return [...behind, ...unsaid]
}

/** The weights that count now, or those tried, in points of 100. */
export const inPoints = (weights: Parts = partWeights): Record<string, string> =>
  Object.fromEntries(partNames.map((name) => [name, String(Math.round(weights[name] * 100))]))

/** The fields for the weights: a part each, and what it weighs now. */
export const weightFields = () => {
  const t = translator()
  const present = inPoints()
  return partNames.map((name) => ({ name, label: t(partLabels[name]), now: present[name] }))
}

/** `up 3`, `down 12`, `stays`. */
function moved(places: number): string {
  if (places === 0) return 'stays'
  return places > 0 ? `up ${places}` : `down ${-places}`
}

/** Who would come first under other weights, and how far each has moved. */
export function presentTried({ total, weights, rows }: TriedWeights) {
  const points = inPoints(weights)
  const t = translator()
  return {
    total,
    weights: partNames.map((name) => ({ label: t(partLabels[name]), points: points[name] })),
    movedCount: rows.filter(({ movedBy }) => movedBy !== 0).length,
    rows: rows.map(({ supplierId, name, rank, rankNow, movedBy, score }) => ({
      supplierId,
      name,
      rank,
      rankNow,
      score: score.toFixed(2),
      moved: moved(movedBy),
      way: Math.sign(movedBy),
    })),
  }
}
