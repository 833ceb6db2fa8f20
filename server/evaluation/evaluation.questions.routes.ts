import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as questions from './evaluation.questions.pages.ts'

/** Questions to one supplier about its proposal, after the opening: the buyers' side and the supplier's. */
export const questionsRoutes = Router()

const base = '/challenges/:id/evaluation/questions'
const own = '/proposals/:id/questions'

questionsRoutes.use([base, own], requireSignIn)
questionsRoutes.get(base, questions.list)
questionsRoutes.get(`${base}/:submissionId`, questions.one)
questionsRoutes.post(`${base}/:submissionId`, questions.ask)
questionsRoutes.get(own, questions.own)
questionsRoutes.get(`${own}/:number`, questions.question)
questionsRoutes.post(`${own}/:number`, questions.answer)
