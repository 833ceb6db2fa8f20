import { changeTask, choosePlan, findPlan, movePlanStep } from '../../server/challenges/index.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import type { DemoEvaluation } from './demo-evaluations.ts'
import type { DemoChallenge, RelativeTime } from './demo-files.ts'
import { actorOf } from './organisations.ts'
import { instantOf } from './relative-time.ts'
import { startFor } from './working-days.ts'

type Route = NonNullable<DemoChallenge['route']>

/**
 * Chooses the route so that its plan has the days on which the challenge is published and closes.
 * @param came how it went on; undefined for one that nobody evaluated
 */
export async function planChallenge(
  { createdBy, timetable: { respondBy } }: DemoChallenge,
  route: Route,
  id: string,
  publishedInDays: number | undefined,
  today: Date,
  came?: Pick<DemoEvaluation, 'agreed' | 'released' | 'signed'>,
): Promise<void> {
  const actor = await actorOf(createdBy)
  if (publishedInDays === undefined) return choosePlan(actor, id, route.id, route.answers)
  const startOn = startFor(route, dayOf(instantOf({ inDays: publishedInDays, at: '09:30' }, today)))
  await choosePlan(actor, id, route.id, { ...route.answers, startOn })
  if (!respondBy) return
  const dayIn = (time: RelativeTime) => dayOf(instantOf(time, today))
  const steps = (await findPlan(actor, id)).plan?.steps ?? []
  const isStaged = steps.some((step) => step.id === 'first-tenders-due')
  const move = (stepId: string, time: RelativeTime) =>
    movePlanStep(actor, id, stepId, { on: dayIn(time), isCarried: !isStaged })
  await move(isStaged ? 'first-tenders-due' : 'tenders-due', respondBy)
  if (!came || isStaged) return
  await move('assessed', came.agreed)
  await move('decided', came.released)
  await move('sign', came.signed)
}

/** After publication: what is on file is done, and what comes next has somebody who does it. */
export async function workOnPlan({ createdBy }: DemoChallenge, route: Route, id: string): Promise<void> {
  const actor = await actorOf(createdBy)
  const { plan } = await findPlan(actor, id)
  const tasks = plan?.tasks ?? []
  const goesOut = plan?.steps.find((step) => step.id === 'uk4-flexible' || step.id === 'prepared')
  const publishedOn = goesOut?.on ?? ''
  for (const task of tasks.filter(({ due }) => due <= publishedOn))
    await changeTask(actor, id, task.id, { isDone: true, assignedTo: actor.userId })
  const colleague = await actorOf(route.colleague)
  const [next, ...later] = tasks.filter(({ due }) => due > publishedOn)
  if (next) await changeTask(actor, id, next.id, { assignedTo: colleague.userId })
  if (later[0]) await changeTask(actor, id, later[0].id, { assignedTo: actor.userId })
}
