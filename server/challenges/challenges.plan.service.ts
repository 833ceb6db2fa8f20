import type { ClientSession, HydratedDocument } from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import {
  challengePlanChanged,
  challengePlanChosen,
  challengePlanTaskAssigned,
} from '../../shared/challenges/challenges.events.ts'
import {
  type AddTask,
  type ChangeTask,
  mostTasks,
  type MoveStep,
} from '../../shared/challenges/challenges.plan.schema.ts'
import { type ChallengePlan, type PlanTask, stepsOf, tasksOf } from '../../shared/challenges/plan.ts'
import { moveStep, planProblems } from '../../shared/challenges/plan-dates.ts'
import { adviceFor } from '../../shared/coaching/routes/advise.ts'
import type { Answers } from '../../shared/coaching/routes/answers.ts'
import { answersToQuery } from '../../shared/coaching/routes/answers.schema.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import type { RouteId } from '../../shared/coaching/routes/route-names.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { law } from '../coaching/index.ts'
import { membersOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { Plan } from './challenges.plan.model.ts'
import { challengePolicy } from './challenges.policy.ts'
import { getVisibleChallenge, loadForChange, standingOf } from './challenges.service.ts'

const whoPlans = 'Only members of this authority can change its plan'
type PlanDocument = HydratedDocument<ChallengePlan>

/** The plan of a challenge for those who may read it; null while no route is chosen. @throws AppError not-found */
export async function findPlan(
  actor: Actor,
  id: string,
): Promise<{ challenge: ChallengeRecord; plan: ChallengePlan | null }> {
  const challenge = await getVisibleChallenge(actor, id)
  if (!challengePolicy.seePlan(actor, standingOf(challenge))) throw notFound('Plan')
  return { challenge, plan: await Plan.findById(id).lean<ChallengePlan>() }
}

/**
 * Makes a route of the advice the challenge's plan. Chosen again, it replaces the plan; who had which task, and what
 * is done, stays with the tasks that remain.
 * @throws AppError invalid for a route that is closed or has no calendar
 */
export async function choosePlan(
  actor: Actor,
  id: string,
  routeId: RouteId,
  answers: Answers,
): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    allow(challengePolicy.plan(actor, standingOf(challenge.toObject())), whoPlans)
    const advice = adviceFor(answers, law(), dayOf(now()))
    const route = advice.routes.find((one) => one.id === routeId)
    if (!route || advice.refusal)
      throw new AppError('invalid', advice.refusal?.sentence ?? 'This route is not known')
    const unmet = route.conditions.find(({ state }) => state === 'unmet')
    if (unmet) throw new AppError('invalid', `This route is closed: ${unmet.words} (${unmet.section})`)
    if (!route.calendar) throw new AppError('invalid', route.calendarRefusal)

    const before = await Plan.findById(id).session(session)
    const steps = stepsOf(route)
    const plan = before ?? new Plan({ _id: id, authorityId: challenge.authorityId })
    plan.set({
      routeId,
      routeTitle: route.title,
      challengeKind: route.challengeKind,
      startOn: route.calendar.startOn,
      answers: answersToQuery(answers),
      steps,
      tasks: withEarlier(tasksOf(route, steps), before?.toObject().tasks ?? []),
      lawAsAt: advice.asAt,
      chosenAt: now(),
      chosenBy: actor.userId,
      updatedAt: now(),
    })
    await plan.save({ session })
    await record(session, actor, challengePlanChosen, { challengeId: id, routeId })
  })
}

/** The tasks of a route, with what was done of them before, and the authority's own. */
function withEarlier(tasks: PlanTask[], earlier: PlanTask[]): PlanTask[] {
  const kept = tasks.map((task) => {
    const same = earlier.find(({ id }) => id === task.id)
    return same ? { ...task, assignedTo: same.assignedTo, doneAt: same.doneAt, doneBy: same.doneBy } : task
  })
  return [...kept, ...earlier.filter(({ stepId }) => stepId === null)]
}

