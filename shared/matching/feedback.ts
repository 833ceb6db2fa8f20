import { categoryCloseness } from './category-closeness.ts'
import type { ChallengeToRank } from './challenge-query.ts'
import type { SupplierIndex } from './supplier-index.ts'
import type { QueryTerm } from './text-index.ts'

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
  passage: number
  likeness: number
}

/**
 * Words that go with what a challenge says, learnt from the passages most like it: the solution's words for
 * the problem's. Words that the challenge has itself are left out: it has said how much they matter. Not more than one passage of each firm is a model, so that no firm speaks for all.
 */
export function learnRelated(
  index: SupplierIndex,
  challenge: ChallengeToRank,
  own: ReadonlySet<string>,
  said: Float32Array,
): QueryTerm[] {
  const worth = new Map<string, { sum: number; models: number }>()
  const chosen = chooseModels(index, challenge, said)
  const total = chosen.reduce((sum, { likeness }) => sum + likeness, 0)
  for (const { passage, likeness } of chosen) {
    for (const term of index.texts.termsOf(passage)) {
      if (own.has(term.stem)) continue
      const known = worth.get(term.stem) ?? { sum: 0, models: 0 }
      worth.set(term.stem, {
        sum: known.sum + (likeness / total) * term.worth,
        models: known.models + 1,
      })
    }
  }
  const widest = Math.max(fewPassages, mostSpread * index.texts.size())
  const value = ({ stem, weight }: QueryTerm) => weight * index.texts.rarity(stem)
  return [...worth]
    .filter(([stem, known]) => known.models >= leastModels && index.texts.spread(stem) <= widest)
    .map(([stem, { sum }]): QueryTerm => ({ stem, weight: sum }))
    .sort((a, b) => value(b) - value(a) || (a.stem < b.stem ? -1 : 1))
    .slice(0, mostRelated)
}

function chooseModels(index: SupplierIndex, challenge: ChallengeToRank, said: Float32Array): Model[] {
  const best: (Model & { id: string })[] = []
  for (const { id, profile, projects, cpv } of index.all()) {
    const own: Model = { passage: profile, likeness: profile < 0 ? 0 : (said[profile] ?? 0) }
    const model = projects.reduce((most, { passage }) => {
      const likeness = said[passage] ?? 0
      return likeness > most.likeness ? { passage, likeness } : most
    }, own)
    if (model.likeness === 0) continue
    // Nobody whose likeness alone can't reach the list is compared by category: it would take too long.
    const last = best[models - 1]
    if (best.length >= models && last && model.likeness + categoryShare <= last.likeness) continue
    const { closeness } = categoryCloseness(challenge.cpv, cpv, index.categories)
    best.push({ ...model, id, likeness: model.likeness + categoryShare * closeness })
    best.sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
    if (best.length > models) best.pop()
  }
  return best
}
