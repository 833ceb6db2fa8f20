/** What other rooms may use of pilots and their results. */
export { addMilestone, decideMilestone } from './outcomes.milestones.service.ts'
export { listScaleUps, type ScaleUpDeadline } from './outcomes.papers.service.ts'
export { planPilot } from './outcomes.pilots.service.ts'
export {
  listPilotDeadlines,
  milestoneIds,
  milestoneTitle,
  type PilotDeadline,
} from './outcomes.read.service.ts'
export { recordReading } from './outcomes.readings.service.ts'
export { askToAdopt, adopt, answerAdoption, setTerms } from './outcomes.adoption.service.ts'
export {
  agreeToCaseStudy,
  beginCaseStudy,
  sendCaseStudy,
} from './outcomes.case-study.service.ts'
export { caseStudiesMoved } from './outcomes.case-study.moved.service.ts'
export { decideNext } from './outcomes.decision.service.ts'
export { countOutcomes, type CountedOutcomes, publishResults } from './outcomes.results.service.ts'
export { listReported } from './outcomes.reported.service.ts'
export {
  listReviewDeadlines,
  listUnplanned,
  type ReviewDeadline,
  type UnplannedPilot,
} from './outcomes.deadlines.service.ts'
export { submitReview } from './outcomes.reviews.service.ts'
