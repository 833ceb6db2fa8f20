import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { challengeKindNames, challengeKinds } from '../../shared/challenges/kinds.ts'
import type { ChallengePlan } from '../../shared/challenges/plan.ts'
import type { Day } from '../../shared/coaching/law/law.ts'
import { dayOf, daysBetween } from '../../shared/coaching/law/periods.ts'
import {
  contractKinds,
  engagements,
  invitations,
  nations,
  novelties,
  research,
  scalings,
  suppliersWhoCould,
  urgencies,
  yesOrNo,
} from '../../shared/coaching/routes/answers.ts'
import { instantInLondon } from '../../shared/platform/dates.ts'

const items = (choices: Record<string, string>) =>
  Object.entries(choices).map(([value, text]) => ({ value, text }))

/** What a draft can't say of the advisor's questions, each a choice; the rest stands in the draft. */
export const advisorChoices = [
  { name: 'nation', label: 'Where in the UK are you?', items: items(nations) },
  { name: 'contract', label: 'What is the contract mainly for?', items: items(contractKinds) },
  { name: 'novelty', label: 'How new is what you look for?', items: items(novelties) },
  { name: 'atRequest', label: 'Is it developed at your request?', items: items(yesOrNo) },
  { name: 'research', label: 'Is there research and development in it?', items: items(research) },
  { name: 'publicBenefit', label: 'Does the research benefit the public?', items: items(yesOrNo) },
  { name: 'whoCould', label: 'How many suppliers could do it?', items: items(suppliersWhoCould) },
  { name: 'scaling', label: 'Do you foresee scaling up?', items: items(scalings) },
  { name: 'engagement', label: 'Have you asked the market?', items: items(engagements) },
  { name: 'invitation', label: 'Who may respond?', items: items(invitations) },
  { name: 'urgency', label: 'Is it urgent by the law?', items: items(urgencies) },
]

/** A day at noon in London, for the filters of a page. */
export function atNoon(day: Day): Date {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return instantInLondon(year, month, date, 12) ?? new Date(`${day}T12:00:00Z`)
}

function partsOf(day: Day) {
  const [year = '', month = '', date = ''] = day.split('-')
  return { day: String(Number(date)), month: String(Number(month)), year }
}

const firstDeadlines = new Set(['requests-due', 'first-tenders-due', 'tenders-due'])

/** What the challenge would have to be for this route, where it is something else; null where they agree. */
function otherKindOf({ challengeKind }: ChallengePlan, { kind }: ChallengeRecord): string | null {
  const name = challengeKindNames.find((one) => one === challengeKind)
  return name && name !== kind ? challengeKinds[name].label : null
}

/** A plan as its page shows it to its authority; ids of people become names. */
export function presentPlan(
  plan: ChallengePlan,
  challenge: ChallengeRecord,
  members: { userId: string; name: string }[],
  today: Day,
) {
  const nameOf = (userId: string | null) => members.find((one) => one.userId === userId)?.name ?? ''
  const deadline = plan.steps.find(({ id }) => firstDeadlines.has(id))
  const { respondBy } = challenge.timetable
  const isAside = deadline && respondBy && dayOf(respondBy) !== deadline.on
  return {
    routeTitle: plan.routeTitle,
    lawAsAt: atNoon(plan.lawAsAt),
    answers: new URLSearchParams(plan.answers).toString(),
    steps: plan.steps.map((step) => ({
      ...step,
      at: atNoon(step.on),
      parts: partsOf(step.on),
      isPast: step.on < today,
    })),
    tasks: plan.tasks
      .toSorted((a, b) => a.due.localeCompare(b.due))
      .map((task) => ({
        id: task.id,
        title: task.title,
        source: task.source,
        at: atNoon(task.due),
        isDone: task.doneAt !== null,
        doneAt: task.doneAt,
        doneBy: nameOf(task.doneBy),
        assignedTo: task.assignedTo ?? '',
        assignee: nameOf(task.assignedTo),
        isLate: task.doneAt === null && task.due < today,
        isSoon: task.doneAt === null && task.due >= today && daysBetween(today, task.due) <= 3,
        isOwn: task.stepId === null,
      })),
    done: plan.tasks.filter(({ doneAt }) => doneAt !== null).length,
    otherKind: otherKindOf(plan, challenge),
    aside: isAside ? { planned: atNoon(deadline.on), stated: respondBy } : null,
  }
}
