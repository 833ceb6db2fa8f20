import { budgetPence, type CoachDraft } from '../draft.ts'
import { has } from '../phrases.ts'
import { act, type DraftReading, type DraftRule, type Place } from '../rule.ts'
import {
  demandsOf,
  isMeasured,
  isNovel,
  largestSum,
  namesPeople,
  namesStages,
  outcomeSentences,
} from './wholeness.ts'
import { requiring } from '../vocabulary.ts'

// What a whole statement lacks.

/** Fewer words than these are a beginning, of which nothing is missing yet. */
export const fewestWords = 8
/** From this value on a first small stage pays for itself. */
const stageWorthPounds = 100_000

const place = (isFound: boolean, field: string, more: Partial<Place> = {}): Place[] =>
  isFound ? [{ field, ...more }] : []

const isBegun = ({ words }: DraftReading): boolean => words >= fewestWords

const filled = ({ outcomes = [] }: CoachDraft) => outcomes.filter(({ title }) => title.trim() !== '')

/** In which field something about the whole is said. */
const whole = ({ isPlain, sentences }: DraftReading, field: string): string =>
  isPlain ? (sentences.at(-1)?.field ?? 'text') : field

const statement = {
  scope: 'draft',
  family: 'statement',
  resource: 'what-a-challenge-needs-to-be-answered',
} as const

const text = (words: string) => ({ draft: { text: words } })

