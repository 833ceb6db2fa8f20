import type { Clock, Day } from '../law/law.ts'
import { clockOf, inWords, isQualifyingNotice, type PeriodCase, shortestPeriod } from '../law/lookups.ts'
import {
  addDays,
  addWorkingDays,
  earliestDeadline,
  earliestSignature,
  lastDayBeginningWith,
  standstillEnd,
  workingDayFrom,
} from '../law/periods.ts'
import type { AppliedPeriod, CalendarStep } from './advice.ts'
import { type Case, periodCase } from './case.ts'

/** Where a calendar has got to. */
export interface Way {
  on: Day
  signOn: Day | null
  steps: CalendarStep[]
  /** The shortest lawful times that were used. */
  periods: AppliedPeriod[]
}

/** One move along a route: from a day to the next, with the steps between. */
export type Move = (way: Way, given: Case) => Way

const onward = (way: Way, on: Day, step: Omit<CalendarStep, 'on'>): Way => ({
  ...way,
  on,
  steps: [...way.steps, { ...step, on }],
})

const withPeriod = (way: Way, period: AppliedPeriod): Way => ({ ...way, periods: [...way.periods, period] })

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)
const workingDays = (count: number) => (count === 1 ? '1 working day' : `${count} working days`)

/** Work whose length nobody prescribes: a row of kind `practice`. */
export const work =
  (clockId: string, id: string, title: string): Move =>
  (way, { law }) => {
    const clock = clockOf(law, clockId, way.on)
    const isWorking = clock.unit === 'working-days'
    const counted = isWorking
      ? addWorkingDays(way.on, clock.length, law.holidays)
      : workingDayFrom(addDays(way.on, clock.length), law.holidays)
    const words = `${(isWorking ? workingDays : days)(clock.length)} from ${inWords(way.on)}: our assumption, not law.`
    return onward(way, counted, { id, title, words, section: '', notice: '', kind: 'practice' })
  }

/** A notice on the day that the way has reached. */
export const publish =
  (noticeId: string, words: string, id = noticeId): Move =>
  (way, { law }) => {
    const notice = law.notices.find((row) => row.id === noticeId)
    if (!notice) throw new Error(`The notice “${noticeId}” is not in the data of the law`)
    const title = `Publish ${notice.code}, ${notice.title.charAt(0).toLowerCase()}${notice.title.slice(1)}`
    return onward(way, way.on, {
      id,
      title,
      words,
      section: notice.section,
      notice: notice.code,
      kind: 'law',
    })
  }

/** Something that the law wants on the day that the way has reached. */
export const note =
  (id: string, title: string, words: string, section: string): Move =>
  (way) =>
    onward(way, way.on, { id, title, words, section, notice: '', kind: 'law' })

// A deadline on a day off is lawful, and unkind: it waits for the next working day.
function closeOn(way: Way, earliest: Day, given: Case, step: Omit<CalendarStep, 'on' | 'notice'>): Way {
  const on = workingDayFrom(earliest, given.law.holidays)
  const moved = on === earliest ? '' : ` ${inWords(earliest)} is no working day.`
  return onward(way, on, { ...step, words: `${step.words}${moved}`, notice: '' })
}

/** The shortest lawful time for requests to participate or for tenders, from the day that the way has reached. */
export const respond =
  (kind: 'participation' | 'tendering', id: string, title: string, more: Partial<PeriodCase> = {}): Move =>
  (way, given) => {
    const row = shortestPeriod(given.law, kind, periodCase(given, way.on, more), way.on)
    const name = kind === 'participation' ? 'Requests to participate' : title
    const period = {
      name,
      length: row.days,
      unit: 'calendar-days',
      words: row.words,
      section: row.section,
      confidence: row.confidence,
    } as const
    const from = inWords(way.on)
    if (row.days === 0) {
      const custom = clockOf(given.law, 'respond', way.on)
      const earliest = earliestDeadline(way.on, custom.length)
      const words = `The law sets no shortest time (${row.words.charAt(0).toLowerCase()}${row.words.slice(1)}); we reckon with ${days(custom.length)} after ${from}.`
      return withPeriod(
        closeOn(way, earliest, given, { id, title, words, section: row.section, kind: 'practice' }),
        period,
      )
    }
    const words = `At least ${days(row.days)}, counted from the day after ${from}: ${row.words.charAt(0).toLowerCase()}${row.words.slice(1)}.${kind === 'tendering' ? plannedNoticeWords(given, way.on) : ''}`
    const earliest = earliestDeadline(way.on, row.days)
    return withPeriod(
      closeOn(way, earliest, given, { id, title, words, section: row.section, kind: 'law' }),
      period,
    )
  }

