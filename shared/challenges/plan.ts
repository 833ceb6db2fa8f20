/** A day as calendars write it, `2026-12-14`, in London. */
export type PlanDay = string

/** A stage of the way from the start to the signature, with the day that the law or the authority gives it. */
export interface PlanStep {
  id: string
  title: string
  on: PlanDay
  /** The section or regulation that it comes from; empty for a step of the authority's own. */
  source: string
  /** The notice that it needs, `UK4`; empty for none. */
  notice: string
}

/** Something to be done for a plan, by somebody and by a day. */
export interface PlanTask {
  id: string
  title: string
  due: PlanDay
  source: string
  /** A member of the authority; null while nobody has it. */
  assignedTo: string | null
  doneAt: Date | null
  doneBy: string | null
}

/** The route that an authority chose for a challenge, with its dates and what there is to do. */
export interface ChallengePlan {
  /** The challenge's. */
  _id: string
  routeId: string
  routeTitle: string
  startOn: PlanDay
  /** What the advisor was told, as in the address of its page. */
  answers: Record<string, string>
  steps: PlanStep[]
  tasks: PlanTask[]
  /** The day for which the rules of law hold that the dates were reckoned by. */
  lawAsAt: PlanDay
  chosenAt: Date
  chosenBy: string
  updatedAt: Date
}
