import type { Request, RequestHandler, Response } from 'express'
import {
  mostAnswerDays,
  proposalAnswerSchema,
  proposalQuestionSchema,
} from '../../shared/evaluation/questions.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import {
  answerAboutProposal,
  askSupplier,
  listQuestions,
  readOwnQuestions,
  readQuestions,
} from './evaluation.questions.service.ts'

const usualDays = 3

const notices = {
  asked: 'Your question is sent to this supplier alone. The buyers’ people are told when it is answered.',
  answered: 'Your answer is sent. It stands beside your proposal.',
}

/** Every proposal with what was asked of its supplier. */
export const list: RequestHandler = async (req, res) => {
  res.render('evaluation/questions-list', { page: await listQuestions(actorOf(req), param(req, 'id')) })
}

async function showOne(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await readQuestions(actorOf(req), param(req, 'id'), param(req, 'submissionId'))
  const { questions } = page.proposal
  const values = { number: questions.length, workingDays: usualDays }
  res.render('evaluation/questions', {
    page,
    mostAnswerDays,
    waits: questions.some((one) => one.state === 'waiting'),
    form: state ?? formState(values),
    notice: noticeFor(req, notices),
  })
}

export const one: RequestHandler = (req, res) => showOne(req, res)

export const ask = form({
  schema: proposalQuestionSchema,
  show: (req, res, state) => showOne(req, res, state),
  act: async (input, req, res) => {
    const [id, submissionId] = [param(req, 'id'), param(req, 'submissionId')]
    await askSupplier(actorOf(req), id, submissionId, input)
    res.redirect(303, `/challenges/${id}/evaluation/questions/${submissionId}?done=asked`)
  },
})

/** What a supplier was asked about its own proposal. */
export const own: RequestHandler = async (req, res) => {
  const page = await readOwnQuestions(actorOf(req), param(req, 'id'))
  res.render('evaluation/own-questions', { page, notice: noticeFor(req, notices) })
}

async function showAnswer(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const page = await readOwnQuestions(actorOf(req), param(req, 'id'))
  const asked = page.questions.find(({ number }) => String(number) === param(req, 'number'))
  if (!asked) throw notFound('Question')
  res.render('evaluation/own-question', { page, asked, form: state })
}

export const question: RequestHandler = (req, res) => showAnswer(req, res)

export const answer = form({
  schema: proposalAnswerSchema,
  show: (req, res, state) => showAnswer(req, res, state),
  act: async (input, req, res) => {
    const id = param(req, 'id')
    await answerAboutProposal(actorOf(req), id, Number(param(req, 'number')), input.answer)
    res.redirect(303, `/proposals/${id}/questions?done=answered`)
  },
})
