import type { SupplierForRanking } from '../../server/organisations/index.ts'
import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import { contextFinder, type SharedContext } from '../../shared/matching/contexts.ts'
import type { Reason } from '../../shared/matching/reasons.ts'

const mostContexts = 3

/**
 * A function that shows where a supplier shares words with a challenge, in both texts. The challenge is read once for
 * all whose reasons are given here.
 */
export function contextsFor(
  { title, problem, outcomes, context, asks }: ChallengeToRank,
  all: Reason[][],
): (supplier: SupplierForRanking, reasons: Reason[]) => SharedContext[] {
  const said = [title, problem, outcomes, context, asks].join('\n')
  const find = contextFinder(said, new Set(all.flatMap(sharedWords)))
  return (supplier, reasons) => find(sharedWords(reasons), textsOf(supplier, reasons)).slice(0, mostContexts)
}

const sharedWords = (reasons: Reason[]): string[] =>
  reasons.flatMap((reason) => (reason.kind === 'shares-terms' ? reason.terms : []))

/** What a supplier says and did, what is most like the challenge first. */
function textsOf(
  { profile, awards }: SupplierForRanking,
  reasons: Reason[],
): { source: string; text: string }[] {
  const best = reasons.flatMap((reason) => (reason.kind === 'delivered-similar' ? reason.title : []))[0]
  const done = [
    ...awards.map(({ title, text }) => ({ source: title, text: `${title}. ${text}` })),
    ...profile.caseStudies.map(({ title, what, result }) => ({
      source: title,
      text: `${title}. ${what} ${result}`,
    })),
  ]
  const own = { source: '', text: [profile.whatWeDo, ...profile.capabilities].join('. ') }
  return [...done.filter(({ source }) => source === best), own, ...done]
}
