import type { AwardFact, ChallengeFact } from '../../shared/evidence/facts.ts'
import { poundsWords, valueWords } from '../../shared/evidence/figure-words.ts'
import type { FigureId } from '../../shared/evidence/figures.ts'
import type { Translate } from '../platform/translations.ts'

const known = (is: boolean | null, t: Translate, yes: string, no: string): string =>
  is === null ? t('not known') : is ? t(yes) : t(no)

/** What a challenge gives to a figure, in words. Of its suppliers nothing but of those with contracts is told. */
export function partOfChallenge(figure: FigureId, fact: ChallengeFact, t: Translate): string {
  switch (figure) {
    case 'proposals':
    case 'sme-proposals':
    case 'vcse-proposals':
    case 'fresh-proposals':
      return t('{count} proposals', { count: fact.proposals ?? 0 })
    case 'sme':
    case 'vcse':
    case 'fresh': {
      const is = fact.contracts.map((firm) => firm[figure])
      return t('Contracts: {n}, such a firm: {yes}, not known: {unknown}', {
        n: is.length,
        yes: is.filter((one) => one === true).length,
        unknown: is.filter((one) => one === null).length,
      })
    }
    case 'price':
      return t('Price weighs {share}', { share: valueWords('percent', fact.priceShare ?? 0) })
    case 'openness':
      return t('{score} of 100', { score: fact.openness ?? 0 })
    case 'draft-to-award':
      return valueWords('days', fact.daysFromDraft ?? 0)
    case 'notice-to-award':
      return valueWords('days', fact.daysFromNotice ?? 0)
    case 'feedback':
      return t('{sent} of {assessed} got feedback', { sent: fact.feedbackSent, assessed: fact.assessed })
    case 'rated':
    case 'useful':
      return t('{rated} of {sent} were rated', { rated: fact.feedbackRated, sent: fact.feedbackSent })
    case 'reached':
      return t('{reached} of {measured} measured outcomes reached', {
        reached: fact.reached,
        measured: fact.measured,
      })
    default:
      return fact.isWithdrawn ? t('Withdrawn') : ''
  }
}

/** What an award on public record gives to a figure, in words. */
export function partOfAward(figure: FigureId, award: AwardFact, t: Translate): string {
  switch (figure) {
    case 'sme':
      return known(award.sme, t, 'Small or medium', 'Large')
    case 'vcse':
      return known(award.vcse, t, 'Charity or social enterprise', 'No charity or social enterprise')
    case 'fresh':
      return known(award.fresh, t, 'The first award of this firm on record', 'The firm had one before')
    case 'notice-to-award':
      return award.days === null ? t('not known') : valueWords('days', award.days)
    default:
      return award.valuePence === null ? t('Value not published') : poundsWords(award.valuePence)
  }
}
