import type { Request, RequestHandler, Response } from 'express'
import { isZone, timesFormSchema } from '../../shared/notifications/times.schema.ts'
import type { TellingTimes } from '../../shared/notifications/times.ts'
import { groupZones, type ZoneGroup, zoneInWords } from '../../shared/notifications/zones.ts'
import { formatTime, instantInLondon } from '../../shared/platform/dates.ts'
import { now } from '../platform/clock.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import { saveTimes, timesOfPerson } from './notifications.times.service.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** An hour of the day as people say it: `8am`, `noon`. */
export function hourInWords(hour: number): string {
  // Any day without a clock change does.
  const at = instantInLondon(2026, 1, 1, hour)
  return at ? formatTime(at) : ''
}

const hours = () =>
  Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), text: hourInWords(hour) }))
const zones = Intl.supportedValuesOf('timeZone')
const yearNow = () => now().getUTCFullYear()

let kept: { year: number; groups: ZoneGroup[] } | undefined

/** All zones in words, said anew each year: that takes a while, and clocks may have other names then. */
function zoneGroups(): ZoneGroup[] {
  const year = yearNow()
  if (kept?.year !== year) kept = { year, groups: groupZones(zones, year) }
  return kept.groups
}

/** What somebody chose, in the words of the page. */
export const timesInWords = ({ zone, hour, weekday, quiet }: TellingTimes) => ({
  zone: zoneInWords(zone, yearNow()),
  hour: hourInWords(hour),
  weekday: translator()(weekdays[weekday - 1] ?? ''),
  quiet: quiet && { from: hourInWords(quiet.from), to: hourInWords(quiet.to) },
})

const typed = ({ zone, hour, weekday, quiet }: TellingTimes) => ({
  zone,
  hour: String(hour),
  weekday: String(weekday),
  quietFrom: quiet ? String(quiet.from) : '',
  quietTo: quiet ? String(quiet.to) : '',
})

function show(_req: Request, res: Response, state: FormState): void {
  // A browser may name a zone by an older name than the list has.
  const zone = String(state.values['zone'] ?? '')
  res.render('notifications/times', {
    hours: hours(),
    weekdays: weekdays.map((text, index) => ({ value: String(index + 1), text: translator()(text) })),
    zoneGroups: zoneGroups(),
    otherZone:
      isZone(zone) && !zones.includes(zone) ? { value: zone, text: zoneInWords(zone, yearNow()) } : null,
    form: state,
  })
}

export const times: RequestHandler = async (req, res) => {
  show(req, res, formState(typed(await timesOfPerson(actorOf(req).userId))))
}

export const save = form({
  schema: timesFormSchema,
  show,
  act: async (chosen, req, res) => {
    await saveTimes(actorOf(req).userId, chosen)
    res.redirect(303, '/account/notifications?saved=yes')
  },
})
