/** One date of a challenge, as a calendar shows it. */
export interface CalendarDate {
  /** Unique for ever, so that a calendar that read it before changes it instead of adding another. */
  uid: string
  title: string
  at: Date
}

/** The dates of one thing. */
export interface CalendarOfDates {
  name: string
  url: string
  description: string
  /** Goes up with each change, so that calendars take the newer one. */
  sequence: number
  changedAt: Date
  isCancelled: boolean
  dates: CalendarDate[]
}

const stamp = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

/** Text as RFC 5545 wants it: commas, semicolons, backslashes and line ends are marked. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}]/gu, (sign) => (sign === '\n' ? sign : ' '))
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')

const longest = 75

/** A line of at most 75 bytes; what is longer goes on in the next, after a space. No letter is cut in two. */
export function folded(line: string): string {
  const encoder = new TextEncoder()
  const lines: string[] = []
  let current = ''
  let bytes = 0
  for (const sign of line) {
    const size = encoder.encode(sign).length
    if (bytes + size > longest) {
      lines.push(current)
      current = ' '
      bytes = 1
    }
    current += sign
    bytes += size
  }
  return [...lines, current].join('\r\n')
}

/** A calendar file (RFC 5545) with an entry of no length at each date. */
export function calendarFile({
  name,
  url,
  description,
  sequence,
  changedAt,
  isCancelled,
  dates,
}: CalendarOfDates): string {
  const events = dates.flatMap(({ uid, title, at }) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp(changedAt)}`,
    `DTSTART:${stamp(at)}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ])
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Foothold//Challenges//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
