import { formatDate, formatDateTime } from '../platform/dates.ts'
import { formatPence } from '../platform/money.ts'
import { askedAnswerText, askedStages } from './asked.ts'
import type { ChallengeContent, Criterion, Demand, Outcome } from './challenge.ts'
import { challengeKinds, type Stage, stageNames } from './kinds.ts'
import { onFileRows } from './on-file.ts'
import type { SectionName } from './sections.ts'
import { standardVat } from './vat.ts'
import { comparedPriceName } from './whole-life.ts'

/** One thing that a challenge says, as plain text under a label; `key` is the same in every version. */
export interface ReadableField {
  key: string
  section: SectionName
  label: string
  text: string
}

/** What codes are called; looked up by the server. */
export interface CodeNames {
  category: (code: string) => string
  region: (code: string) => string
}

type Row = [key: string, label: string, text: string]

/** Everything that a challenge says, in the order of the task list; what is empty has an empty text. */
export function readableFields(content: ChallengeContent, names: CodeNames): ReadableField[] {
  const inSection = (section: SectionName, rows: Row[]): ReadableField[] =>
    rows.map(([key, label, text]) => ({ key, section, label, text }))
  return [
    ...inSection('problem', [
      ['title', 'Title', content.title],
      ['summary', 'Summary', content.summary],
      ['problem', 'The problem', content.problem],
      ['whoHasIt', 'Who has it', content.whoHasIt],
      ['demand', 'How many', demandText(content.demand)],
    ]),
    ...inSection(
      'outcomes',
      content.outcomes.map((outcome, index) => [
        `outcomes.${outcome.id}`,
        `Outcome ${index + 1}`,
        outcomeText(outcome),
      ]),
    ),
    ...inSection('context', [
      ['context', 'Context', content.context],
      ['constraints', 'What can’t change', content.constraints],
      ['dataAvailable', 'Data that you can have', content.dataAvailable],
    ]),
    ...inSection('users', [['users', 'Who will use it', content.users]]),
    ...inSection('budget', budgetRows(content)),
    ...inSection('timetable', timetableRows(content)),
    ...inSection('category', [
      ['cpv', 'Categories', content.cpv.map(names.category).join('\n')],
      ['regions', 'Regions', content.regions.map(names.region).join('\n')],
    ]),
    ...inSection('judging', [
      ['asks', 'What we ask for', content.asks],
      ['askedStage', 'Due by the deadline', content.askedStage && askedStages[content.askedStage].label],
      ...content.criteria.map(
        (criterion, index): Row => [
          `criteria.${criterion.id}`,
          `Criterion ${index + 1}`,
          criterionText(criterion),
        ],
      ),
      ['wholeLifeYears', 'Price that is compared', lifeText(content)],
      ['assessmentMethod', 'How we give scores', content.assessmentMethod],
    ]),
    ...inSection('contact', [
      [
        'contact',
        'Contact',
        [content.contact.name, content.contact.role, content.contact.email].filter(Boolean).join('\n'),
      ],
    ]),
    ...inSection('on-file', onFileRows(content)),
    ...inSection(
      'attachments',
      content.attachments.map(({ id, name, description }) => [
        `attachments.${id}`,
        'Attachment',
        [name, description].filter(Boolean).join('\n'),
      ]),
    ),
  ]
}

const lifeText = ({ wholeLifeYears }: ChallengeContent): string =>
  wholeLifeYears ? comparedPriceName(wholeLifeYears) : ''

function criterionText(criterion: Criterion): string {
  const { title, description, weight, answer, partOf, isSocialValue } = criterion
  // What nobody was told of when it was written is no part of what it says.
  const asked = answer ? [askedAnswerText(criterion), answer.guidance] : []
  const part = partOf ? `Sub-criterion of “${partOf}”` : ''
  const social = isSocialValue ? 'Social value' : ''
  return [`${title}: ${weight ?? '?'}%`, part, social, description, ...asked].filter(Boolean).join('\n')
}

const money = (pence: number | null) => (pence === null ? '' : formatPence(pence))

