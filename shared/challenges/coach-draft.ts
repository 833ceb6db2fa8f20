import type { CoachDraft } from '../coaching/coach/draft.ts'
import type { ChallengeContent } from './challenge.ts'
import { kindFacts } from './kinds.ts'

/** A challenge as the drafting coach reads it. What its kind has no place for isn't asked for. */
export function draftForCoach(content: ChallengeContent): CoachDraft {
  const { regime, isJudged } = kindFacts(content.kind)
  const { onFile, timetable, contact, budget, shortTime } = content
  return {
    title: content.title,
    summary: content.summary,
    problem: content.problem,
    whoHasIt: content.whoHasIt,
    users: content.users,
    outcomes: content.outcomes.map(({ title, measure, unit, baseline, target }) => ({
      title,
      measure,
      unit,
      baseline,
      target,
    })),
    context: content.context,
    constraints: content.constraints,
    dataAvailable: content.dataAvailable,
    asks: content.asks,
    criteria: isJudged
      ? content.criteria.map(({ title, description, weight }) => ({ title, description, weight }))
      : undefined,
    assessmentMethod: content.assessmentMethod,
    timetable: { askBy: timetable.askBy, answerBy: timetable.answerBy, respondBy: timetable.respondBy },
    shortTimeReason: shortTime.reason,
    budget: { pilotPence: budget.pilotPence, pilots: budget.pilots, scalePence: budget.scalePence },
    stages: [...content.stages],
    lots: isJudged ? onFile.lots.decision && `${onFile.lots.decision}: ${onFile.lots.note}` : undefined,
    smeBarriers: regime === 'before-procurement' ? undefined : onFile.smeBarriers,
    contact: { name: contact.name, email: contact.email },
  }
}

// What the fields of running text are called on their pages.
const labels: Record<string, string> = {
  title: 'Title',
  summary: 'Summary',
  problem: 'The problem',
  whoHasIt: 'Who has it',
  users: 'Who will use it',
  outcomes: 'The outcomes you want',
  context: 'Context',
  constraints: 'What can’t change',
  dataAvailable: 'Data that suppliers can have',
  budget: 'Budget',
  stages: 'Stages',
  timetable: 'Timetable',
  asks: 'What you ask suppliers for',
  criteria: 'Criteria',
  assessmentMethod: 'How do you give scores?',
  contact: 'Contact',
  onFile: 'What is on file',
}

/** What the field of a finding is called: `Outcome 2`, `The problem`. */
export function fieldLabel(path: string): string {
  const [field = '', index] = path.split('.')
  const number = Number(index) + 1
  if (field === 'outcomes' && index !== undefined) return `Outcome ${number}`
  if (field === 'criteria' && index !== undefined) return `Criterion ${number}`
  return labels[field] ?? ''
}
