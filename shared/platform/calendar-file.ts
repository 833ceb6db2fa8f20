/** Something on a calendar: a whole day (`2026-12-14`), or an instant of no length. */
export interface CalendarEntry {
  /** Unique for ever, so that a calendar that read it before changes it instead of adding another. */
  uid: string
  title: string
  description: string
  when: string | Date
  /** Where it lasts: until this instant. */
  until?: Date
  /** An absolute address. */
  url?: string
  /** Goes up with each change, so that calendars take the newer one. */
  sequence?: number
  isCancelled?: boolean
  /** Who calls the meeting: a name and an e-mail address. */
  organiser?: { name: string; email: string }
}

const stamp = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

/** Text as RFC 5545 wants it: commas, semicolons, backslashes and line ends are marked. */
const escaped = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\p{Cc}]/gu, (sign) => (sign === '\n' ? sign : ' '))
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')

const longestLine = 75

/** A line of at most 75 bytes; what is longer goes on in the next, after a space. No letter is cut in two. */
export function folded(line: string): string {
  const encoder = new TextEncoder()
  const lines: string[] = []
  let current = ''
  let bytes = 0
  for (const sign of line) {
    const size = encoder.encode(sign).length
    if (bytes + size > longestLine) {
      lines.push(current)
      current = ' '
      bytes = 1
    }
    current += sign
    bytes += size
  }
  return [...lines, current].join('\r\n')
}

const eventOf = (entry: CalendarEntry, madeAt: Date): string[] => [
  'BEGIN:VEVENT',
  `UID:${entry.uid}`,
  `DTSTAMP:${stamp(madeAt)}`,
  typeof entry.when === 'string'
    ? `DTSTART;VALUE=DATE:${entry.when.replaceAll('-', '')}`
    : `DTSTART:${stamp(entry.when)}`,
  ...(entry.until ? [`DTEND:${stamp(entry.until)}`] : []),
  ...(entry.organiser
    ? [
        `ORGANIZER;CN="${entry.organiser.name.replaceAll(/["\p{Cc}]/gu, ' ')}":mailto:${entry.organiser.email}`,
      ]
    : []),
  ...(entry.sequence === undefined ? [] : [`SEQUENCE:${entry.sequence}`]),
  ...(entry.isCancelled === undefined ? [] : [`STATUS:${entry.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`]),
  `SUMMARY:${escaped(entry.title)}`,
  `DESCRIPTION:${escaped(entry.description)}`,
  ...(entry.url ? [`URL:${entry.url}`] : []),
  // A deadline leaves the time free; what somebody takes part in does not.
  `TRANSP:${entry.until ? 'OPAQUE' : 'TRANSPARENT'}`,
  'END:VEVENT',
]

/** What a calendar is to do with the entries (RFC 5546): take them in, or take them out. */
export type CalendarMethod = 'PUBLISH' | 'CANCEL'

/** A calendar file (RFC 5545) with these entries. @param madeAt the instant that it says it was made at */
export function calendarFile(
  name: string,
  entries: readonly CalendarEntry[],
  madeAt: Date,
  method: CalendarMethod = 'PUBLISH',
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Foothold//Foothold//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap((entry) => eventOf(entry, madeAt)),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
