import { Router } from 'express'
import { paperStages } from '../../shared/outcomes/papers.ts'
import { requireSignIn } from '../platform/page.ts'
import * as adoption from './outcomes.adoption.pages.ts'
import * as study from './outcomes.case-study.pages.ts'
import * as pages from './outcomes.pages.ts'
import * as papers from './outcomes.papers.pages.ts'
import * as results from './outcomes.results.pages.ts'
import { reviewPages } from './outcomes.reviews.pages.ts'

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
for (const side of ['supplier', 'buyer'] as const) {
  const review = `${pilot}/reviews/:months/${side}`
  const { show, edit, save, skip } = reviewPages(side)
  outcomesRoutes.get(review, show)
  outcomesRoutes.get(`${review}/edit`, edit)
  outcomesRoutes.post(`${review}/edit`, save)
  outcomesRoutes.post(`${review}/skip`, skip)
}
outcomesRoutes.get(`${pilot}/decision`, results.decision)
outcomesRoutes.post(`${pilot}/decision`, results.saveDecision)
outcomesRoutes.get(`${pilot}/case-study`, study.show)
outcomesRoutes.post(`${pilot}/case-study`, study.begin)
outcomesRoutes.get(`${pilot}/case-study/edit`, study.edit)
outcomesRoutes.post(`${pilot}/case-study/edit`, study.save)
outcomesRoutes.get(`${pilot}/case-study/take-over`, study.takeOver)
outcomesRoutes.post(`${pilot}/case-study/send`, study.send)
outcomesRoutes.post(`${pilot}/case-study/agree`, study.agree)
outcomesRoutes.post(`${pilot}/case-study/change`, study.askChange)
outcomesRoutes.post(`${pilot}/case-study/withdraw`, study.withdraw)
outcomesRoutes.get(`${pilot}/terms`, adoption.terms)
outcomesRoutes.post(`${pilot}/terms`, adoption.saveTerms)
const shown = '/challenges/:id/results/:submissionId'
outcomesRoutes.get(`${shown}/adopt`, adoption.ways)
outcomesRoutes.post(`${shown}/adopt`, requireSignIn, adoption.ask)
outcomesRoutes.post(`${shown}/draft`, requireSignIn, adoption.draft)
outcomesRoutes.use('/adoptions', requireSignIn)
outcomesRoutes.get('/adoptions', adoption.list)
outcomesRoutes.get('/adoptions/:adoptionId', adoption.show)
outcomesRoutes.post('/adoptions/:adoptionId/answer', adoption.answer)
outcomesRoutes.post('/adoptions/:adoptionId/adopt', adoption.adopt)
outcomesRoutes.post('/adoptions/:adoptionId/withdraw', adoption.withdraw)
