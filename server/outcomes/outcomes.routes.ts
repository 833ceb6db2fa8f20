import { Router } from 'express'
import { paperStages } from '../../shared/outcomes/papers.ts'
import { requireSignIn } from '../platform/page.ts'
import * as pages from './outcomes.pages.ts'
import * as papers from './outcomes.papers.pages.ts'
import * as results from './outcomes.results.pages.ts'

/** Pilots between their two sides, and what everybody may read of them. */
export const outcomesRoutes = Router()

const list = '/challenges/:id/pilot'
const pilot = `${list}/:submissionId`
const milestone = `${pilot}/milestones/:milestoneId`

outcomesRoutes.use(list, requireSignIn)
outcomesRoutes.get(list, pages.list)
outcomesRoutes.get(pilot, pages.show)
outcomesRoutes.get(`${pilot}/plan`, pages.plan)
outcomesRoutes.post(`${pilot}/plan`, pages.savePlan)
outcomesRoutes.get(`${pilot}/new-milestone`, pages.newMilestone)
outcomesRoutes.post(`${pilot}/new-milestone`, pages.saveNewMilestone)
outcomesRoutes.get(milestone, pages.milestone)
outcomesRoutes.post(milestone, pages.saveMilestone)
outcomesRoutes.post(`${milestone}/said-reached`, pages.sayReached)
outcomesRoutes.post(`${milestone}/state`, pages.decide)
outcomesRoutes.get(`${pilot}/outcomes/:outcomeId/new-reading`, pages.newReading)
outcomesRoutes.post(`${pilot}/outcomes/:outcomeId/new-reading`, pages.saveNewReading)
outcomesRoutes.get(`${pilot}/readings/:readingId`, pages.reading)
outcomesRoutes.post(`${pilot}/readings/:readingId`, pages.saveCorrection)
outcomesRoutes.get(`${pilot}/results`, results.publishForm)
outcomesRoutes.post(`${pilot}/results`, results.publish)
outcomesRoutes.get('/challenges/:id/results', results.results)
outcomesRoutes.use('/challenges/:id/scale-up', requireSignIn)
outcomesRoutes.get('/challenges/:id/scale-up', papers.invitation)
outcomesRoutes.post('/challenges/:id/scale-up', papers.invite)
for (const stage of paperStages) {
  const paper = `${pilot}/${papers.paperPaths[stage]}`
  const { show, edit, save, submit, withdraw, answer } = papers.paperPages(stage)
  outcomesRoutes.get(paper, show)
  outcomesRoutes.get(`${paper}/edit`, edit)
  outcomesRoutes.post(`${paper}/edit`, save)
  outcomesRoutes.post(`${paper}/submit`, submit)
  if (stage === 'pilot-report') continue
  outcomesRoutes.post(`${paper}/withdraw`, withdraw)
  outcomesRoutes.post(`${paper}/answer`, answer)
}