async function changePlan(
  actor: Actor,
  id: string,
  change: (plan: PlanDocument, session: ClientSession) => Promise<void> | void,
): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    allow(challengePolicy.plan(actor, standingOf(challenge.toObject())), whoPlans)
    const plan = await Plan.findById(id).session(session)
    if (!plan) throw notFound('Plan')
    await change(plan, session)
    plan.set({ updatedAt: now() })
    await plan.save({ session })
  })
}

/**
 * Moves a step to another day, and what follows with it if asked; the law is asked again about every day.
 * @throws AppError invalid with the first lawful day where the new one can't stand
 */
export async function movePlanStep(actor: Actor, id: string, stepId: string, input: MoveStep): Promise<void> {
  await changePlan(actor, id, async (plan, session) => {
    const before = plan.toObject()
    if (!before.steps.some((step) => step.id === stepId)) throw notFound('Step')
    const steps = lawful(() => moveStep(before.steps, stepId, input.on, input.isCarried, law()))
    const problems = Object.entries(planProblems(steps, law()))
    if (problems.length > 0) {
      const [[first, words] = ['', '']] = problems
      const title = steps.find((step) => step.id === first)?.title ?? ''
      const sentence = first === stepId ? words : `“${title}” can’t stay: ${words}`
      throw new AppError('invalid', sentence, { [`steps.${stepId}`]: sentence })
    }
    const tasks = before.tasks.map((task) => {
      const due = steps.find((step) => step.id === task.stepId)?.on ?? task.due
      return due === task.due ? task : { ...task, due, reminded: '' as const }
    })
    plan.set({ steps, tasks })
    await record(session, actor, challengePlanChanged, { challengeId: id, stepId })
  })
}

function lawful<Result>(reckon: () => Result): Result {
  try {
    return reckon()
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('invalid', error.message)
    throw error
  }
}

/** Ticks a task, takes the tick away, or gives it to a member of the authority (to nobody, if empty). */
export async function changeTask(
  actor: Actor,
  id: string,
  taskId: string,
  { isDone, assignedTo }: ChangeTask,
): Promise<void> {
  await changePlan(actor, id, async (plan, session) => {
    const task = plan.tasks.find((one) => one.id === taskId)
    if (!task) throw notFound('Task')
    if (isDone !== undefined) {
      task.doneAt = isDone ? now() : null
      task.doneBy = isDone ? actor.userId : null
    }
    if (assignedTo === undefined || assignedTo === (task.assignedTo ?? '')) return
    const members = await membersOf(plan.authorityId)
    if (assignedTo !== '' && !members.some(({ userId }) => userId === assignedTo))
      throw new AppError('invalid', 'Choose a member of your authority')
    task.assignedTo = assignedTo || null
    if (assignedTo)
      await record(session, actor, challengePlanTaskAssigned, { challengeId: id, taskId, userId: assignedTo })
  })
}

/** Adds a task of the authority's own. */
export async function addTask(actor: Actor, id: string, { title, due }: AddTask): Promise<void> {
  await changePlan(actor, id, (plan) => {
    if (plan.tasks.length >= mostTasks) throw new AppError('invalid', `At most ${mostTasks} tasks`)
    const task: PlanTask = {
      id: newId(),
      title,
      due,
      source: '',
      stepId: null,
      assignedTo: null,
      doneAt: null,
      doneBy: null,
      reminded: '',
    }
    plan.tasks.push(task)
  })
}

/** Takes a task of the authority's own away again; what the route needs can only be done. */
export async function removeTask(actor: Actor, id: string, taskId: string): Promise<void> {
  await changePlan(actor, id, (plan) => {
    const task = plan.tasks.find((one) => one.id === taskId)
    if (!task) throw notFound('Task')
    if (task.stepId !== null)
      throw new AppError('conflict', 'The route needs this task: it can’t be taken out')
    plan.tasks = plan.tasks.filter((one) => one.id !== taskId)
  })
}
