import { type AwardSums, addTally, type ChallengeFact, noTally, type Tally } from './facts.ts'
import {
  type Counted,
  countedOf,
  type Interval,
  medianInterval,
  medianOf,
  sizeOf,
  wilson,
} from './intervals.ts'
import { isSum, type SumId } from './told-sums.ts'

/** What is said of each figure: how it is reckoned, and what its records are. */
export const figureDefinitions = {
  challenges: { title: 'Challenges published', unit: 'count' },
  proposals: { title: 'Proposals for a challenge', unit: 'number' },
  sme: { title: 'Contracts won by small or medium firms', unit: 'share' },
  vcse: { title: 'Contracts won by charities and social enterprises', unit: 'share' },
  fresh: { title: 'Contracts won by firms new to public contracts', unit: 'share' },
  'sme-proposals': { title: 'Proposals from small or medium firms', unit: 'share' },
  'vcse-proposals': { title: 'Proposals from charities and social enterprises', unit: 'share' },
  'fresh-proposals': { title: 'Proposals from firms new to public contracts', unit: 'share' },
  price: { title: 'Weight of price in the criteria', unit: 'percent' },
  openness: { title: 'Openness score when published', unit: 'points' },
  'draft-to-award': { title: 'Days from first draft to award', unit: 'days' },
  'notice-to-award': { title: 'Days from publication to award', unit: 'days' },
  feedback: { title: 'Assessed proposals that got feedback', unit: 'share' },
  rated: { title: 'Feedback that its supplier rated', unit: 'share' },
  useful: { title: 'Rated feedback that is useful, wholly or in part', unit: 'share' },
  reached: { title: 'Measured outcomes that reached their target', unit: 'share' },
  adopted: { title: 'Challenges with public results that another authority adopted', unit: 'share' },
  adoptions: { title: 'Adoptions by other authorities', unit: 'count' },
  investment: { title: 'Follow-on investment in suppliers', unit: 'money' },
  research: { title: 'Suppliers’ own spend on research and development', unit: 'money' },
  'jobs-created': { title: 'Jobs created by suppliers', unit: 'jobs' },
  'jobs-kept': { title: 'Jobs kept by suppliers', unit: 'jobs' },
  awards: { title: 'Awards on public record', unit: 'count' },
  spend: { title: 'Published value of these awards', unit: 'money' },
} as const satisfies Record<string, { title: string; unit: string }>
export type FigureId = keyof typeof figureDefinitions
export type FigureUnit = (typeof figureDefinitions)[FigureId]['unit']
export const figureIds = Object.keys(figureDefinitions) as [FigureId, ...FigureId[]]

/** A figure with how sure it is: `of` is what it is reckoned from, `missing` what nothing is known of; null if nobody can say. */
export interface Estimate {
  value: number | null
  interval: Interval | null
  of: number
  missing: number | null
  /** Of a share: how many it is true of. */
  yes?: number
}

/** A figure of Foothold beside the same of public record, where that has it. */
export interface Figure {
  id: FigureId
  here: Estimate | null
  public: Estimate | null
}

export const shareFrom = ({ yes, no, unknown }: Tally): Estimate => ({
  value: yes + no === 0 ? null : yes / (yes + no),
  interval: wilson(yes, yes + no),
  of: yes + no,
  missing: unknown,
  yes,
})

export const medianFrom = (counted: Counted, missing: number): Estimate => ({
  value: medianOf(counted),
  interval: medianInterval(counted),
  of: sizeOf(counted),
  missing,
})

const countFrom = (value: number): Estimate => ({ value, interval: null, of: value, missing: 0 })

type Facts = readonly ChallengeFact[]

/** The median of what is known of challenges, among those that could have it. */
export function medianAmong(
  facts: Facts,
  valueOf: (fact: ChallengeFact) => number | null,
  couldHave: (fact: ChallengeFact) => boolean = () => true,
): Estimate {
  const among = facts.filter(couldHave)
  const known = among.map(valueOf).filter((value) => value !== null)
  return medianFrom(countedOf(known), among.length - known.length)
}

const sumTallies = (facts: Facts, of: (fact: ChallengeFact) => Tally | null): Tally =>
  facts.map(of).reduce<Tally>((sum, one) => (one ? addTally(sum, one) : sum), noTally())

/** Which contracts of challenges went to such a firm. */
export const contractTally = (facts: Facts, is: 'sme' | 'vcse' | 'fresh'): Tally =>
  facts
    .flatMap(({ contracts }) => contracts)
    .reduce<Tally>((tally, firm) => {
      const key = firm[is] === null ? 'unknown' : firm[is] ? 'yes' : 'no'
      return { ...tally, [key]: tally[key] + 1 }
    }, noTally())

const outOf = (yes: number, of: number): Tally => ({ yes, no: of - yes, unknown: 0 })

const sum = (facts: Facts, of: (fact: ChallengeFact) => number): number =>
  facts.reduce((all, fact) => all + of(fact), 0)

/** Of proposals: those of challenges whose suppliers are too few to be told of are missing. */
function proposersTally(facts: Facts, is: 'sme' | 'vcse' | 'fresh'): Tally {
  const withheld = sum(facts, ({ proposals, proposers }) => (proposers ? 0 : (proposals ?? 0)))
  const counted = sumTallies(facts, ({ proposers }) => proposers?.[is] ?? null)
  return { ...counted, unknown: counted.unknown + withheld }
}

