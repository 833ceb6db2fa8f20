import { dayInWords, daysBetween, isRestDay, weekdayInWords } from '../days.ts'
import { act, type DraftRule, type Place } from '../rule.ts'
import { fairness } from './fairness.ts'

// How long suppliers have, and whether the dates fit.

/** How long suppliers get unless there is a reason. */
export const usualDays = 28

const at = (text: string): Date => new Date(text)
const now = at('2026-03-02T09:00:00Z')

const time = { ...fairness, resource: 'does-it-take-too-long' } as const
export const timeRules: DraftRule[] = [
  {
    ...time,
    id: 'deadline-on-rest-day',
    title: 'The deadline is no working day',
    binds: 'never',
    source:
      'Good practice: where a period of the law ends on such a day, the calendar of the plan moves it too',
    problem: 'Responses are due on a Saturday, a Sunday or a bank holiday.',
    why: 'Small firms would work through it, and nobody is there if an upload fails.',
    instead: 'Take the working day after it, at noon.',
    costs: { openness: 1, readiness: 3 },
    check: ({ draft: { timetable }, facts: { holidays = [] } }): Place[] => {
      const respondBy = timetable?.respondBy
      if (!respondBy || Number.isNaN(respondBy.getTime()) || !isRestDay(respondBy, holidays)) return []
      const problem = `Responses are due on ${weekdayInWords(respondBy)}, which is no working day.`
      return [{ field: 'timetable.respondBy', problem }]
    },
    examples: {
      found: [
        { draft: { timetable: { respondBy: at('2026-11-28T12:00:00Z') } } },
        {
          draft: { timetable: { respondBy: at('2026-12-25T12:00:00Z') } },
          facts: { holidays: ['2026-12-25'] },
        },
      ],
      passed: [
        {
          draft: { timetable: { respondBy: at('2026-11-27T12:00:00Z') } },
          facts: { holidays: ['2026-12-25'] },
        },
        { draft: { timetable: { respondBy: null } } },
      ],
    },
  },
  {
    ...time,
    id: 'time-below-law',
    title: 'The law gives suppliers longer',
    binds: 'above',
    source: act('s.54'),
    problem: 'The time to respond is shorter than the law allows.',
    why: 'The competition would have to be begun again.',
    instead: 'Move the deadline, or say on which ground of s.54 it may be shorter.',
    costs: { openness: 4, readiness: 15 },
    check: ({ draft: { timetable }, facts }) => {
      const days = daysLeft(timetable?.respondBy, facts.now)
      const least = facts.minimumDays ?? 0
      if (days === null || days >= least || days < 0) return []
      return [
        {
          field: 'timetable.respondBy',
          problem: `Suppliers have ${days} days, and the law gives them at least ${least}.`,
        },
      ]
    },
    examples: {
      found: [
        { draft: { timetable: { respondBy: at('2026-03-12T17:00:00Z') } }, facts: { now, minimumDays: 25 } },
      ],
      passed: [
        { draft: { timetable: { respondBy: at('2026-03-30T17:00:00Z') } }, facts: { now, minimumDays: 25 } },
        { draft: { timetable: { respondBy: null } }, facts: { now, minimumDays: 25 } },
      ],
    },
  },
  {
    ...time,
    id: 'time-short',
    title: 'Suppliers have little time',
    binds: 'never',
    source: `${act('s.87(6)')}: reasonable, and the same for all; ${usualDays} days is good practice`,
    problem: `Suppliers have less than ${usualDays} days, and no reason is given.`,
    why: 'Firms without a tender team, and those who need a partner, can’t answer in time.',
    instead: `Give ${usualDays} days, or say why it is urgent.`,
    costs: { openness: 6, readiness: 4 },
    check: ({ draft: { timetable, shortTimeReason = '' }, facts }) => {
      const days = daysLeft(timetable?.respondBy, facts.now)
      const isLawful = days !== null && days >= (facts.minimumDays ?? 0)
      if (days === null || !isLawful || days < 0 || days >= usualDays || shortTimeReason.trim() !== '')
        return []
      return [
        {
          field: 'timetable.respondBy',
          problem: `Suppliers have ${days} ${days === 1 ? 'day' : 'days'}, and no reason is given for less than ${usualDays}.`,
        },
      ]
    },
    examples: {
      found: [{ draft: { timetable: { respondBy: at('2026-03-12T17:00:00Z') } }, facts: { now } }],
      passed: [
        {
          draft: {
            timetable: { respondBy: at('2026-03-12T17:00:00Z') },
            shortTimeReason: 'The bridge is closed.',
          },
          facts: { now },
        },
        { draft: { timetable: { respondBy: at('2026-04-12T17:00:00Z') } }, facts: { now } },
      ],
    },
  },
  {
    ...time,
    id: 'dates-wrong',
    title: 'The dates don’t fit',
    binds: 'never',
    source: 'Good practice: who asks must have the answer before responding',
    problem: 'A date for questions, answers or responses is missing, past or in the wrong order.',
    why: 'A question whose answer comes too late helps only those who knew it already.',
    instead:
      'Set the last day for questions, then for answers, then for responses, with a week between the last two.',
    costs: { openness: 2, readiness: 8 },
    check: ({ draft: { timetable }, facts }) => (timetable ? wrongDates(timetable, facts.now) : []),
    examples: {
      found: [
        {
          draft: {
            timetable: {
              askBy: at('2026-03-20T12:00:00Z'),
              answerBy: at('2026-04-20T12:00:00Z'),
              respondBy: at('2026-04-10T12:00:00Z'),
            },
          },
          facts: { now },
        },
        {
          draft: { timetable: { askBy: null, answerBy: null, respondBy: at('2026-04-10T12:00:00Z') } },
          facts: { now },
        },
      ],
      passed: [
        {
          draft: {
            timetable: {
              askBy: at('2026-03-20T12:00:00Z'),
              answerBy: at('2026-03-27T12:00:00Z'),
              respondBy: at('2026-04-10T12:00:00Z'),
            },
          },
          facts: { now },
        },
      ],
    },
  },
]

