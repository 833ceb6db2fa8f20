import { inWords } from '../../shared/coaching/law/lookups.ts'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { formatPence } from '../../shared/platform/money.ts'
import { listWords } from '../platform/filters.ts'
import type { Translate } from '../platform/translations.ts'
import type { EvaluationReport } from './evaluation.report.content.ts'

/** How proposals were to be scored and ranked, a sentence for each setting, in the words that suppliers read. */
export function settingsWords({ settings, settingsAt, method }: EvaluationReport, t: Translate): string[] {
  const { price, minimums } = settings
  const least = minimums.map(({ points, title: criterion }) =>
    t('{points} for {criterion}; with fewer a proposal is not ranked', { points, criterion }),
  )
  const how =
    price.formula === 'linear-between'
      ? t('All the points up to {full}, none from {nothing} on.', {
          full: formatPence(price.fullPence),
          nothing: formatPence(price.nonePence),
        })
      : price.formula === 'fixed-budget'
        ? t('The budget is {budget}.', { budget: formatPence(price.budgetPence) })
        : t(price.meaning)
  const priced = settings.pricedTitle ? ` (${settings.pricedTitle})` : ''
  return [
    `${t('Scale')}: ${t(settings.scale)}.`,
    ...settings.levels.map(({ points, title, meaning }) => `${points} – ${title}: ${meaning}`),
    `${t('Least points')}: ${least.join('; ') || t('None: every proposal is ranked')}.`,
    `${t('Price')}: ${t(price.title)}${priced}. ${how} ${settings.comparedWords && t(settings.comparedWords)}`.trim(),
    `${t('Equal totals')}: ${t(settings.tieRule)}.`,
    ...(settings.firstLook ? [`${t('Anonymous first look')}: ${t(settings.firstLook)}`] : []),
    settingsAt
      ? t('Chosen {time}.', { time: formatDateTime(settingsAt) })
      : t('Nothing was chosen: this is the usual way, and suppliers read it with the challenge.'),
    ...(method ? [`${t('Method')}: ${method}`] : []),
  ]
}

/** What somebody declared and what was decided about it; that they did not declare where they did not. */
export function interestWords({ declarations }: EvaluationReport['panel'][number], t: Translate): string[] {
  if (declarations.length === 0) return [t('Declared nothing, and saw no proposal.')]
  return declarations.map(({ at, hasInterest, words, ruling }) => {
    const time = formatDateTime(at)
    if (!hasInterest) return t('{time}: declared no interest.', { time })
    const said = words
      ? t('{time}: declared an interest: {words}.', { time, words })
      : t('{time}: declared an interest.', { time })
    if (!ruling) return `${said} ${t('Nothing was decided about it.')}`
    const decided = t('Decided {time} by {name}', {
      time: ruling.at ? formatDateTime(ruling.at) : '',
      name: ruling.by,
    })
    return `${said} ${decided}: ${t(ruling.title)}${ruling.words ? `: ${ruling.words}` : ''}.`
  })
}

/** Who opened the proposals, and when, and whether all were as they had been sealed. */
export function openingWords({ opening, unreadable }: EvaluationReport, t: Translate): string[] {
  if (!opening?.openedAt) return [t('Nothing is on record of an opening.')]
  const came = opening.came.map(({ name, holder, at }) =>
    t('{name}, for {holder}, came {time}.', {
      name: name || t('Somebody'),
      holder: t(holder),
      time: formatDateTime(at),
    }),
  )
  const references = unreadable.join(', ')
  return [
    t('The proposals were opened {time} by two holders of the key.', {
      time: formatDateTime(opening.openedAt),
    }),
    ...came,
    ...(references === ''
      ? []
      : [t('Not as they were sealed, and not assessed: {references}.', { references })]),
  ]
}

/** Why a proposal has no rank, or what put it before the next of the same total; null where neither is so. */
export function placeWords(
  { unranked, tie }: EvaluationReport['ranking']['ranking'][number],
  t: Translate,
): string | null {
  if (unranked?.because === 'below-minimum')
    return t('Not ranked: fewer than the least points for {criteria}', {
      criteria: listWords(unranked.criteria, t),
    })
  if (unranked?.because === 'above-budget') return t('Not ranked: the price is above the budget')
  if (unranked?.because === 'disregarded')
    return t('Not ranked: disregarded, since a ground of exclusion applies')
  if (unranked) return t('Not ranked: it names no price')
  if (tie === 'heaviest')
    return t('Before the next by the score in the heaviest criterion: their totals are the same.')
  if (tie === 'price') return t('Before the next by the lower price: their totals are the same.')
  return null
}

/** What was found where exclusion grounds were looked at, a paragraph for each proposal. */
export function exclusionWords({ exclusions, isAbove }: EvaluationReport, t: Translate): string[] {
  const why = isAbove
    ? t('Looked at before a supplier can win (Procurement Act 2023 s.26).')
    : t('Below the threshold: good practice.')
  const each = exclusions.map(({ supplierName, done, total, last, answers, outcome, outcomeWords }) => {
    if (!last) return t('{supplier}: not looked at.', { supplier: supplierName })
    const facts = { supplier: supplierName, done, total, name: last.by, time: formatDateTime(last.at) }
    const looked = t('{supplier}: {done} of {total} looked at, last by {name}, {time}.', facts)
    const told = answers.map(({ ground, finding, note }) => `${ground}: ${t(finding)}: ${note}.`)
    const rest = told.length > 0 ? told : [t('No ground was found.')]
    return [looked, ...rest, ...(outcome ? [`${t(outcome)}: ${outcomeWords}`] : [])].join(' ')
  })
  return [why, ...each]
}

