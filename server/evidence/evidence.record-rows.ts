import type { AwardFact, ChallengeFact, FirmFacts } from '../../shared/evidence/facts.ts'
import { poundsWords, valueWords } from '../../shared/evidence/figure-words.ts'
import type { FigureId } from '../../shared/evidence/figures.ts'
import type { Translate } from '../platform/translations.ts'

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

const rated: PartOfChallenge = (fact, t) =>
  t('{rated} of {sent} were rated', { rated: fact.feedbackRated, sent: fact.feedbackSent })

const adopted: PartOfChallenge = (fact, t) =>
  t('Adopted by {count} other authorities', { count: fact.adoptedBy })

// Of its suppliers nothing but of those with contracts is told.
const partsOfChallenges: Partial<Record<FigureId, PartOfChallenge>> = {
  challenges: (fact, t) => (fact.isWithdrawn ? t('Withdrawn') : ''),
  proposals,
  'sme-proposals': proposals,
  'vcse-proposals': proposals,
  'fresh-proposals': proposals,
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
  useful: rated,
  adopted,
  adoptions: adopted,
  reached: (fact, t) =>
    t('{reached} of {measured} measured outcomes reached', {
      reached: fact.reached,
      measured: fact.measured,
    }),
}

/** What a challenge gives to a figure, in words. */
export const partOfChallenge = (figure: FigureId, fact: ChallengeFact, t: Translate): string =>
  partsOfChallenges[figure]?.(fact, t) ?? ''

const known = (is: boolean | null, t: Translate, yes: string, no: string): string =>
  is === null ? t('not known') : t(is ? yes : no)

type PartOfAward = (award: AwardFact, t: Translate) => string

const value: PartOfAward = ({ valuePence }, t) =>
  valuePence === null ? t('Value not published') : poundsWords(valuePence)

const partsOfAwards: Partial<Record<FigureId, PartOfAward>> = {
  sme: ({ sme }, t) => known(sme, t, 'Small or medium', 'Large'),
  vcse: ({ vcse }, t) => known(vcse, t, 'Charity or social enterprise', 'No charity or social enterprise'),
  fresh: ({ fresh }, t) =>
    known(fresh, t, 'The first award of this firm on record', 'The firm had one before'),
  'notice-to-award': ({ days }, t) => (days === null ? t('not known') : valueWords('days', days)),
}

/** What an award on public record gives to a figure, in words. */
export const partOfAward = (figure: FigureId, award: AwardFact, t: Translate): string =>
  (partsOfAwards[figure] ?? value)(award, t)
