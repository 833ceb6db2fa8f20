import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as pages from './outcomes.pages.ts'
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