/** How far weights, evaluators and the price formula could have been others with the same first. */
export function robustnessWords({ ranking }: EvaluationReport, t: Translate): string[] {
  const { winner, robustness } = ranking
  if (!winner) return [t('Nobody is first alone, so there is nothing to compare.')]
  const first = winner.supplierName
  const weights = robustness.weights.map(({ title, weight, from, to, firstBelow, firstAbove }) => {
    const stays = t('{title} has {weight}% of the weight; {first} stays first from {from}% to {to}%.', {
      title,
      weight,
      first,
      from,
      to,
    })
    const below = firstBelow ? ` ${t('Below it {supplier} is first.', { supplier: firstBelow })}` : ''
    const above = firstAbove ? ` ${t('Above it {supplier} is first.', { supplier: firstAbove })}` : ''
    return stays + below + above
  })
  const evaluators = robustness.evaluators.map(({ without, first: names, moved }) =>
    without === null
      ? t('By the mean of the scores that evaluators gave alone, {first} is first.', {
          first: listWords(names, t),
        })
      : t('Without {name} it is {first}; other ranks: {moved}.', {
          name: without,
          first: listWords(names, t),
          moved,
        }),
  )
  const formulas = robustness.formulas.map(({ title, isPublished, first: names }) =>
    t(isPublished ? '{title} (published): {first} is first.' : '{title}: {first} would be first.', {
      title: t(title),
      first: listWords(names, t) || t('Nobody'),
    }),
  )
  return [...weights, ...evaluators, ...formulas]
}

/** Which prices were unusually low, and by which rule that was looked at. */
export function lowPriceWords({ ranking: { lowPrices } }: EvaluationReport, t: Translate): string[] {
  if (!lowPrices) return [t('No rule for unusually low prices was known on this day.')]
  const { rule, suppliers } = lowPrices
  return [
    suppliers.length === 0
      ? t('None was found by the rule below.')
      : t('To be asked about before a decision ({section}): {suppliers}.', {
          section: rule.section,
          suppliers: listWords(suppliers, t),
        }),
    t(
      'Looked at where there are {least} proposals at least: {mean}% below the mean of the others and {next}% below the next.',
      { least: rule.leastProposals, mean: rule.belowMeanPercent, next: rule.belowNextPercent },
    ),
    `${rule.source}. ${rule.note}`,
  ]
}

/** What the supplier of a proposal was asked and answered, a paragraph for each. */
export const questionWords = ({ questions }: EvaluationReport['proposals'][number], t: Translate): string[] =>
  questions.map(({ question, askedAt, askedBy, answer, answeredAt, answerBy }) => {
    const facts = { time: formatDateTime(askedAt), name: askedBy, question }
    const said = t('Asked {time} by {name}: {question}', facts)
    const answered = answeredAt
      ? t('Answered {time}: {answer}', { time: formatDateTime(answeredAt), answer })
      : t('No answer; it could come until {time}.', { time: formatDateTime(answerBy) })
    return `${said}\n${answered}`
  })

/** Who wins or why nobody does, and what followed. */
export function decisionWords({ decision }: EvaluationReport, t: Translate): string[] {
  if (!decision) return [t('Nothing is decided yet.')]
  const { winners, noAward, words, decidedAt, decidedBy, releasedAt, award, endedAt } = decision
  const made = { time: formatDateTime(decidedAt), name: decidedBy }
  const names = listWords(
    winners.map(({ supplierName }) => supplierName),
    t,
  )
  return [
    names
      ? t('Decided {time} by {name}: the contract goes to {suppliers}.', { ...made, suppliers: names })
      : t('Decided {time} by {name}: nothing is awarded.', made),
    ...(noAward ? [`${t(noAward.label)}. ${noAward.words}`] : words ? [words] : []),
    releasedAt
      ? t('Every supplier got its feedback at one instant: {time}.', { time: formatDateTime(releasedAt) })
      : t('The feedback has not gone out yet.'),
    ...(endedAt ? [t('Ended without an award {time}.', { time: formatDateTime(endedAt) })] : []),
    ...(award ? awardWords(award, winners, t) : []),
  ]
}

type Decided = NonNullable<EvaluationReport['decision']>

function awardWords(
  award: NonNullable<Decided['award']>,
  winners: Decided['winners'],
  t: Translate,
): string[] {
  const { publishedOn, noticeId, standstill, standstillReason, endsOn } = award
  const published = t('The award was published on {day}.', { day: inWords(publishedOn) })
  const ends = endsOn ? t('It ends with {day}.', { day: inWords(endsOn) }) : ''
  return [
    noticeId ? `${published} ${t('Number of the notice: {number}.', { number: noticeId })}` : published,
    [`${t(standstill)}.`, ends, standstillReason].filter(Boolean).join(' '),
    ...winners.flatMap(({ supplierName, value, contract }) => [
      ...(value
        ? [
            t('{supplier}: {gross} with VAT, {net} without.', {
              supplier: supplierName,
              gross: formatPence(value.grossPence),
              net: formatPence(value.netPence),
            }),
          ]
        : []),
      ...(contract
        ? [
            t('Contract {reference} was entered into on {day}.', {
              reference: contract.reference,
              day: inWords(contract.signedOn),
            }),
          ]
        : []),
    ]),
  ]
}
