/** What other rooms may use of pilots and their results. */
export { addMilestone } from './outcomes.milestones.service.ts'
export { listScaleUps, type ScaleUpDeadline } from './outcomes.papers.service.ts'
export { planPilot } from './outcomes.pilots.service.ts'
export { listPilotDeadlines, milestoneTitle, type PilotDeadline } from './outcomes.read.service.ts'
export { countOutcomes } from './outcomes.results.service.ts'
export { recordReading } from './outcomes.readings.service.ts'
