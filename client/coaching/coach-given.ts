import type { CoachDraft, CoachFacts } from '../../shared/coaching/coach/draft.ts'
import type { Finding } from '../../shared/coaching/coach/finding.ts'
import type { Scores } from '../../shared/coaching/coach/scores.ts'

export type Decision = Pick<Finding, 'rule' | 'field' | 'quote'>

/** What the server says of the draft beside this form, and what it found in it. */
export interface Given {
  draft: CoachDraft
  facts: CoachFacts
  decided: Decision[]
  /** The fields of this page; what is said of others stands on the page of all findings. */
  fields: string[]
  findings: Finding[]
}

/** What the coach says of a form as it stands. */
export interface FormCoaching {
  findings: Finding[]
  scores: Scores
  isTooShort: boolean
}
