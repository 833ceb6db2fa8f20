import type { Request, RequestHandler, Response } from 'express'
import { noAwardReasonNames, noAwardReasons } from '../../shared/evaluation/award.ts'
import { decideSchema, feedbackAnswerSchema, feedbackSchema } from '../../shared/evaluation/award.schema.ts'
import { decisionSchema } from '../../shared/evaluation/evaluation.schema.ts'
import { usefulnessNames } from '../../shared/evaluation/feedback.ts'
import { readinessLevels } from '../../shared/proposals/proposal.ts'
import { allow } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { selfSaving } from '../platform/self-saving.ts'
import { sharedForm } from '../platform/unseen-changes.ts'
import { decide as decideOn, readDecision } from './evaluation.decision.service.ts'
import {
  answerFeedbackQuestion,
  listFeedback,
  type ReadFeedback,
  readFeedback,
  saveFeedback,
} from './evaluation.feedback.service.ts'
import { feedbackKept, feedbackShown } from './evaluation.feedback.shown.ts'
import { releaseFeedback } from './evaluation.release.service.ts'

const place = (req: Request): string => `/challenges/${param(req, 'id')}/evaluation`

/** Why nothing may be awarded, as the choices of a form. */
export const reasonChoices = noAwardReasonNames.map((value) => ({
  value,
  text: noAwardReasons[value].label,
}))

async function showDecision(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await readDecision(actorOf(req), param(req, 'id'))
  const { decision, ranking, most } = page
  const proposed = ranking.filter(({ rank }) => rank === 1).map(({ submissionId }) => submissionId)
  const values = decision
    ? {
        outcome: decision.noAward ? 'none' : 'award',
        winners: decision.winners.map(({ submissionId }) => submissionId),
        words: decision.noAward?.words ?? decision.words,
        because: decision.noAward?.because ?? '',
      }
    : { winners: proposed.length <= most ? proposed : [] }
  res.render('evaluation/decision', { page, reasonChoices, form: state ?? formState(values) })
}

export const decision: RequestHandler = (req, res) => showDecision(req, res)

export const decide = form({
  schema: decideSchema,
  show: (req, res, state) => showDecision(req, res, state),
  act: async (input, req, res) => {
    await decideOn(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `${place(req)}/feedback?done=decided`)
  },
})

const notices = {
  decided:
    'Your decision is on record. The feedback is drafted: read it, and make it say what each supplier can use.',
  saved: 'Saved.',
  released: 'The feedback is sent: every supplier can read its own from this instant on.',
  answered: 'Your answer is sent to that supplier.',
}

async function showList(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const list = await listFeedback(actorOf(req), param(req, 'id'))
  res.render('evaluation/feedback-list', {
    list,
    usefulnessNames,
    form: state,
    notice: noticeFor(req, notices),
  })
}

export const list: RequestHandler = (req, res) => showList(req, res)

export const release = form({
  schema: decisionSchema,
  show: (req, res, state) => showList(req, res, state),
  act: async (_input, req, res) => {
    await releaseFeedback(actorOf(req), param(req, 'id'))
    res.redirect(303, `${place(req)}/feedback?done=released`)
  },
})

const feedbackValues = ({ texts, furtherReasons, keptBecause, keptFor }: ReadFeedback): object => ({
  explanations: Object.fromEntries(texts.map(({ criterionId, explanation }) => [criterionId, explanation])),
  better: Object.fromEntries(texts.map(({ criterionId, better }) => [criterionId, better])),
  forOthers: Object.fromEntries(texts.map(({ criterionId, forOthers }) => [criterionId, forOthers])),
  furtherReasons,
  keptBecause,
  keptFor,
})

async function showOne(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await readFeedback(actorOf(req), param(req, 'id'), param(req, 'submissionId'))
  res.render('evaluation/feedback-edit', {
    page,
    readinessLevels,
    usefulnessNames,
    form: sharedForm(
      req,
      state ?? formState(feedbackValues(page)),
      feedbackShown(page, { ...page.challenge, isWinner: page.isWinner }),
      {
        counted: page.revision,
      },
    ),
    notice: noticeFor(req, notices),
  })
}

export const one: RequestHandler = (req, res) => showOne(req, res)

/** Saves the feedback of one supplier. */
export const save = selfSaving({
  schema: feedbackSchema,
  show: showOne,
  save: (input, req) => saveFeedback(actorOf(req), param(req, 'id'), param(req, 'submissionId'), input),
  next: async (input, req) => {
    const submissionId = param(req, 'submissionId')
    const { next } = await readFeedback(actorOf(req), param(req, 'id'), submissionId)
    const goesOn = input.next === 'continue'
    const to = goesOn ? (next ? `/${next}` : '') : `/${submissionId}`
    return `${place(req)}/feedback${to}?done=saved`
  },
  refusals: ['conflict'],
  kept: (req) => feedbackKept(actorOf(req), param(req, 'id'), param(req, 'submissionId')),
})

async function showQuestion(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const page = await readFeedback(actorOf(req), param(req, 'id'), param(req, 'submissionId'))
  allow(page.may.answer && page.question !== null, 'There is no question for you to answer')
  res.render('evaluation/feedback-answer', { page, form: state })
}

export const question: RequestHandler = (req, res) => showQuestion(req, res)

export const answer = form({
  schema: feedbackAnswerSchema,
  show: (req, res, state) => showQuestion(req, res, state),
  act: async (input, req, res) => {
    await answerFeedbackQuestion(actorOf(req), param(req, 'id'), param(req, 'submissionId'), input.answer)
    res.redirect(303, `${place(req)}/feedback?done=answered`)
  },
})
