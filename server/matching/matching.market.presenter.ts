import { stageNames } from '../../shared/challenges/challenge.ts'
import { fieldLabel } from '../../shared/challenges/coach-draft.ts'
import { type Band, isExact } from '../../shared/matching/bands.ts'
import {
  accreditationName,
  isOnlyShown,
  type MarketCondition,
} from '../../shared/matching/market-conditions.ts'
import type { DraftCondition } from '../../shared/matching/market-reading.ts'
import type { MarketView } from '../../shared/matching/market.questions.ts'
import { formatPence } from '../../shared/platform/money.ts'
import { translator } from '../platform/translations.ts'
import type { MarketAnswer } from './matching.market.service.ts'

const t = translator()
const number = new Intl.NumberFormat('en-GB')

/** A count in words: `12`, `3 or fewer`, `1 to 4`, `2,000 or more`: a range without none says so. */
export function sayBand({ least, most }: Band, isCapped = false): string {
  if (least === most)
    return isCapped ? t('{least} or more', { least: number.format(least) }) : number.format(least)
  if (least === 0) return t('{most} or fewer', { most: number.format(most) })
  return t('{least} to {most}', { least: number.format(least), most: number.format(most) })
}

/** `12 firms`, `1 to 4 firms`, `no firm`. */
const sayFirms = (band: Band, isCapped = false): string =>
  band.most === 0
    ? t('no firm')
    : t('{number} firms', { count: isExact(band) ? band.most : 2, number: sayBand(band, isCapped) })

/** What a condition demands, as a noun. */
export function sayCondition(condition: MarketCondition): string {
  switch (condition.kind) {
    case 'turnover':
      return t('A turnover of {amount} or more', { amount: formatPence(condition.pence) })
    case 'staff':
      return t('{number} or more staff', { number: number.format(condition.least) })
    case 'accreditation':
      return accreditationName(condition)
    case 'seat':
      return t('A place of business near by')
    case 'experience':
      return t('{count} years of experience', { count: condition.years })
    case 'examples':
      return condition.years === null
        ? t('{count} examples of past work', { count: condition.count })
        : t('{count} examples from the last {years} years', {
            count: condition.count,
            years: condition.years,
          })
    case 'worked-for':
      return condition.whom === 'buyer' ? t('Past work for you') : t('Past work for the public sector')
    case 'reserved':
      return condition.whom === 'sme' ? t('Kept for SMEs') : t('Kept for VCSEs')
  }
}

/** What profiles state of a condition: `9 firms don’t meet this; 41 don’t say.` */
export function sayAnswers(condition: MarketCondition, { yes, no, unsaid }: Counted): string {
  if (isOnlyShown(condition)) {
    if (yes.most === 0) return t('No firm shows this on record, which doesn’t mean that none has done it.')
    return t('{yes} show this on record; {unsaid} don’t say.', {
      yes: sayFirms(yes),
      unsaid: sayBand(unsaid),
    })
  }
  const others = unsaid.most === 0 ? t('all others do') : t('{unsaid} don’t say', { unsaid: sayBand(unsaid) })
  if (no.most === 0) return t('No firm says that it doesn’t meet this; {others}.', { others })
  if (condition.kind === 'seat')
    return t('{no} say that they work only elsewhere; {others}.', { no: sayFirms(no), others })
  return t('{no} don’t meet this; {others}.', { no: sayFirms(no), others })
}
type Counted = Pick<MarketView['conditions'][number], 'yes' | 'no' | 'unsaid'>

/** What it costs: `12 firms could answer as it stands; 21 without it.` */
const sayEffect = ({ standing }: MarketView, without: { firms: Band }): string =>
  standing.firms.most === 0
    ? t('Nobody could answer as it stands; {without} without it.', { without: sayFirms(without.firms) })
    : t('{standing} could answer as it stands; {without} without it.', {
        standing: sayFirms(standing.firms),
        without: sayBand(without.firms),
      })

/** The market as pages and fragments show it. */
export function presentMarket(answer: MarketAnswer | null) {
  if (answer?.state !== 'counted') return answer ?? { state: 'waiting' as const }
  const { view, conditions, uncounted, trial } = answer
  return {
    state: 'counted' as const,
    isAny: view.whole.firms.most > 0,
    whole: sayFirms(view.whole.firms, view.isCapped),
    standing: presentTally(view.standing, view.isCapped && view.conditions.length === 0),
    whatIf: view.whatIf && presentTally(view.whatIf),
    anywhere: view.anywhere && presentTally(view.anywhere),
    trial,
    uncounted: sayUncounted(conditions.length, uncounted),
    conditions: view.conditions.map((counted, index) => presentCondition(view, counted, conditions[index])),
    facts: view.facts && presentFacts(view.facts),
  }
}

/** Empty where every condition is counted. */
const sayUncounted = (counted: number, uncounted: number): string =>
  uncounted === 0
    ? ''
    : t(
        'Your draft makes {all} conditions. The first {counted} are counted and the other {uncounted} aren’t, so fewer firms than we say may be able to answer.',
        { all: counted + uncounted, counted, uncounted },
      )

/** SMEs are counted by what is stated: of the others most don’t say. */
const saySmes = (smes: Band): string =>
  smes.most === 0 ? t('none of them known to be an SME') : t('{smes} of them SMEs', { smes: sayBand(smes) })

const presentTally = ({ firms, smes }: MarketView['whole'], isCapped = false) => ({
  firms: sayFirms(firms, isCapped),
  smes: sayBand(smes),
  smesInWords: saySmes(smes),
})

function presentCondition(
  view: MarketView,
  counted: MarketView['conditions'][number],
  draft: DraftCondition | undefined,
) {
  if (!draft) throw new Error(`A condition was counted that nobody asked of: ${counted.id}`)
  const { condition, places } = draft
  return {
    id: counted.id,
    name: sayCondition(condition),
    answers: sayAnswers(condition, counted),
    effect: isOnlyShown(condition) ? '' : sayEffect(view, counted.without),
    places: places.map((place) => ({ ...place, label: t(fieldLabel(place.field)) })),
  }
}

function presentFacts(facts: NonNullable<MarketView['facts']>) {
  const row = (name: string, { yes, no, unsaid }: Counted) => ({
    name,
    yes: sayBand(yes),
    no: sayBand(no),
    unsaid: sayBand(unsaid),
  })
  return [
    row(t('Small or medium-sized (SME)'), facts.sme),
    row(t('Voluntary, community or social enterprise'), facts.vcse),
    ...(facts.near ? [row(t('Serves the area, or works near it'), facts.near)] : []),
    row(t('New to you: no award by you on record'), facts.newToBuyer),
    ...facts.readiness.map(({ stage, level, ...counted }) =>
      row(
        t('Ready for “{stage}” (readiness level {level} or more)', { stage: stageNames[stage], level }),
        counted,
      ),
    ),
  ]
}
