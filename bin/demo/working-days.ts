import { law } from '../../server/coaching/index.ts'
import type { Day } from '../../shared/coaching/law/law.ts'
import { addDays, dayOf, isWorkingDay } from '../../shared/coaching/law/periods.ts'
import { calendarFor } from '../../shared/coaching/routes/advise.ts'
import type { DemoChallenge, RelativeTime } from './demo-files.ts'
import { instantOf } from './relative-time.ts'

type Timetable = DemoChallenge['timetable']
const inOrder = ['askBy', 'answerBy', 'respondBy', 'pilotStart'] as const

function movedBy(step: 1 | -1, { inDays, at }: RelativeTime, today: Date): RelativeTime {
  let day = inDays
  while (!isWorkingDay(dayOf(instantOf({ inDays: day, at }, today)), law().holidays)) day += step
  return { inDays: day, at }
}

/** The time on a working day: what is past moves back and what is to come moves on, so that past stays past. */
export const onWorkingDay = (time: RelativeTime, today: Date): RelativeTime =>
  movedBy(time.inDays > 0 ? 1 : -1, time, today)

/** The times of a challenge, each on a working day and on a later one than that before it. */
export function workingTimetable(timetable: Timetable, today: Date): Timetable {
  const moved = { ...timetable }
  let last = Number.NEGATIVE_INFINITY
  for (const name of inOrder) {
    const time = timetable[name]
    if (!time) continue
    const first = onWorkingDay(time, today)
    const next = first.inDays > last ? first : movedBy(1, { ...first, inDays: last + 1 }, today)
    moved[name] = next
    last = next.inDays
  }
  return moved
}

/** When work must have begun for the route's tender notice to come out on this working day. */
export function startFor({ id, answers }: NonNullable<DemoChallenge['route']>, publishedOn: Day): Day {
  // A small contract needs no notice: it goes out once it is written.
  const noticeOn = (start: Day): Day => {
    const { steps } = calendarFor(id, answers, start, law())
    const goesOut =
      steps.find(({ notice }) => notice === 'UK4') ?? steps.find((step) => step.id === 'prepared')
    return goesOut?.on ?? ''
  }
  let start = addDays(publishedOn, -1)
  while (noticeOn(start) > publishedOn) start = addDays(start, -1)
  return start
}
