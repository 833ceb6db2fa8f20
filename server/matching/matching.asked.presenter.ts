import { sayMissing } from '../../shared/matching/missing.ts'
import { partNames, type Parts } from '../../shared/matching/parts.ts'
import { translator } from '../platform/translations.ts'
import type { NamedPlace, TriedWeights, WhyNotAnswer } from './matching.asked.service.ts'
import { partRows, type Scored } from './matching.compare.presenter.ts'
import { partLabels, presentScore } from './matching.score.presenter.ts'
import { presentContexts, presentReasons } from './matching.words.presenter.ts'

const scored =
  (weights: Parts) =>
  (place: NamedPlace): Scored => ({
    name: place.name,
    score: presentScore({ ...place, weights }),
  })

const number = new Intl.NumberFormat('en-GB')
const column = (title: string, name: string, { score, rank }: NamedPlace) => ({
  title,
  name,
  score: score.toFixed(2),
  place: number.format(rank),
})

/** Why a firm is not higher: its parts beside those of the firm at the line and of the first, and what is missing. */
export function presentWhyNot({ supplier, total, weights, firm, first, atLine }: WhyNotAnswer) {
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
    score: firm && presentScore({ ...firm, weights }),
    why: firm ? presentReasons(firm.reasons) : [],
    contexts: presentContexts(firm?.contexts),
    saysNothing: firm?.saysNothing ?? false,
    columns: [
      ...(firm ? [column(supplier.name, '', firm)] : []),
      ...others.map(({ title, place }) => column(title, place.name, place)),
    ],
    rows: partRows(places.map(scored(weights))),
    missing: firm ? missing(supplier, firm) : [],
  }
}

/** What nobody has said of a firm, with what it would gain by it where that can be reckoned. */
function missing(supplier: WhyNotAnswer['supplier'], firm: NonNullable<WhyNotAnswer['firm']>): string[] {
  const t = translator()
  const { whatWeDo = '', caseStudies = [] } = supplier.supplier ?? {}
  return [
    ...firm.missing.map((one) => sayMissing(one, t, firm.rank)),
    ...(whatWeDo ? [] : [t('Its profile does not say what it does.')]),
    ...(caseStudies.length > 0 ? [] : [t('Its profile has no case study.')]),
  ]
}

/** Weights in points of 100. */
export const inPoints = (weights: Parts): Record<string, string> =>
  Object.fromEntries(partNames.map((name) => [name, String(Math.round(weights[name] * 100))]))

/** The fields for the weights: a part each, and what it weighs now. */
export const weightFields = (weights: Parts) => {
  const t = translator()
  const present = inPoints(weights)
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
