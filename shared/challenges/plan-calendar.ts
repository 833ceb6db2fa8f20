import { addDays } from '../coaching/law/periods.ts'
import type { ChallengePlan } from './plan.ts'

const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n')
const compact = (day: string): string => day.replaceAll('-', '')
const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')

/** RFC 5545 §3.1: at most 75 octets in a line, the rest on lines that begin with a space. */
function folded(line: string): string {
  const lines: string[] = []
  let length = 0
  let current = ''
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length
    if (length + octets > 75) {
      lines.push(current)
      current = ' '
      length = 1
    }
    current += character
    length += octets
  }
  return [...lines, current].join('\r\n')
}

function event(uid: string, day: string, summary: string, description: string, changed: Date): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp(changed)}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
    `SUMMARY:${escaped(summary)}`,
    ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/**
 * A plan as a calendar file (RFC 5545): its steps, and what is still to be done, as events of a whole day.
 * @param host names whose events they are, in their ids: importing the file again changes them and adds none
 */
export function planCalendar(plan: ChallengePlan, title: string, url: string, host: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Foothold//Plan of a challenge//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(title)}`,
    ...plan.steps.flatMap((step) =>
      event(
        `${plan._id}-step-${step.id}@${host}`,
        step.on,
        `${step.title}: ${title}`,
        [step.source && `Procurement Act 2023: ${step.source}`, url].filter(Boolean).join('\n'),
        plan.updatedAt,
      ),
    ),
    ...plan.tasks
      .filter(({ doneAt, id }) => doneAt === null && !id.startsWith('notice-'))
      .flatMap((task) =>
        event(
          `${plan._id}-task-${task.id}@${host}`,
          task.due,
          `To do: ${task.title}`,
          `${title}\n${url}`,
          plan.updatedAt,
        ),
      ),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