/** Labels of what VAT is in a budget; empty while nobody has said. */
export const vatNames = {
  '': '',
  standard: `in these amounts, at ${standardVat.percent}%`,
  none: 'none is due',
} as const

const budgetRows = ({ kind, stages, budget }: ChallengeContent): Row[] => [
  ['kind', 'What this leads to', challengeKinds[kind].label],
  ['stages', 'Stages', stagesText(stages)],
  ['budget.pilotPence', 'Money for each pilot', money(budget.pilotPence)],
  ['budget.pilots', 'Number of pilots', budget.pilots === null ? '' : `up to ${budget.pilots}`],
  [
    'budget.scalePence',
    'Money for scaling up',
    budget.scalePence === null ? '' : `up to ${money(budget.scalePence)}`,
  ],
  ['budget.vat', 'VAT', vatNames[budget.vat]],
]

const timetableRows = ({
  timetable: { askBy, answerBy, respondBy, pilotStart, pilotMonths },
  shortTime,
}: ChallengeContent): Row[] => [
  ['timetable.askBy', 'Ask questions by', askBy ? formatDateTime(askBy) : ''],
  ['timetable.answerBy', 'Answers by', answerBy ? formatDateTime(answerBy) : ''],
  ['timetable.respondBy', 'Respond by', respondBy ? formatDateTime(respondBy) : ''],
  ['timetable.pilotStart', 'Pilot starts', pilotStart ? formatDate(pilotStart) : ''],
  [
    'timetable.pilotMonths',
    'Pilot lasts',
    pilotMonths === null ? '' : `${pilotMonths} ${pilotMonths === 1 ? 'month' : 'months'}`,
  ],
  ['shortTime', 'Why there is less time', shortTime.reason],
]

/** `12,000 homes`; empty where nobody said how many. */
export const demandText = ({ volume, unit }: Demand): string =>
  volume === null ? '' : `${new Intl.NumberFormat('en-GB').format(volume)} ${unit}`.trim()

/** `Pilot, then scale-up` */
export const stagesText = (planned: Stage[]): string => {
  const names = (Object.keys(stageNames) as Stage[])
    .filter((stage) => planned.includes(stage))
    .map((stage) => stageNames[stage])
  return names.map((name, index) => (index === 0 ? name : name.toLowerCase())).join(', then ')
}

/** `33 falls per 100 tenants`, `41%` */
export function quantity(figure: number | null, unit: string): string {
  if (figure === null) return ''
  const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }).format(figure)
  if (unit.startsWith('£')) return `£${number}${unit.slice(1)}`
  return unit === '' || unit.startsWith('%') ? `${number}${unit}` : `${number} ${unit}`
}

// A bar has little room: a long unit is said beside it, with the measure.
const shortUnit = (unit: string) => (unit.startsWith('%') ? '%' : unit.length <= 12 ? unit : '')

/** Where it stands, for beside a bar: `33`, `41%`, `46 days`. */
export const nowText = ({ baseline, unit }: Outcome): string => quantity(baseline, shortUnit(unit))

/** What is wanted, as a bound: `23 or fewer`, `80% or more`. */
export function wantedText({ target, unit, direction }: Outcome): string {
  if (target === null) return ''
  const fewer = /^[%£]/.test(unit) ? 'or less' : 'or fewer'
  return `${quantity(target, shortUnit(unit))} ${direction === 'lower' ? fewer : 'or more'}`
}

/** What is measured, with the unit where it is too long for beside the bar, and where the figures come from. */
export function measureText({ measure, unit, source }: Outcome): string {
  const inUnit = unit === shortUnit(unit) ? measure : `${measure} (${unit})`
  return [inUnit, source].filter(Boolean).join(' · ')
}

/** An outcome in one paragraph. */
function outcomeText(outcome: Outcome): string {
  const { title, measure, baseline, target, unit, direction, source } = outcome
  const from = baseline === null ? '' : `Now ${quantity(baseline, unit)}.`
  const to =
    target === null ? '' : `Wanted ${quantity(target, unit)} or ${direction === 'lower' ? 'less' : 'more'}.`
  return [title, measure, [from, to].filter(Boolean).join(' '), source && `Source: ${source}`]
    .filter(Boolean)
    .join('\n')
}
