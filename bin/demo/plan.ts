import { changeTask, choosePlan, findPlan, movePlanStep } from '../../server/challenges/index.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import type { DemoChallenge } from './demo-files.ts'
import { actorOf } from './organisations.ts'
import { instantOf } from './relative-time.ts'
import { startFor } from './working-days.ts'

type Route = NonNullable<DemoChallenge['route']>

/** Chooses the route so that its plan has the days on which the challenge is published and closes. */
export async function planChallenge(
  { createdBy, timetable: { respondBy } }: DemoChallenge,
  route: Route,
  id: string,
  publishedInDays: number | undefined,
  today: Date,
): Promise<void> {
  const actor = await actorOf(createdBy)
  if (publishedInDays === undefined) return choosePlan(actor, id, route.id, route.answers)
  const startOn = startFor(route, dayOf(instantOf({ inDays: publishedInDays, at: '09:30' }, today)))
  await choosePlan(actor, id, route.id, { ...route.answers, startOn })
  if (!respondBy) return
  const on = dayOf(instantOf(respondBy, today))
  await movePlanStep(actor, id, 'first-tenders-due', { on, isCarried: false })
}

/** After publication: what is on file is done, and what comes next has somebody who does it. */
export async function workOnPlan({ createdBy }: DemoChallenge, route: Route, id: string): Promise<void> {
  const actor = await actorOf(createdBy)
  const tasks = (await findPlan(actor, id)).plan?.tasks ?? []
  const publishedOn = tasks.find(({ id: task }) => task === 'notice-uk4-flexible')?.due ?? ''
  for (const task of tasks.filter(({ due }) => due <= publishedOn))
    await changeTask(actor, id, task.id, { isDone: true, assignedTo: actor.userId })
  const colleague = await actorOf(route.colleague)
  const [next, ...later] = tasks.filter(({ due }) => due > publishedOn)
  if (next) await changeTask(actor, id, next.id, { assignedTo: colleague.userId })
  if (later[0]) await changeTask(actor, id, later[0].id, { assignedTo: actor.userId })
}
