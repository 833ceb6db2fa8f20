import mongoose from 'mongoose'
import { challengePlanTaskDue } from '../../shared/challenges/challenges.events.ts'
import type { PlanTask } from '../../shared/challenges/plan.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { system } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { Challenge } from './challenges.model.ts'
import { Plan } from './challenges.plan.model.ts'

const { trusted } = mongoose

/** How many days ahead the first reminder of a task goes out; the second goes on its day. */
export const daysAhead = 3

/** Which reminder of a task is due on this day and hasn't gone out; null for none. */
export function reminderDue({ due, doneAt, reminded }: PlanTask, today: string): 'soon' | 'due' | null {
  if (doneAt !== null || reminded === 'due') return null
  if (due <= today) return 'due'
  return reminded === '' && due <= addDays(today, daysAhead) ? 'soon' : null
}

/** Plans in which a reminder is due. */
export async function listPlansDue(limit = 1000): Promise<string[]> {
  const today = dayOf(now())
  const isDue = { due: { $lte: today }, reminded: { $ne: 'due' } }
  const isSoon = { due: { $lte: addDays(today, daysAhead) }, reminded: '' }
  const rows = await Plan.find(
    { tasks: trusted({ $elemMatch: { doneAt: null, $or: [isDue, isSoon] } }) },
    { _id: 1 },
  )
    .limit(limit)
    .lean<{ _id: string }[]>()
  return rows.map(({ _id }) => _id)
}

/** Tells of each task of a plan that comes due, once for each reminder. Safe to repeat. */
export async function remindOfPlan(id: string): Promise<void> {
  await transaction(async (session) => {
    const plan = await Plan.findById(id).session(session)
    const challenge = await Challenge.findById(id).session(session)
    if (!plan || !challenge) return
    const isOver = challenge.status === 'withdrawn'
    for (const task of plan.tasks) {
      const reminder = reminderDue(task, dayOf(now()))
      if (!reminder) continue
      task.reminded = isOver ? 'due' : reminder
      if (isOver) continue
      const userId = task.assignedTo ?? undefined
      await record(session, system, challengePlanTaskDue, {
        challengeId: id,
        taskId: task.id,
        ...(userId ? { userId } : {}),
      })
    }
    await plan.save({ session })
  })
}

/** A task in words, for a reminder: what and until when; null for one that is gone. */
export async function findPlanTask(challengeId: string, taskId: string): Promise<PlanTask | null> {
  const plan = await Plan.findById(challengeId).lean<{ tasks: PlanTask[] }>()
  return plan?.tasks.find(({ id }) => id === taskId) ?? null
}
