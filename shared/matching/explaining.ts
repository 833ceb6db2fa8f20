import { isTellingWord } from './everyday-words.ts'
import { buyerKey, shortBuyer } from './buyer-name.ts'
import { categoryCloseness } from './category-closeness.ts'
import type { ChallengeToRank } from './challenge-query.ts'
import { idealScore, likeness, ownTerms } from './prepared-query.ts'
import type { Reason } from './reasons.ts'
import { regionCloseness } from './region-closeness.ts'
import type { IndexedSupplier, SupplierIndex } from './supplier-index.ts'
import type { TermScore } from './text-index.ts'

/** Looks up what codes are called. */
export interface Names {
  category: (code: string) => string
  region: (code: string) => string
}

const mostTerms = 5
// Below this likeness calling a project similar would be flattery.
const similarFrom = 0.4
// A word says little below this share of the rarity that a word of one passage alone has: one passage in eight, of 1,500.
const tellingShare = 0.3

/**
 * A function that says why a supplier is where it is in the ranking for this challenge.
 * The challenge is read once, whatever the number of suppliers explained.
 */
export function explainer(
  index: SupplierIndex,
  challenge: ChallengeToRank,
  names: Names,
): (supplierId: string) => Reason[] {
  const query = ownTerms(index.texts, challenge)
  const ideal = idealScore(index.texts, query.terms)
  const carried = index.texts.explain(query.terms)
  return (supplierId) => {
    const supplier = index.find(supplierId)
    if (!supplier) return []
    const projects = supplier.projects.map((project) => ({ ...project, terms: carried(project.passage) }))
    const own = supplier.profile < 0 ? [] : carried(supplier.profile)
    return [
      ...deliveredSimilar(projects, ideal),
      ...sharedTerms([own, ...projects.map(({ terms }) => terms)], index, query),
      ...sharedCategory(supplier, challenge, index, names),
      ...regionTie(supplier, challenge, names),
      ...historyWithBuyer(supplier, challenge),
    ]
  }
}

function deliveredSimilar(
  projects: { title: string; buyer: string; terms: TermScore[] }[],
  ideal: number,
): Reason[] {
  const similar = projects
    .map((project) => ({ ...project, likeness: likeness(sum(project.terms) / ideal) }))
    .filter((project) => project.likeness >= similarFrom)
    .sort((a, b) => b.likeness - a.likeness)
  const best = similar[0]
  if (!best) return []
  const buyers = [...new Set(similar.map(({ buyer }) => shortBuyer(buyer)).filter(Boolean))].slice(0, 2)
  return [{ kind: 'delivered-similar', count: similar.length, buyers, title: best.title }]
}

const sum = (terms: TermScore[]): number => terms.reduce((total, { score }) => total + score, 0)

/** The words that count most in whatever the supplier says or did, each as often as its best passage has it. */
function sharedTerms(
  passages: TermScore[][],
  index: SupplierIndex,
  { spelling }: { spelling: Map<string, string> },
): Reason[] {
  const best = new Map<string, number>()
  const tellingRarity = tellingShare * Math.log(1 + index.texts.size())
  for (const { stem, score } of passages.flat()) {
    const word = spelling.get(stem)
    const isTelling = word !== undefined && isTellingWord(word) && index.texts.rarity(stem) >= tellingRarity
    if (isTelling) best.set(stem, Math.max(score, best.get(stem) ?? 0))
  }
  const stems = [...best].sort((a, b) => b[1] - a[1]).slice(0, mostTerms)
  const terms = stems.map(([stem]) => spelling.get(stem) ?? stem)
  return terms.length > 0 ? [{ kind: 'shares-terms', terms }] : []
}

function sharedCategory(
  supplier: IndexedSupplier,
  challenge: ChallengeToRank,
  index: SupplierIndex,
  names: Names,
): Reason[] {
  const { code } = categoryCloseness(challenge.cpv, supplier.cpv, index.categories)
  return code ? [{ kind: 'category', code, label: names.category(code) || code }] : []
}

function regionTie(supplier: IndexedSupplier, challenge: ChallengeToRank, names: Names): Reason[] {
  const { tie, code } = regionCloseness(challenge.regions, supplier.regions, supplier.workedIn)
  return code ? [{ kind: 'region', tie, code, label: names.region(code) || code }] : []
}

/** Said for the broker's eye: who is known there already must not win by it. */
function historyWithBuyer(supplier: IndexedSupplier, challenge: ChallengeToRank): Reason[] {
  const key = buyerKey(challenge.buyer)
  if (!key) return []
  const count = supplier.projects.filter(({ buyer }) => buyerKey(buyer) === key).length
  const buyer = shortBuyer(challenge.buyer)
  return [count > 0 ? { kind: 'worked-for-buyer', count, buyer } : { kind: 'new-to-buyer', buyer }]
}
