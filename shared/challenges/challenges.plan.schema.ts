import { z } from 'zod'
import { day } from '../coaching/law/day.schema.ts'
import { routeIds } from '../coaching/routes/route-names.ts'
import { required } from './fields.ts'

const isYes = z
  .union([z.boolean(), z.enum(['yes', 'no', ''])])
  .default(false)
  .transform((given) => given === true || given === 'yes')

/** One route of the advice becomes the plan; the answers that led to it come as the advisor's address has them. */
export const choosePlanSchema = z.strictObject({
  routeId: z.enum(routeIds, { error: 'Choose one of the routes' }),
  answers: z.record(z.string().max(40), z.string().max(400)).default({}),
})

/** Another day for a step; what follows goes with it unless it is told to stay. */
export const moveStepSchema = z.strictObject({ on: day('The day'), isCarried: isYes })
export type MoveStep = z.output<typeof moveStepSchema>

/** Whether a task is done, and who has it; what is left out stays. */
export const changeTaskSchema = z.strictObject({
  isDone: z
    .union([z.boolean(), z.enum(['yes', 'no'])])
    .transform((given) => given === true || given === 'yes')
    .optional(),
  assignedTo: z.string().max(40).optional(),
})
export type ChangeTask = z.output<typeof changeTaskSchema>

/** At most so many tasks in a plan: beyond it nobody reads them. */
export const mostTasks = 60

/** A task of the authority's own. */
export const addTaskSchema = z.strictObject({
  title: required(200, 'The task', 'Say what is to be done'),
  due: day('The day'),
})
export type AddTask = z.output<typeof addTaskSchema>
