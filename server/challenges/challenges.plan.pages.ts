import type { Request, Response } from 'express'
import {
  addTaskSchema,
  changeTaskSchema,
  choosePlanSchema,
  moveStepSchema,
} from '../../shared/challenges/challenges.plan.schema.ts'
import { planCalendar } from '../../shared/challenges/plan-calendar.ts'
import { answersFrom } from '../../shared/challenges/plan-answers.ts'
import { adviceFor } from '../../shared/coaching/routes/advise.ts'
import { type Answers, defaultAnswers } from '../../shared/coaching/routes/answers.ts'
import { answersSchema, answersToQuery } from '../../shared/coaching/routes/answers.schema.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import { law } from '../coaching/index.ts'
import { membersOf } from '../organisations/index.ts'
import { resourcesOnRoutes } from '../resources/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { type FormState, fieldErrors, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { advisorChoices, atNoon, presentPlan } from './challenges.plan.presenter.ts'
import {
  addTask,
  changeTask,
  choosePlan,
  findPlan,
  movePlanStep,
  removeTask,
} from './challenges.plan.service.ts'
import { mayDo, presentChallenge } from './challenges.presenter.ts'

/** The routes that the law leaves open for this challenge, by what its draft says and what is answered besides. */
export async function routePage(req: Request, res: Response): Promise<void> {
  await renderRoute(req, res, formState())
}

async function renderRoute(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const { challenge, plan } = await findPlan(actor, param(req, 'id'))
  if (!mayDo(actor, challenge).plan)
    throw new AppError('forbidden', 'Only members of this authority can choose its route')
  const known = plan
    ? answersSchema.catch(answersFrom(challenge)).parse(plan.answers)
    : answersFrom(challenge)
  const asked = askedIn(req)
  const parsed = answersSchema.safeParse({ ...answersToQuery(known), ...asked })
  const answers = parsed.success ? parsed.data : known
  const advice = adviceFor(answers, law(), dayOf(now()))
  res.render('challenges/route', {
    challenge: presentChallenge(challenge, actor),
    plan,
    advice,
    resources: Object.fromEntries(await resourcesOnRoutes(advice.routes.map(({ id }) => id))),
    asAt: atNoon(law().asAt),
    answers: Object.entries(answersToQuery(answers)),
    asked: formState(
      { ...defaultAnswers, ...answers, ...asked },
      parsed.success ? {} : fieldErrors(parsed.error),
    ),
    choices: advisorChoices,
    form: state,
  })
}

/** The answers in the address; words that are no answer are shown with what is wrong. */
function askedIn(req: Request): Record<string, unknown> {
  const names = new Set(Object.keys(answersSchema.shape))
  return Object.fromEntries(Object.entries(req.query).filter(([name]) => names.has(name)))
}

export const choose = form({
  schema: choosePlanSchema,
  show: renderRoute,
  act: async ({ routeId, answers }, req, res) => {
    const parsed = answersSchema.safeParse(answers)
    if (!parsed.success)
      throw new AppError('invalid', 'The answers can’t be read any more: answer them again')
    await choosePlan(actorOf(req), param(req, 'id'), routeId, parsed.data satisfies Answers)
    res.redirect(303, `/challenges/${param(req, 'id')}/plan?done=chosen`)
  },
})

const notices: Record<string, string> = {
  chosen: 'The route is your plan now. Give its tasks to people.',
  moved: 'Moved. Every day still keeps the law.',
  changed: 'Saved.',
}

/** The stages with their days, and the checklist with who and when. */
export async function planPage(req: Request, res: Response): Promise<void> {
  await renderPlan(req, res, formState())
}

async function renderPlan(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const { challenge, plan } = await findPlan(actor, param(req, 'id'))
  const members = plan ? await membersOf(plan.authorityId) : []
  const done = typeof req.query['done'] === 'string' ? req.query['done'] : ''
  res.render('challenges/plan', {
    challenge: presentChallenge(challenge, actor),
    plan: plan ? presentPlan(plan, challenge, members, dayOf(now())) : null,
    members: members.map(({ userId, name }) => ({ value: userId, text: name })),
    may: mayDo(actor, challenge),
    notice: Object.hasOwn(notices, done) ? notices[done] : undefined,
    moving: typeof req.query['move'] === 'string' ? req.query['move'] : stepOf(req),
    form: state,
  })
}

// The same page is shown by routes with and without a step in their path.
const stepOf = (req: Request): string => {
  const { stepId } = req.params
  return typeof stepId === 'string' ? stepId : ''
}

const toPlan = (req: Request, res: Response, done: string) =>
  res.redirect(303, `/challenges/${param(req, 'id')}/plan?done=${done}`)

export const move = form({
  schema: moveStepSchema,
  show: renderPlan,
  act: async (input, req, res) => {
    await movePlanStep(actorOf(req), param(req, 'id'), param(req, 'stepId'), input)
    toPlan(req, res, 'moved')
  },
})

export const change = form({
  schema: changeTaskSchema,
  show: renderPlan,
  act: async (input, req, res) => {
    await changeTask(actorOf(req), param(req, 'id'), param(req, 'taskId'), input)
    toPlan(req, res, 'changed')
  },
})

export const add = form({
  schema: addTaskSchema,
  show: renderPlan,
  act: async (input, req, res) => {
    await addTask(actorOf(req), param(req, 'id'), input)
    toPlan(req, res, 'changed')
  },
})

/** Takes a task of the authority's own away. */
export async function remove(req: Request, res: Response): Promise<void> {
  await removeTask(actorOf(req), param(req, 'id'), param(req, 'taskId'))
  toPlan(req, res, 'changed')
}

/** The plan as a calendar file. */
export async function calendar(req: Request, res: Response): Promise<void> {
  const { challenge, plan } = await findPlan(actorOf(req), param(req, 'id'))
  if (!plan) throw notFound('Plan')
  const { publicUrl } = config()
  const page = `${publicUrl}/challenges/${challenge._id}/plan`
  res
    .type('text/calendar; charset=utf-8')
    .attachment(`plan-${challenge._id}.ics`)
    .send(planCalendar(plan, challenge.title, page, new URL(publicUrl).hostname))
}
