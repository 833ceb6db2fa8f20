import { z } from 'zod'
import {
  addTaskSchema,
  changeTaskSchema,
  moveStepSchema,
} from '../../shared/challenges/challenges.plan.schema.ts'
import { answersSchema } from '../../shared/coaching/routes/answers.schema.ts'
import { routeIds } from '../../shared/coaching/routes/route-names.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { notFound } from '../platform/errors.ts'
import {
  addTask,
  changeTask,
  choosePlan,
  findPlan,
  movePlanStep,
  removeTask,
} from './challenges.plan.service.ts'

const params = z.object({ id: z.string().max(40) })
const stepParams = params.extend({ stepId: z.string().max(60) })
const taskParams = params.extend({ taskId: z.string().max(60) })

const planAnswer = z
  .object({
    routeId: z.enum(routeIds),
    routeTitle: z.string(),
    startOn: z.iso.date(),
    lawAsAt: z.iso.date().meta({ description: 'The day for which the rules of law hold' }),
    steps: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        on: z.iso.date(),
        source: z.string(),
        notice: z.string(),
        leastDays: z.int().nullable().meta({ description: 'After the step before, by law' }),
        mostDays: z.int().nullable().meta({ description: 'After signing, by law' }),
      }),
    ),
    tasks: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        due: z.iso.date(),
        source: z.string(),
        assignedTo: z.string().nullable(),
        doneAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'Plan' })

async function answerWith(actor: Actor, id: string) {
  const { plan } = await findPlan(actor, id)
  if (!plan) throw notFound('Plan')
  const { routeId, routeTitle, startOn, lawAsAt, steps, tasks } = plan
  return {
    routeId,
    routeTitle,
    startOn,
    lawAsAt,
    steps,
    tasks: tasks.map(({ id: taskId, title, due, source, assignedTo, doneAt }) => ({
      id: taskId,
      title,
      due,
      source,
      assignedTo,
      doneAt,
    })),
  }
}

const common = { tag: 'challenges', auth: 'signed-in', params, answer: planAnswer } as const

/** The plan of a challenge for programs of its authority. */
export const planEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/challenges/{id}/plan',
    summary: 'Read the plan of a challenge',
    handle: ({ actor, params: { id } }) => answerWith(actor, id),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/challenges/{id}/plan',
    summary: 'Make a route that the advisor finds open the plan',
    body: z.strictObject({ routeId: z.enum(routeIds), answers: answersSchema }),
    handle: async ({ actor, params: { id }, body: { routeId, answers } }) => {
      await choosePlan(actor, id, routeId, answers)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...common,
    method: 'patch',
    path: '/challenges/{id}/plan/steps/{stepId}',
    summary: 'Move a step to another day; the law is asked again about every day',
    params: stepParams,
    body: moveStepSchema,
    handle: async ({ actor, params: { id, stepId }, body }) => {
      await movePlanStep(actor, id, stepId, body)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/challenges/{id}/plan/tasks',
    summary: 'Add a task of your own',
    status: 201,
    body: addTaskSchema,
    handle: async ({ actor, params: { id }, body }) => {
      await addTask(actor, id, body)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...common,
    method: 'patch',
    path: '/challenges/{id}/plan/tasks/{taskId}',
    summary: 'Tick a task, or give it to a member of your authority',
    params: taskParams,
    body: changeTaskSchema,
    handle: async ({ actor, params: { id, taskId }, body }) => {
      await changeTask(actor, id, taskId, body)
      return answerWith(actor, id)
    },
  }),
  endpoint({
    ...common,
    method: 'delete',
    path: '/challenges/{id}/plan/tasks/{taskId}',
    summary: 'Take a task of your own out',
    params: taskParams,
    handle: async ({ actor, params: { id, taskId } }) => {
      await removeTask(actor, id, taskId)
      return answerWith(actor, id)
    },
  }),
]