function usefulTally(facts: Facts): Tally {
  const withheld = sum(facts, ({ feedbackRated, feedbackUseful }) => (feedbackUseful ? 0 : feedbackRated))
  const counted = sumTallies(facts, ({ feedbackUseful }) => feedbackUseful)
  return { ...counted, unknown: counted.unknown + withheld }
}

export const isAwarded = ({ end }: ChallengeFact): boolean => end === 'awarded'

/** Those that are reckoned from challenges, each of which may be told. */
type FigureOfChallenges = Exclude<FigureId, 'awards' | 'spend' | SumId>

const hereOf: Record<FigureOfChallenges, (facts: Facts) => Estimate> = {
  challenges: (facts) => countFrom(facts.length),
  proposals: (facts) => medianAmong(facts, ({ proposals }) => proposals),
  sme: (facts) => shareFrom(contractTally(facts, 'sme')),
  vcse: (facts) => shareFrom(contractTally(facts, 'vcse')),
  fresh: (facts) => shareFrom(contractTally(facts, 'fresh')),
  'sme-proposals': (facts) => shareFrom(proposersTally(facts, 'sme')),
  'vcse-proposals': (facts) => shareFrom(proposersTally(facts, 'vcse')),
  'fresh-proposals': (facts) => shareFrom(proposersTally(facts, 'fresh')),
  price: (facts) => medianAmong(facts, ({ priceShare }) => priceShare),
  openness: (facts) => medianAmong(facts, ({ openness }) => openness),
  'draft-to-award': (facts) => medianAmong(facts, ({ daysFromDraft }) => daysFromDraft, isAwarded),
  'notice-to-award': (facts) => medianAmong(facts, ({ daysFromNotice }) => daysFromNotice, isAwarded),
  feedback: (facts) =>
    shareFrom(
      outOf(
        sum(facts, (one) => one.feedbackSent),
        sum(facts, (one) => one.assessed),
      ),
    ),
  rated: (facts) =>
    shareFrom(
      outOf(
        sum(facts, (one) => one.feedbackRated),
        sum(facts, (one) => one.feedbackSent),
      ),
    ),
  useful: (facts) => shareFrom(usefulTally(facts)),
  reached: (facts) => {
    const measured = sum(facts, (one) => one.measured)
    const reached = sum(facts, (one) => one.reached)
    const promised = sum(facts, (one) => one.promised)
    return shareFrom({ yes: reached, no: measured - reached, unknown: promised - measured })
  },
  adopted: (facts) => {
    const shown = facts.filter(({ pilots }) => pilots > 0)
    return shareFrom(outOf(shown.filter(({ adoptedBy }) => adoptedBy > 0).length, shown.length))
  },
  adoptions: (facts) => countFrom(sum(facts, (one) => one.adoptedBy)),
}

const publicOf: Partial<Record<FigureId, (sums: AwardSums) => Estimate>> = {
  sme: ({ sme }) => shareFrom(sme),
  vcse: ({ vcse }) => shareFrom(vcse),
  fresh: ({ fresh }) => shareFrom(fresh),
  'notice-to-award': ({ days, awards }) => medianFrom(days, awards - sizeOf(days)),
  awards: ({ awards }) => countFrom(awards),
  spend: ({ pence, valued, awards }) => ({
    value: valued === 0 ? null : pence,
    interval: null,
    of: valued,
    missing: awards - valued,
  }),
}

const isOfChallenges = (id: FigureId): id is FigureOfChallenges => id in hereOf

/** Every figure of these challenges, these awards, and what is told of suppliers in sums alone. */
export const figuresOf = (facts: Facts, sums: AwardSums, sumOf: (id: SumId) => Estimate | null): Figure[] =>
  figureIds.map((id) => ({
    id,
    here: isSum(id) ? sumOf(id) : isOfChallenges(id) ? hereOf[id](facts) : null,
    public: publicOf[id]?.(sums) ?? null,
  }))

const isKnownOf = (tally: Tally | undefined): boolean => tally !== undefined && tally.yes + tally.no > 0

/** True if a challenge is among those that a figure is reckoned from. */
export const countsIn: Record<FigureOfChallenges, (fact: ChallengeFact) => boolean> = {
  challenges: () => true,
  proposals: ({ proposals }) => proposals !== null,
  sme: ({ contracts }) => contracts.some(({ sme }) => sme !== null),
  vcse: ({ contracts }) => contracts.some(({ vcse }) => vcse !== null),
  fresh: ({ contracts }) => contracts.some(({ fresh }) => fresh !== null),
  'sme-proposals': ({ proposers }) => isKnownOf(proposers?.sme),
  'vcse-proposals': ({ proposers }) => isKnownOf(proposers?.vcse),
  'fresh-proposals': ({ proposers }) => isKnownOf(proposers?.fresh),
  price: ({ priceShare }) => priceShare !== null,
  openness: ({ openness }) => openness !== null,
  'draft-to-award': ({ daysFromDraft }) => daysFromDraft !== null,
  'notice-to-award': ({ daysFromNotice }) => daysFromNotice !== null,
  feedback: ({ assessed }) => assessed > 0,
  rated: ({ feedbackSent }) => feedbackSent > 0,
  useful: ({ feedbackUseful }) => feedbackUseful !== null,
  reached: ({ measured }) => measured > 0,
  adopted: ({ pilots }) => pilots > 0,
  adoptions: ({ adoptedBy }) => adoptedBy > 0,
}
