import { textsOf } from '../coaching/coach/draft.ts'
import { placesToFill } from '../coaching/coach/places.ts'
import type { ChallengeContent, Outcome } from './challenge.ts'
import { draftForCoach } from './coach-draft.ts'
import { kindFacts } from './kinds.ts'
import { type SectionName, sectionOfField, sections } from './sections.ts'
import { ambiguousRows } from './sub-criteria.ts'

/** Something that a challenge lacks before it can go to the brokers; `field` is its path in the form. */
export interface MissingPart {
  section: SectionName
  field: string
  text: string
}

type Finding = [field: string, text: string]

/**
 * Everything that is still missing or can't stand, in the order of the task list.
 * @param now deadlines must lie after it; leave it out for a challenge that is public already
 */
export function missingParts(content: ChallengeContent, now?: Date): MissingPart[] {
  const findings = [
    ...missingWords(content),
    ...missingOutcomes(content),
    ...missingBudget(content),
    ...missingTimes(content, now),
    ...missingCategory(content),
    ...missingCriteria(content),
    ...missingContact(content),
    ...placesLeft(content),
  ].map(([field, text]) => ({ section: sectionOfField(field), field, text }))
  return sections.flatMap(({ name }) => findings.filter(({ section }) => section === name))
}

const when = (isMissing: boolean, field: string, text: string): Finding[] =>
  isMissing ? [[field, text]] : []

const missingWords = ({
  title,
  summary,
  problem,
  whoHasIt,
  context,
  users,
  asks,
}: ChallengeContent): Finding[] => [
  ...when(!title, 'title', 'Enter a title'),
  ...when(!summary, 'summary', 'Sum the challenge up in two sentences'),
  ...when(!problem, 'problem', 'Describe the problem'),
  ...when(!whoHasIt, 'whoHasIt', 'Say who has the problem'),
  ...when(!context, 'context', 'Describe the context'),
  ...when(!users, 'users', 'Say who will use it'),
  ...when(!asks, 'asks', 'Say what you ask suppliers for'),
]

/** True if what is wanted is not on the better side of what there is now. */
export const isBackwards = ({
  baseline,
  target,
  direction,
}: Pick<Outcome, 'baseline' | 'target' | 'direction'>): boolean =>
  baseline !== null && target !== null && (direction === 'lower' ? target >= baseline : target <= baseline)

function missingOutcomes({ outcomes }: ChallengeContent): Finding[] {
  if (outcomes.length === 0) return [['outcomes.0.title', 'Add at least one outcome']]
  return outcomes.flatMap(({ title, measure, baseline, target, direction }, index) => {
    const name = title ? `“${title}”` : `outcome ${index + 1}`
    return [
      ...when(!title, `outcomes.${index}.title`, `Say what must change in outcome ${index + 1}`),
      ...when(!measure, `outcomes.${index}.measure`, `Say how you measure ${name}`),
      ...when(baseline === null, `outcomes.${index}.baseline`, `Say where you are now with ${name}`),
      ...when(target === null, `outcomes.${index}.target`, `Say where you want to be with ${name}`),
      ...when(
        isBackwards({ baseline, target, direction }),
        `outcomes.${index}.target`,
        `What you want of ${name} must be ${direction} than what you have now`,
      ),
    ]
  })
}

function missingBudget({ kind, stages, budget }: ChallengeContent): Finding[] {
  const { stages: allowed, label } = kindFacts(kind)
  return [
    ...when(stages.length === 0, 'stages', 'Choose the stages that you plan'),
    ...when(
      stages.some((stage) => !allowed.includes(stage)),
      'stages',
      `${label} does not have all of these stages`,
    ),
    ...when(
      stages.includes('pilot') && !budget.pilotPence,
      'budget.pilotPence',
      'Say how much money each pilot has',
    ),
    ...when(
      stages.includes('pilot') && budget.pilots === null,
      'budget.pilots',
      'Say how many pilots you can pay for',
    ),
    ...when(
      (budget.pilotPence !== null || budget.scalePence !== null) && budget.vat === '',
      'budget.vat',
      'Say what VAT is in these amounts',
    ),
  ]
}

