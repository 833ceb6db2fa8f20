import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as award from './evaluation.award.pages.ts'
import * as exclusions from './evaluation.exclusions.pages.ts'
import * as feedback from './evaluation.feedback.pages.ts'
import * as own from './evaluation.own-feedback.pages.ts'

/** From the ranking to the contract: the decision, everybody's feedback, the award. */
export const awardRoutes = Router()

const base = '/challenges/:id/evaluation'
const ownPlace = '/proposals/:id/feedback'

awardRoutes.use([base, ownPlace], requireSignIn)
awardRoutes.get(`${base}/exclusions`, exclusions.list)
awardRoutes.get(`${base}/exclusions/:submissionId`, exclusions.one)
awardRoutes.post(`${base}/exclusions/:submissionId`, exclusions.save)
awardRoutes.get(`${base}/decision`, feedback.decision)
awardRoutes.post(`${base}/decision`, feedback.decide)
awardRoutes.get(`${base}/feedback`, feedback.list)
awardRoutes.post(`${base}/feedback`, feedback.release)
awardRoutes.get(`${base}/feedback/:submissionId`, feedback.one)
awardRoutes.post(`${base}/feedback/:submissionId`, feedback.save)
awardRoutes.get(`${base}/feedback/:submissionId/answer`, feedback.question)
awardRoutes.post(`${base}/feedback/:submissionId/answer`, feedback.answer)
awardRoutes.get(`${base}/award`, award.award)
awardRoutes.post(`${base}/award`, award.publish)
awardRoutes.get(`${base}/contract/:submissionId`, award.contract)
awardRoutes.post(`${base}/contract/:submissionId`, award.enter)
awardRoutes.get(`${base}/contract/:submissionId/notice`, award.contractNotice)
awardRoutes.post(`${base}/contract/:submissionId/notice`, award.recordNotice)
awardRoutes.get(`${base}/no-award`, award.end)
awardRoutes.post(`${base}/no-award`, award.submitEnd)
awardRoutes.post(`${base}/no-award/notice`, award.endNotice)
awardRoutes.get(ownPlace, own.show)
awardRoutes.post(ownPlace, own.rate)
awardRoutes.post(`${ownPlace}/question`, own.ask)
awardRoutes.get('/challenges/:id/award', award.publicAward)
