import { kindFacts } from '../../shared/challenges/kinds.ts'
import { type AwardFact, type ChallengeFact, type FirmFacts, fewest } from '../../shared/evidence/facts.ts'
import { valueWords } from '../../shared/evidence/figure-words.ts'
import { figureDefinitions, type FigureId } from '../../shared/evidence/figures.ts'
import { procedureNames } from '../../shared/evidence/procedures.ts'
import type { ToldSum } from '../../shared/evidence/told-sums.ts'
import { formatPence } from '../../shared/platform/money.ts'
import type { Translate } from '../platform/translations.ts'
import { regionLabel } from './evidence.read.service.ts'

type PartOfChallenge = (fact: ChallengeFact, t: Translate) => string

const proposals: PartOfChallenge = (fact, t) => t('{count} proposals', { count: fact.proposals ?? 0 })

const contracts =
  (is: keyof FirmFacts): PartOfChallenge =>
  (fact, t) => {
    const answers = fact.contracts.map((firm) => firm[is])
    return t('Contracts: {n}, such a firm: {yes}, not known: {unknown}', {
      n: answers.length,
      yes: answers.filter((one) => one === true).length,
      unknown: answers.filter((one) => one === null).length,
    })
  }

/** Of the suppliers of a challenge, told of together: so many are such a firm. Of fewer than five nothing is said. */
const proposers =
  (is: keyof FirmFacts): PartOfChallenge =>
  (fact, t) => {
    const tally = fact.proposers?.[is]
    if (!tally || tally.yes + tally.no < fewest) return proposals(fact, t)
    return t('Proposals: {n}, of such a firm: {yes}, not known: {unknown}', {
      n: tally.yes + tally.no + tally.unknown,
      yes: tally.yes,
      unknown: tally.unknown,
    })
  }

const useful: PartOfChallenge = ({ feedbackUseful }, t) =>
  t('Useful: {yes} of {n}', {
    yes: feedbackUseful?.yes ?? 0,
    n: (feedbackUseful?.yes ?? 0) + (feedbackUseful?.no ?? 0),
  })

const rated: PartOfChallenge = (fact, t) =>
  t('{rated} of {sent} were rated', { rated: fact.feedbackRated, sent: fact.feedbackSent })

const adopted: PartOfChallenge = (fact, t) =>
  t('Adopted by {count} other authorities', { count: fact.adoptedBy })

// Of its suppliers, but for those with contracts, only what is told of five or more together.
const partsOfChallenges: Partial<Record<FigureId, PartOfChallenge>> = {
  challenges: ({ kind, isWithdrawn }, t) =>
    [t(kindFacts(kind).label), isWithdrawn ? t('Withdrawn') : ''].filter(Boolean).join(', '),
  proposals,
  'sme-proposals': proposers('sme'),
  'vcse-proposals': proposers('vcse'),
  'fresh-proposals': proposers('fresh'),
  sme: contracts('sme'),
  vcse: contracts('vcse'),
  fresh: contracts('fresh'),
  price: (fact, t) => t('Price weighs {share}', { share: valueWords('percent', fact.priceShare ?? 0) }),
  openness: (fact, t) => t('{score} of 100', { score: fact.openness ?? 0 }),
  'draft-to-award': (fact) => valueWords('days', fact.daysFromDraft ?? 0),
  'notice-to-award': (fact) => valueWords('days', fact.daysFromNotice ?? 0),
  feedback: (fact, t) =>
    t('{sent} of {assessed} got feedback', { sent: fact.feedbackSent, assessed: fact.assessed }),
  rated,
  useful,
  adopted,
  adoptions: adopted,
  reached: (fact, t) =>
    t('Outcomes: {promised}, measured: {measured}, reached: {reached}', {
      promised: fact.promised,
      measured: fact.measured,
      reached: fact.reached,
    }),
}

/** What a challenge gives to a figure, in words. */
export const partOfChallenge = (figure: FigureId, fact: ChallengeFact, t: Translate): string =>
  partsOfChallenges[figure]?.(fact, t) ?? ''

const known = (is: boolean | null, t: Translate, yes: string, no: string): string =>
  is === null ? t('not known') : t(is ? yes : no)

type PartOfAward = (award: AwardFact, t: Translate) => string

const value: PartOfAward = ({ valuePence }, t) =>
  valuePence === null ? t('Value not published') : formatPence(valuePence)

const valueAndWay: PartOfAward = (award, t) =>
  [
    value(award, t),
    award.procedure ? t(procedureNames[award.procedure]) : t('not said how it was bought'),
  ].join(', ')

const partsOfAwards: Partial<Record<FigureId, PartOfAward>> = {
  awards: valueAndWay,
  sme: ({ sme }, t) => known(sme, t, 'Small or medium', 'Large'),
  vcse: ({ vcse }, t) => known(vcse, t, 'Charity or social enterprise', 'No charity or social enterprise'),
  fresh: ({ fresh }, t) =>
    known(fresh, t, 'The first award of this firm on record', 'The firm had one before'),
  'notice-to-award': ({ days }, t) => (days === null ? t('not known') : valueWords('days', days)),
}

/** What an award on public record gives to a figure, in words. */
export const partOfAward = (figure: FigureId, award: AwardFact, t: Translate): string =>
  (partsOfAwards[figure] ?? value)(award, t)

/** A sum that is told of suppliers together: the finest that is told of what they reported. */
export const presentSum = ({ figure, region, year, value, pilots, suppliers }: ToldSum, t: Translate) => ({
  group: t('{region}, challenges of {year}', { region: regionLabel(region), year }),
  words: valueWords(figureDefinitions[figure].unit, value),
  pilots,
  suppliers,
})
