import { TZDate } from '@date-fns/tz'
import { zone as london } from '../platform/dates.ts'

/** A zone as people choose it: by its town, with what its clocks are called. */
export interface ZoneChoice {
  value: string
  text: string
}

/** Zones that lie together. */
export interface ZoneGroup {
  /** A sentence for `t()`. */
  title: string
  zones: ZoneChoice[]
}

const ownTitle = 'United Kingdom, Channel Islands and Isle of Man'
const own = new Set([london, 'Europe/Guernsey', 'Europe/Isle_of_Man', 'Europe/Jersey'])

const titles: Record<string, string> = {
  Africa: 'Africa',
  America: 'North, Central and South America',
  Antarctica: 'Antarctica',
  Arctic: 'Arctic',
  Asia: 'Asia',
  Atlantic: 'Atlantic Ocean',
  Australia: 'Australia',
  Europe: 'Europe',
  Indian: 'Indian Ocean',
  Pacific: 'Pacific Ocean',
}
const restTitle = 'Other'

/** `GMT/BST`: what clocks there are called in winter and summer of a year, the earlier first; once if they never change. */
function clocksOf(zone: string, year: number): string {
  const middles = [new Date(Date.UTC(year, 0, 15)), new Date(Date.UTC(year, 6, 15))]
  const named = middles.map((at) => ({
    ahead: -new TZDate(at, zone).getTimezoneOffset(),
    name:
      new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
        .formatToParts(at)
        .find(({ type }) => type === 'timeZoneName')?.value ?? '',
  }))
  return [...new Set(named.sort((a, b) => a.ahead - b.ahead).map(({ name }) => name))].join('/')
}

/**
 * A zone of the IANA database as people say it: `London (GMT/BST)`, `Buenos Aires, Argentina (GMT-3)`. It begins with
 * the town, so that typing its first letters finds it in a list.
 */
export function zoneInWords(zone: string, year: number): string {
  const [town = '', ...around] = zone.replaceAll('_', ' ').split('/').slice(1).toReversed()
  return `${[town || zone, ...around].join(', ')} (${clocksOf(zone, year)})`
}

/** Zones by where they lie: those of the United Kingdom first, London before its islands, then by title and town. */
export function groupZones(zones: readonly string[], year: number): ZoneGroup[] {
  const groups = new Map<string, ZoneChoice[]>()
  for (const value of zones) {
    const title = own.has(value) ? ownTitle : (titles[value.split('/')[0] ?? ''] ?? restTitle)
    const choices = groups.get(title) ?? []
    groups.set(title, [...choices, { value, text: zoneInWords(value, year) }])
  }
  const place = (title: string) => (title === ownTitle ? 0 : title === restTitle ? 2 : 1)
  return [...groups]
    .map(([title, choices]) => ({
      title,
      zones: choices.sort(
        (a, b) =>
          Number(b.value === london) - Number(a.value === london) || a.text.localeCompare(b.text, 'en'),
      ),
    }))
    .sort((a, b) => place(a.title) - place(b.title) || a.title.localeCompare(b.title, 'en'))
}