/** Time to respond where the law sets no number: reasonable, and the same for all (s.87(6)). */
export const respondReasonably =
  (clockId: 'respond' | 'respond-chosen', id: string, title: string, section: string): Move =>
  (way, given) => {
    const { length } = clockOf(given.law, clockId, way.on)
    const words = `${days(length)} after ${inWords(way.on)}: the law sets no number${section ? ', it must be reasonable and the same for all' : ''}.`
    const earliest = earliestDeadline(way.on, length)
    return closeOn(way, earliest, given, { id, title, words, section, kind: 'practice' })
  }

const periodOfClock = (name: string, clock: Clock): AppliedPeriod => ({
  name,
  length: clock.length,
  unit: clock.unit,
  words: clock.note || clock.title,
  section: clock.section,
  confidence: clock.confidence,
})

/** Standstill after the award notice, and signing on the first working day after it. */
export const standstill =
  (kind: 'mandatory' | 'voluntary'): Move =>
  (way, { law }) => {
    const clock = clockOf(law, kind === 'mandatory' ? 'standstill' : 'standstill-voluntary', way.on)
    const end = standstillEnd(way.on, clock.length, law.holidays)
    const counted = `${workingDays(clock.length)} beginning with ${inWords(way.on)}, the day of the award notice`
    const words =
      kind === 'mandatory'
        ? `${counted}.`
        : `The law wants none here; kept of one’s own accord it lasts at least ${counted}.`
    const title = kind === 'mandatory' ? 'The standstill ends' : 'The voluntary standstill ends'
    const waited = onward(way, end, {
      id: 'standstill-end',
      title,
      words,
      section: clock.section,
      notice: '',
      kind: kind === 'mandatory' ? 'law' : 'practice',
    })
    const signOn = earliestSignature(way.on, clock.length, law.holidays)
    const name = kind === 'mandatory' ? 'Standstill' : 'Voluntary standstill'
    return withPeriod(
      sign(signOn, 'The first working day after the standstill.')(waited),
      periodOfClock(name, clock),
    )
  }

const sign =
  (on: Day, words: string) =>
  (way: Way): Way => ({
    ...onward(way, on, {
      id: 'sign',
      title: 'Sign the contract',
      words,
      section: '',
      notice: '',
      kind: 'practice',
    }),
    signOn: on,
  })

/** Signing without a standstill, on the next working day. */
export const signNext =
  (words: string): Move =>
  (way, { law }) =>
    sign(addWorkingDays(way.on, 1, law.holidays), words)(way)

/** What the law wants of a public contract once it is signed: UK7, and a copy of a large one. */
export const afterSigning =
  (noticeId: string): Move =>
  (way, given) => {
    const { law, isLightTouch, hasContractCopy } = given
    const signedOn = way.on
    const last = (clockId: string): { on: Day; clock: Clock } => {
      const clock = clockOf(law, isLightTouch ? `${clockId}-light-touch` : clockId, signedOn)
      return { clock, on: lastDayBeginningWith(signedOn, clock.length) }
    }
    const by = (clock: Clock) => `Last day of ${clock.length} days beginning with the day of signing.`
    const details = last('contract-details')
    const published = publish(noticeId, by(details.clock))({ ...way, on: details.on }, given)
    const noted = withPeriod(published, periodOfClock('Contract details notice (UK7)', details.clock))
    if (!hasContractCopy) return noted
    const copy = last('contract-copy')
    const step = {
      id: 'contract-copy',
      title: 'Publish a copy of the contract',
      words: by(copy.clock),
      section: copy.clock.section,
      notice: '',
      kind: 'law',
    } as const
    return withPeriod(onward(noted, copy.on, step), periodOfClock('Copy of the contract', copy.clock))
  }

/** Walks a route's moves from a start. @throws RangeError beyond the days for which rules or bank holidays are known */
export function walk(given: Case, startOn: Day, moves: readonly Move[]): Way {
  const on = workingDayFrom(startOn, given.law.holidays)
  const words =
    on === startOn ? 'The day that you chose.' : `${inWords(startOn)} is no working day: the next one.`
  const start: CalendarStep = {
    id: 'start',
    title: 'Work begins',
    on,
    words,
    section: '',
    notice: '',
    kind: 'practice',
  }
  const begun: Way = { on, signOn: null, steps: [start], periods: [] }
  return moves.reduce<Way>((way, move) => move(way, given), begun)
}

// A planned procurement notice that does or does not shorten a tendering period.
function plannedNoticeWords({ law, answers }: Case, tenderNoticeOn: Day): string {
  const { plannedNoticeOn } = answers
  if (plannedNoticeOn === null) return ''
  return isQualifyingNotice(law, plannedNoticeOn, tenderNoticeOn)
    ? ` The planned procurement notice of ${inWords(plannedNoticeOn)} shortens the tendering period.`
    : ` The planned procurement notice of ${inWords(plannedNoticeOn)} does not shorten it: it must be 40 days to 12 months old on ${inWords(tenderNoticeOn)}.`
}
