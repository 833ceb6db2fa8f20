import { licenceNames, type SharingTerms } from '../../shared/outcomes/adoption.ts'
import type { CaseStudyContent } from '../../shared/outcomes/case-study.ts'
import { decisionNames } from '../../shared/outcomes/decision.ts'
import { wayTitles } from '../../shared/outcomes/next-step.ts'
import { milestoneStateNames, type ReadingValue } from '../../shared/outcomes/pilot.ts'
import { confidenceNames } from '../../shared/outcomes/ratings.ts'
import { formatDate } from '../../shared/platform/dates.ts'
import type { Challenge } from '../challenges/index.ts'
import type { Shown } from '../platform/unseen-changes.ts'
import type { MilestoneVersion, PilotDecision, PilotPlan, PublishedResults } from './outcomes.model.ts'

const dayWords = (day: string): string => (day ? formatDate(new Date(`${day}T12:00:00Z`)) : '')
const knownNames = { yes: 'Yes', no: 'No', unknown: 'Not known' }

type Plan = Pick<PilotPlan, 'measuring' | 'repeatAnnounced' | 'scaleDescribed'>

/** How a pilot is measured, as the form of its plan shows it; empty before there is one. */
export const planShown = (
  outcomes: readonly Pick<Challenge['outcomes'][number], 'id' | 'title'>[],
  plan: Plan | null,
): Shown => [
  ...outcomes.flatMap(({ id, title }) => {
    const { how = '', howOften = '', byWhom = '' } = plan?.measuring[id] ?? {}
    return [
      [`${title}: how it is measured`, how],
      [`${title}: how often`, howOften],
      [`${title}: by whom`, byWhom],
    ] as const
  }),
  ['A repeat award was announced', plan ? knownNames[plan.repeatAnnounced] : ''],
  ['A next stage is described', plan ? knownNames[plan.scaleDescribed] : ''],
]

/** A reading as a line; one that was recorded before method and confidence were asked for has neither. */
type ReadingSaid = Omit<ReadingValue, 'note' | 'method' | 'confidence'> &
  Partial<Pick<ReadingValue, 'method' | 'confidence'>>

const readingLine = (
  { on, value, source, method = '', confidence = 'not-said' }: ReadingSaid,
  unit: string,
) =>
  [`${dayWords(on)}: ${value}${unit === '%' ? '' : ' '}${unit}`, source, method, confidenceNames[confidence]]
    .filter(Boolean)
    .join(', ')

const readingKey = ({ on, value, source, method = '', confidence = 'not-said' }: ReadingSaid): string =>
  JSON.stringify([on, value, source, method, confidence])

interface ResultsFacts {
  outcomes: readonly { title: string; unit: string; readings: readonly ReadingSaid[] }[]
  milestones: readonly Pick<MilestoneVersion, 'state'>[]
  results: Pick<PublishedResults, 'worked' | 'didNotWork'> | null | undefined
}

/** What results say, as their form shows it: the words that were published last, and every figure that would be now. */
export function resultsShown({ outcomes, milestones, results }: ResultsFacts): Shown {
  const count = (state: string) => milestones.filter((one) => one.state === state).length
  const counts = `${count('reached')} reached, ${count('missed')} missed, ${count('planned')} still planned`
  return [
    ['What worked?', results?.worked ?? ''],
    ['What did not work?', results?.didNotWork ?? ''],
    ...outcomes.map(({ title, unit, readings }) => {
      const lines = readings.toSorted((a, b) => (readingKey(a) < readingKey(b) ? -1 : 1))
      return [
        `Readings: ${title}`,
        lines.map((one) => readingLine(one, unit)).join('\n'),
        lines.map(readingKey).join('\n'),
      ] as const
    }),
    ['Milestones', counts],
  ]
}

/** On what terms a side shares, as its form shows it; empty before it says so. */
export const termsShown = (terms: SharingTerms | null): Shown => [
  ['Shares', terms?.shares ?? ''],
  ['Licence of documents', terms ? licenceNames[terms.licence] : ''],
  ['Contact', terms?.contact ?? ''],
]

/** What is decided, as its form shows it; empty before it is. */
export const decisionShown = (decision: Pick<PilotDecision, 'what' | 'way' | 'why'> | null): Shown => [
  ['What do you do?', decision ? decisionNames[decision.what] : ''],
  ['By which way?', decision?.way ? wayTitles[decision.way] : ''],
  ['Why?', decision?.why ?? ''],
]

type MilestoneSaid = Pick<MilestoneVersion, 'title' | 'dueOn' | 'evidence' | 'state' | 'on' | 'words'> & {
  said: { on: string; words: string } | null
}

/** A milestone as its page shows it to both sides. */
export const milestoneShown = ({ title, dueOn, evidence, state, on, words, said }: MilestoneSaid): Shown => [
  ['What is to be reached?', title],
  ['By when?', dayWords(dueOn), dueOn],
  ['What shows that it is reached?', evidence],
  ['Is it reached?', milestoneStateNames[state]],
  ['As of which day?', dayWords(on), on],
  ['What the buyer saw', words],
  [
    'What the supplier says',
    said ? `${dayWords(said.on)}: ${said.words}` : '',
    JSON.stringify(said?.on ?? '') + (said?.words ?? ''),
  ],
]

/** A reading as the form of its correction shows it. */
export const readingShown = (reading: ReadingSaid & { note: string }): Shown => [
  ['Of which day is it?', dayWords(reading.on), reading.on],
  ['What was measured?', String(reading.value)],
  ['Where does the figure come from?', reading.source],
  ['How was it measured?', reading.method ?? ''],
  ['How sure are you of it?', confidenceNames[reading.confidence ?? 'not-said']],
  ['What should one know about it?', reading.note],
]

/** What a case study says, as its form shows it. */
export const caseStudyShown = ({ title, summary, body }: CaseStudyContent): Shown => [
  ['Title', title],
  ['Summary', summary],
  ['Text', body],
]