function missingTimes({ stages, timetable }: ChallengeContent, now: Date | undefined): Finding[] {
  const { askBy, answerBy, respondBy, pilotStart, pilotMonths } = timetable
  const deadlines = [
    ['timetable.askBy', askBy, 'the last time for questions'],
    ['timetable.answerBy', answerBy, 'the last time for answers'],
    ['timetable.respondBy', respondBy, 'the deadline for responses'],
  ] as const
  return [
    ...deadlines.flatMap(([field, at, name]) => [
      ...when(at === null, field, `Set ${name}`),
      ...when(at !== null && now !== undefined && at <= now, field, `Set ${name} to a time in the future`),
    ]),
    ...when(
      stages.includes('pilot') && pilotStart === null,
      'timetable.pilotStart',
      'Say when the pilot starts',
    ),
    ...when(
      stages.includes('pilot') && pilotMonths === null,
      'timetable.pilotMonths',
      'Say how long the pilot lasts',
    ),
  ]
}

const missingCategory = ({ cpv, regions }: ChallengeContent): Finding[] => [
  ...when(cpv.length === 0, 'cpv', 'Choose at least one category'),
  ...when(regions.length === 0, 'regions', 'Choose at least one region'),
]

function missingCriteria({ kind, criteria, askedStage, wholeLifeYears }: ChallengeContent): Finding[] {
  if (criteria.length === 0) {
    return when(kindFacts(kind).isJudged, 'criteria.0.title', 'Add the criteria that you judge by')
  }
  const sum = weightOf(criteria)
  return [
    ...criteria.flatMap(({ title, weight }, index) => [
      ...when(!title, `criteria.${index}.title`, `Name criterion ${index + 1}`),
      ...when(
        weight === null,
        `criteria.${index}.weight`,
        `Give ${title ? `“${title}”` : `criterion ${index + 1}`} a weight`,
      ),
    ]),
    ...ambiguousRows(criteria).map(
      (index): Finding => [
        `criteria.${index}.title`,
        `“${criteria[index]?.title}” has sub-criteria: make this one of them, or give it another name`,
      ],
    ),
    ...when(
      Boolean(wholeLifeYears) && askedStage === 'expression-of-interest',
      'wholeLifeYears',
      'An expression of interest names no costs: leave the years empty, or ask for a concept or a full proposal',
    ),
    ...when(sum !== 100, 'criteria.0.weight', `The weights add up to ${sum}: they must add up to 100`),
  ]
}

/** What the weights come to. */
export const weightOf = (criteria: { weight: number | null }[]): number =>
  criteria.reduce((sum, { weight }) => sum + (weight ?? 0), 0)

const missingContact = ({ contact }: ChallengeContent): Finding[] => [
  ...when(!contact.name, 'contact.name', 'Enter the name of the person to contact'),
  ...when(!contact.email, 'contact.email', 'Enter an email address'),
]

/** Brackets of a template: what stands in them is a question to whoever writes, and no answer to suppliers. */
const placesLeft = (content: ChallengeContent): Finding[] =>
  textsOf(draftForCoach(content)).flatMap(({ field, text }): Finding[] => {
    const quotes = placesToFill(field, text).map(({ quote }) => `“${quote}”`)
    return quotes.length === 0
      ? []
      : [[field, `Put your own words in place of ${new Intl.ListFormat('en-GB').format(quotes)}`]]
  })

// Chosen from the start: they say nothing of how far somebody has come.
const startsChosen: ReadonlySet<string> = new Set(['kind', 'askedStage'])

export type SectionState = 'complete' | 'started' | 'empty' | 'optional'

/**
 * How far each section of a draft has come, for the task list; what its kind doesn't need is optional.
 * @param missing what stands in the way, from the gates before submission
 */
export function sectionStates(
  content: ChallengeContent,
  missing: { section: SectionName | null }[],
): Record<SectionName, SectionState> {
  const needed = kindFacts(content.kind).sections
  const states = sections.map(({ name, fields }) => {
    const isStarted = fields.some((field) => !startsChosen.has(field) && hasContent(content[field]))
    const isComplete = !missing.some(({ section }) => section === name)
    if (!needed.includes(name) && !isStarted) return [name, 'optional'] as const
    const state = isComplete && isStarted ? 'complete' : isStarted ? 'started' : 'empty'
    return [name, state] as const
  })
  return Object.fromEntries(states) as Record<SectionName, SectionState>
}

/** True if anything was said: no empty text, list or object. */
export function hasContent(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof Date) return true
  return typeof value === 'object' ? Object.values(value).some(hasContent) : true
}
