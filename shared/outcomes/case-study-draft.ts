import { shortened } from '../platform/shortened.ts'
import type { Day } from '../coaching/law/law.ts'
import { inWords } from '../coaching/law/lookups.ts'
import { formatPence } from '../platform/money.ts'
import type { CaseStudyContent } from './case-study.ts'
import { confidenceNames, type Confidence, ratingNames, type Rating } from './ratings.ts'

/** What was measured of one outcome, in words. */
interface DraftedOutcome {
  title: string
  measure: string
  unit: string
  baseline: number | null
  target: number | null
  direction: 'lower' | 'higher'
  how: string
  readings: readonly { on: Day; value: number; source: string; method?: string; confidence?: Confidence }[]
}

/** What a case study is drafted from: nothing else gets into it, and nothing that is the supplier's own secret. */
export interface CaseStudyFactsToDraft {
  challenge: { title: string; summary: string; problem: string; authorityName: string }
  supplierName: string
  startsOn: Day
  endsOn: Day
  grossPence: number
  outcomes: readonly DraftedOutcome[]
  milestones: { reached: number; missed: number; planned: number }
  worked: string
  didNotWork: string
  /** The latest review of each side; null while there is none. */
  buyer: {
    ratings: readonly { title: string; rating: Rating }[]
    spendPence: number | null
    spendWhy?: string
    usersView: string
    learnt: string
  } | null
  supplierView: string
  decision: { name: string; way: string; why: string } | null
}

const mostTitle = 200
const mostSummary = 300

/** A figure with its unit: `10%`, `4.5 weeks`. */
export const figureWords = (value: number, unit: string): string => {
  const figure = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }).format(value)
  return unit === '%' ? `${figure}%` : [figure, unit].filter(Boolean).join(' ')
}

const promised = ({
  target,
  direction,
  unit,
}: Pick<DraftedOutcome, 'target' | 'direction' | 'unit'>): string =>
  target === null ? '' : `${direction === 'lower' ? 'at most' : 'at least'} ${figureWords(target, unit)}`

/** What was measured last of an outcome against what was promised: `Fewer falls: 25%, promised at most 23%`. */
export function measuredWords({ title, readings, ...outcome }: DraftedOutcome): string {
  const last = readings.at(-1)
  if (!last) return ''
  const against = promised(outcome)
  return [`${title}: ${figureWords(last.value, outcome.unit)}`, against && `promised ${against}`]
    .filter(Boolean)
    .join(', ')
}

// What people typed must not become headings or lists of the page by chance.
const plain = (words: string): string => words.replaceAll(/^(\s*)([#>*+-]|\d+\.)(?=\s)/gm, '$1\\$2')
const part = (heading: string, ...words: string[]): string => {
  const text = words.filter(Boolean).join('\n\n')
  return text ? `## ${heading}\n\n${text}` : ''
}

function readingWords(
  { unit }: Pick<DraftedOutcome, 'unit'>,
  { on, value, source, method, confidence = 'not-said' }: DraftedOutcome['readings'][number],
): string {
  const sure = confidence === 'not-said' ? '' : `Confidence ${confidenceNames[confidence].toLowerCase()}.`
  const how = method ? `${method}.`.replace(/\.\.$/, '.') : ''
  return [`- ${inWords(on)}: **${figureWords(value, unit)}**. Source: ${source}.`, how, sure]
    .filter(Boolean)
    .join(' ')
}

function outcomeWords(outcome: DraftedOutcome): string {
  const { title, measure, unit, baseline, how, readings } = outcome
  const from = baseline === null ? 'no figure before' : `${figureWords(baseline, unit)} before`
  const line = [`**${title}.** ${measure}: ${from}`, promised(outcome) && `${promised(outcome)} promised`]
    .filter(Boolean)
    .join(', ')
  const list = readings.map((one) => readingWords(outcome, one)).join('\n')
  return [`${line}.`, how && `How it was measured: ${how}`, list || 'Nothing was measured of this.']
    .filter(Boolean)
    .join('\n\n')
}

function spentWords(
  { spendPence, spendWhy = '' }: NonNullable<CaseStudyFactsToDraft['buyer']>,
  grossPence: number,
): string {
  if (spendPence === null) return ''
  const amount = formatPence(spendPence)
  if (spendPence <= grossPence) return ` Of that ${amount} was spent by the last review.`
  return ` By the last review ${amount} was spent, more than that: ${spendWhy.replace(/\.$/, '')}.`
}

function boughtWords({
  supplierName,
  startsOn,
  endsOn,
  grossPence,
  challenge,
  buyer,
}: CaseStudyFactsToDraft): string {
  const spent = buyer === null ? '' : spentWords(buyer, grossPence)
  return `${challenge.authorityName} ran a pilot with ${supplierName} from ${inWords(startsOn)} to ${inWords(endsOn)}. The contract is worth ${formatPence(grossPence)} with VAT.${spent}`
}

/** The first version of a case study, from what stands on record; both sides read and agree before anybody else does. */
export function draftCaseStudy(facts: CaseStudyFactsToDraft): CaseStudyContent {
  const { challenge, supplierName, outcomes, milestones, buyer, decision } = facts
  const measured = outcomes.map(measuredWords).filter(Boolean)
  const ratings = (buyer?.ratings ?? []).map(({ title, rating }) => `- ${title}: ${ratingNames[rating]}`)
  const counted = `Milestones: ${milestones.reached} reached, ${milestones.missed} missed, ${milestones.planned} still planned.`
  const body = [
    part('The problem', plain(challenge.problem || challenge.summary)),
    part('What was tried', boughtWords(facts), counted),
    part('What was measured', ...outcomes.map(outcomeWords)),
    part('How the buyer rates it', ratings.join('\n')),
    part('What worked', plain(facts.worked)),
    part('What did not work', plain(facts.didNotWork)),
    part('What users say', plain(buyer?.usersView ?? '')),
    part('What the supplier says', plain(facts.supplierView)),
    part('What was learnt', plain(buyer?.learnt ?? '')),
    part(
      'What comes next',
      decision ? `**${[decision.name, decision.way].filter(Boolean).join(': ')}.**` : '',
      decision ? plain(decision.why) : '',
    ),
  ]
  return {
    title: shortened(`${challenge.title}: what a pilot with ${supplierName} showed`, mostTitle),
    summary: shortened(measured.join('. ') || challenge.summary, mostSummary),
    body: body.filter(Boolean).join('\n\n').slice(0, 20_000),
  }
}
