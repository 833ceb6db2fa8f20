import { Router } from 'express'
import { limitRequests } from '../platform/limits.ts'
import { requireSignIn } from '../platform/page.ts'
import * as consensus from './evaluation.consensus.pages.ts'
import * as guests from './evaluation.guests.pages.ts'
import * as pages from './evaluation.pages.ts'
import * as records from './evaluation.record.pages.ts'
import * as reports from './evaluation.report.pages.ts'
import * as scores from './evaluation.scores.pages.ts'

/** Evaluating what was answered to a challenge: the panel, its scores, what it agrees, and the ranking. */
export const evaluationRoutes = Router()

const base = '/challenges/:id/evaluation'
const onePlace = ':submissionId/:criterionId'

evaluationRoutes.use(['/your-evaluations', base], requireSignIn)
evaluationRoutes.get('/your-evaluations', pages.own)
evaluationRoutes.get(base, pages.home)
evaluationRoutes.post(`${base}/begin`, pages.begin)
evaluationRoutes.get(`${base}/settings`, pages.settings)
evaluationRoutes.post(`${base}/settings`, pages.saveSettings)
evaluationRoutes.get(`${base}/invite`, pages.invitation)
evaluationRoutes.post(`${base}/invite`, pages.sendInvitation)
evaluationRoutes.get(`${base}/guests`, guests.list)
evaluationRoutes.post(`${base}/guests`, guests.invite)
evaluationRoutes.post(`${base}/guests/:guestId/withdraw`, guests.withdraw)
evaluationRoutes.get('/evaluation-invitations/:token', guests.invitation)
evaluationRoutes.post('/evaluation-invitations/:token', requireSignIn, guests.joinPanel)
evaluationRoutes.get(`${base}/declare`, pages.declaration)
evaluationRoutes.post(`${base}/declare`, pages.declare)
evaluationRoutes.get(`${base}/panel/:userId/interest`, pages.ruling)
evaluationRoutes.post(`${base}/panel/:userId/interest`, pages.rule)
evaluationRoutes.get(`${base}/panel/:userId/remove`, pages.removal.ask)
evaluationRoutes.post(`${base}/panel/:userId/remove`, pages.removal.submit)
evaluationRoutes.get(`${base}/panel/:userId/return`, pages.returning.ask)
evaluationRoutes.post(`${base}/panel/:userId/return`, pages.returning.submit)
evaluationRoutes.get(`${base}/scores`, scores.sheet)
evaluationRoutes.post(`${base}/scores`, scores.submit)
evaluationRoutes.get(`${base}/scores/${onePlace}`, scores.score)
evaluationRoutes.post(`${base}/scores/${onePlace}`, scores.save)
evaluationRoutes.get(`${base}/consensus`, consensus.consensus)
evaluationRoutes.post(`${base}/consensus`, consensus.finish)
evaluationRoutes.get(`${base}/consensus/${onePlace}`, consensus.agreement)
evaluationRoutes.post(`${base}/consensus/${onePlace}`, consensus.agree)
evaluationRoutes.get(`${base}/ranking`, consensus.ranking)
evaluationRoutes.get(`${base}/report.pdf`, limitRequests('report-pdf', 30, 60), reports.report)
evaluationRoutes.get(`${base}/record`, records.show)
evaluationRoutes.post(`${base}/record`, records.ask)
evaluationRoutes.get(`${base}/record/:recordId`, records.take)