function daysLeft(respondBy: Date | null | undefined, from: Date | undefined): number | null {
  if (!respondBy || !from || Number.isNaN(respondBy.getTime())) return null
  return daysBetween(from, respondBy)
}

function wrongDates(
  {
    askBy,
    answerBy,
    respondBy,
  }: {
    askBy?: Date | null | undefined
    answerBy?: Date | null | undefined
    respondBy?: Date | null | undefined
  },
  from: Date | undefined,
): Place[] {
  const named = [
    ['askBy', 'the last time for questions', askBy],
    ['answerBy', 'the last time for answers', answerBy],
    ['respondBy', 'the deadline for responses', respondBy],
  ] as const
  // A timetable in which nothing was set is the task list's business.
  if (named.every(([, , date]) => !date)) return []
  const found = named.flatMap(([field, name, date]): Place[] => {
    const path = `timetable.${field}`
    if (date === null || date === undefined)
      return [{ field: path, problem: `There is no date for ${name}.` }]
    return from && date < from
      ? [
          {
            field: path,
            problem: `${name.charAt(0).toUpperCase()}${name.slice(1)} is past: ${dayInWords(date)}.`,
          },
        ]
      : []
  })
  const isLate = answerBy && respondBy && answerBy > respondBy
  const isBefore = askBy && answerBy && answerBy <= askBy
  return [
    ...found,
    ...(isLate
      ? [{ field: 'timetable.answerBy', problem: 'Answers come after the deadline for responses.' }]
      : []),
    ...(isBefore
      ? [{ field: 'timetable.answerBy', problem: 'Answers are due before the last time for questions.' }]
      : []),
  ]
}
