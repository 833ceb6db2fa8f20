import { type CalendarEntry, calendarFile } from '../platform/calendar-file.ts'
import type { ChallengePlan } from './plan.ts'

/**
 * A plan as a calendar file: its steps, and what is still to be done, as events of a whole day.
 * @param host names whose events they are, in their ids: importing the file again changes them and adds none
 */
export function planCalendar(plan: ChallengePlan, title: string, url: string, host: string): string {
  const steps = plan.steps.map(
    (step): CalendarEntry => ({
      uid: `${plan._id}-step-${step.id}@${host}`,
      when: step.on,
      title: `${step.title}: ${title}`,
      description: [step.source && `Procurement Act 2023: ${step.source}`, url].filter(Boolean).join('\n'),
    }),
  )
  const tasks = plan.tasks
    .filter(({ doneAt, id }) => doneAt === null && !id.startsWith('notice-'))
    .map(
      (task): CalendarEntry => ({
        uid: `${plan._id}-task-${task.id}@${host}`,
        when: task.due,
        title: `To do: ${task.title}`,
        description: `${title}\n${url}`,
      }),
    )
  return calendarFile(title, [...steps, ...tasks], plan.updatedAt)
}