export const statementRules: DraftRule[] = [
  {
    ...statement,
    id: 'no-outcome',
    title: 'No outcome is named',
    binds: 'never',
    source: `${act('s.12(1)(b)')}, public benefit; and good practice of challenge-led procurement`,
    problem: 'It says what is to be supplied or done, not what is to be different afterwards.',
    why: 'Without an outcome nobody can offer another way to it, nor tell whether it was worth the money.',
    instead: 'Finish the sentence: “so that … can …”, or “to bring … down from … to …”.',
    costs: { openness: 20, readiness: 20 },
    check: (reading) => {
      if (!isBegun(reading)) return []
      const isMissing =
        reading.isPlain || reading.draft.outcomes === undefined
          ? outcomeSentences(reading.sentences).length === 0
          : filled(reading.draft).length === 0
      return place(isMissing, whole(reading, 'outcomes.0.title'))
    },
    examples: {
      found: [
        text('The council requires the supply and delivery of bedding plants for the park.'),
        {
          draft: {
            problem: 'Many old people fall at home and wait for hours until somebody comes.',
            outcomes: [],
          },
        },
      ],
      passed: [text('We want to reduce the time that people wait for help after a fall.'), text('Road salt')],
    },
  },
  {
    ...statement,
    id: 'outcome-unmeasured',
    title: 'The outcome has no measure',
    binds: 'never',
    source: `${act('s.52')} asks for measures of performance in large contracts; and good practice`,
    problem: 'An outcome is named, but not how it is measured, where you are now and where you want to be.',
    why: 'Suppliers can’t tell how much is enough, and you can’t tell whether it came about.',
    instead:
      'Add a measure, today’s figure and the one you want: “falls per 100 tenants a year, from 33 to 23”.',
    costs: { openness: 6, readiness: 12 },
    check: (reading) => {
      if (!isBegun(reading)) return []
      if (reading.isPlain || reading.draft.outcomes === undefined) {
        const outcomes = outcomeSentences(reading.sentences)
        return place(outcomes.length > 0 && !outcomes.some(isMeasured), whole(reading, 'outcomes.0.measure'))
      }
      return (reading.draft.outcomes ?? []).flatMap((outcome, i) => unmeasured(outcome, i))
    },
    examples: {
      found: [
        text('We want to reduce the time that people wait for help.'),
        {
          draft: {
            problem: 'Many old people fall at home and wait for help for hours.',
            outcomes: [{ title: 'Fewer falls', measure: '', baseline: null, target: null }],
          },
        },
      ],
      passed: [
        text('We want to reduce falls from 33 to 23 for every 100 tenants.'),
        {
          draft: {
            problem: 'Many old people fall at home and wait for help for hours.',
            outcomes: [{ title: 'Fewer falls', measure: 'falls a year', baseline: 33, target: 23 }],
          },
        },
      ],
    },
  },
  {
    ...statement,
    id: 'no-users',
    title: 'Nobody is named who will use it',
    binds: 'never',
    source: 'GOV.UK Service Standard, point 1: understand users and their needs',
    problem: 'It doesn’t say who is to use it, or who will be better off.',
    why: 'Suppliers can’t design for people they don’t hear of.',
    instead: 'Name the people, how many they are, and what makes it hard for them today.',
    costs: { openness: 5, readiness: 12 },
    check: (reading) => {
      if (!isBegun(reading)) return []
      const { draft, isPlain, sentences } = reading
      const isMissing =
        isPlain || draft.users === undefined ? !namesPeople(sentences) : draft.users.trim() === ''
      return place(isMissing, whole(reading, 'users'))
    },
    examples: {
      found: [text('The works comprise the repair of the roof of the town hall.')],
      passed: [text('The service helps tenants to keep their homes warm in winter.')],
    },
  },
  {
    ...statement,
    id: 'no-budget',
    title: 'No budget is named',
    binds: 'never',
    source:
      'Good practice; an estimated value belongs in the tender notice (Procurement Regulations 2024 reg 18)',
    problem: 'There is no sum, range or rate of what you can pay.',
    why: 'Small firms don’t risk weeks on a proposal without knowing whether it can pay for itself.',
    instead: 'Name the most that you can pay for a pilot, and roughly what scaling up may cost.',
    costs: { openness: 4, readiness: 12 },
    check: (reading) => {
      if (!isBegun(reading)) return []
      const { draft, isPlain, sentences } = reading
      const isMissing =
        isPlain || draft.budget === undefined
          ? largestSum(sentences) === null
          : budgetPence(reading.draft) === 0
      return place(isMissing, whole(reading, 'budget.pilotPence'))
    },
    examples: {
      found: [text('The service helps tenants to keep their homes warm in winter.')],
      passed: [text('Up to £60,000 is available for a service that keeps homes warm.')],
    },
  },
  {
    ...statement,
    resource: 'must-we-specify-the-solution',
    id: 'requirement-heavy',
    title: 'More is demanded than wanted',
    binds: 'above',
    source: act('s.21(6) and s.56(2)'),
    problem: 'There are more demands than outcomes.',
    why: 'Each “must” shuts somebody out; an outcome invites.',
    instead:
      'Keep the demands that law or safety make, and turn the others into what you want to come of it.',
    costs: { openness: 10, readiness: 2 },
    check: (reading) => {
      const { draft, isPlain, sentences } = reading
      const demands = demandsOf(sentences).length
      const wanted = outcomeSentences(sentences).filter((sentence) => !has(sentence, requiring))
      const outcomes = isPlain || draft.outcomes === undefined ? wanted.length : filled(draft).length
      const isHeavy = isPlain ? demands >= 2 && demands > outcomes : demands >= 4 && demands > outcomes * 3
      const problem = `It makes ${demands} demands, and names ${outcomes === 0 ? 'no outcome' : `${outcomes} ${outcomes === 1 ? 'outcome' : 'outcomes'}`}.`
      return place(isHeavy, whole(reading, 'asks'), { problem })
    },
    examples: {
      found: [text('The supplier must install three kiosks. It shall clean them. It must send a report.')],
      passed: [text('We want to reduce queues. Whoever is chosen must keep the law.')],
    },
  },
  {
    ...statement,
    id: 'no-first-stage',
    title: 'There is no small first stage',
    binds: 'never',
    source: `${act('s.20 and s.24')}: a competitive flexible procedure may go in stages; and good practice`,
    problem: 'It is new or worth more than £100,000, and goes to full size in one step.',
    why: 'Without a pilot only those dare to answer who have done it before.',
    instead: 'Begin with a prototype or pilot of a few months, and say what decides on going further.',
    costs: { openness: 8, readiness: 3 },
    check: (reading) => {
      if (!isBegun(reading)) return []
      const { draft, isPlain, sentences } = reading
      const isLarge =
        isPlain || draft.budget === undefined
          ? (largestSum(sentences) ?? 0) > stageWorthPounds
          : budgetPence(reading.draft) > stageWorthPounds * 100
      const isPlanned =
        draft.stages === undefined || isPlain
          ? namesStages(sentences)
          : draft.stages.some((stage) => stage === 'pilot' || stage === 'prototype' || stage === 'engagement')
      return place((isLarge || (isPlain && isNovel(sentences))) && !isPlanned, whole(reading, 'stages'))
    },
    examples: {
      found: [text('We pay up to £400,000 for a service that keeps the homes of tenants warm.')],
      passed: [
        text('We pay up to £400,000, beginning with a pilot in ten homes of tenants.'),
        text('Up to £20,000 for the repair of the roof of the hall.'),
      ],
    },
  },
]

function unmeasured(
  { title, measure, baseline, target }: NonNullable<CoachDraft['outcomes']>[number],
  i: number,
): Place[] {
  if (title.trim() === '') return []
  const missing = [
    !measure?.trim() && 'how you measure it',
    typeof baseline !== 'number' && 'where you are now',
    typeof target !== 'number' && 'where you want to be',
  ].filter((part) => part !== false)
  if (missing.length === 0) return []
  const field = `outcomes.${i}.${!measure?.trim() ? 'measure' : typeof baseline === 'number' ? 'target' : 'baseline'}`
  const said = missing.length > 1 ? `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}` : missing[0]
  return [{ field, problem: `“${title.slice(0, 60)}” doesn’t say ${said}.` }]
}
