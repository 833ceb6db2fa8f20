import { countIn, idIn, impactOf, termIn } from './segment.ts'
import type { IndexPart, SupplierIndex } from './supplier-index.ts'
import type { QueryTerm } from './text-scores.ts'

// The best passages of ten firms are taken for what is wanted.
const models = 10
const mostRelated = 25
// A word of more than one passage in twenty says little (but in a small directory ten are few), and a word that
// one model alone has may be a name.
const mostSpread = 0.05
const fewPassages = 10
const leastModels = 2
// How much being in the right category counts beside being alike, when models are chosen.
const categoryShare = 0.5

interface Model {
  part: IndexPart
  row: number
  worth: number
}

/**
 * Words that go with what a challenge says, learnt from the passages most like it, of which the scan lies in the
 * parts: the solution's words for the problem's. Not more than one passage of each firm is a model, so that no firm
 * speaks for all.
 */
export function learnRelated(index: SupplierIndex): QueryTerm[] {
  const chosen = chooseModels(index)
  const total = chosen.reduce((sum, { worth }) => sum + worth, 0)
  const learnt = new Map<number, { sum: number; models: number }>()
  for (const { part, row, worth } of chosen) {
    const { segment, average } = part
    const passage = mostAlike(part, row)
    const end = segment.termStarts[passage + 1] as number
    for (let i = segment.termStarts[passage] as number; i < end; i += 1) {
      const packed = segment.terms[i] as number
      const known = learnt.get(termIn(packed)) ?? { sum: 0, models: 0 }
      const impact = impactOf(countIn(packed), segment.lengths[passage] as number, average)
      learnt.set(termIn(packed), { sum: known.sum + (worth / total) * impact, models: known.models + 1 })
    }
  }
  const widest = Math.max(fewPassages, mostSpread * index.passages())
  return [...learnt]
    .filter(([, known]) => known.models >= leastModels)
    .map(([term, { sum }]) => ({ stem: index.books.terms.name(term), weight: sum }))
    .filter(({ stem }) => index.spread(stem) <= widest)
    .map((term) => ({ ...term, value: term.weight * index.rarity(term.stem) }))
    .sort((a, b) => b.value - a.value || (a.stem < b.stem ? -1 : 1))
    .slice(0, mostRelated)
}

function chooseModels(index: SupplierIndex): Model[] {
  const best: Model[] = []
  let least = 0
  for (const part of index.parts()) {
    const { dead } = part.segment
    for (let row = 0; row < dead.length; row += 1) {
      const worth = (part.alike[row] as number) + categoryShare * (part.category[row] as number)
      // Few get past the first question, so that the others cost nothing.
      if (worth < least || part.alike[row] === 0 || dead[row]) continue
      best.push({ part, row, worth })
      best.sort((a, b) => b.worth - a.worth || (idOf(a) < idOf(b) ? -1 : 1))
      if (best.length > models) best.pop()
      if (best.length === models) least = (best[models - 1] as Model).worth
    }
  }
  return best
}

const idOf = ({ part, row }: Model): string => idIn(part.segment, row)

/** The supplier's passage that says most of what is asked for; the first of equals. */
function mostAlike({ segment, said }: IndexPart, row: number): number {
  let best = segment.passageStarts[row] as number
  for (let passage = best + 1; passage < (segment.passageStarts[row + 1] as number); passage += 1)
    if ((said[passage] as number) > (said[best] as number)) best = passage
  return best
}
