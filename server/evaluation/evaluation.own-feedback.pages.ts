import type { Request, RequestHandler, Response } from 'express'
import { feedbackQuestionSchema, rateSchema } from '../../shared/evaluation/award.schema.ts'
import { usefulness, usefulnessNames } from '../../shared/evaluation/feedback.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { bestOpen } from '../matching/index.ts'
import { actorOf, param } from '../platform/request.ts'
import { askAboutFeedback, rateFeedback, readOwnFeedback } from './evaluation.own-feedback.service.ts'
import { translator } from '../platform/translations.ts'

const t = translator()

/** So many challenges are named that fit a supplier who did not win. */
const mostElsewhere = 3

const notices = {
  rated: 'Thank you: the buyer sees what you think of it.',
  asked: 'Your question is sent. You are told when it is answered.',
}
const choices = () => usefulness.map((value) => ({ value, text: t(usefulnessNames[value]) }))

async function showFeedback(req: Request, res: Response, state?: FormState): Promise<void> {
  const feedback = await readOwnFeedback(actorOf(req), param(req, 'id'))
  const { rating } = feedback
  const hasWon = feedback.summary.result === 'successful'
  res.render('evaluation/own-feedback', {
    feedback,
    elsewhere: hasWon ? [] : await bestOpen(actorOf(req), mostElsewhere),
    choices: choices(),
    form: state ?? formState({ how: rating?.how ?? '', words: rating?.words ?? '' }),
    notice: noticeFor(req, notices),
  })
}

export const show: RequestHandler = (req, res) => showFeedback(req, res)

export const rate = form({
  schema: rateSchema,
  show: (req, res, state) => showFeedback(req, res, state),
  act: async (input, req, res) => {
    await rateFeedback(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/proposals/${param(req, 'id')}/feedback?done=rated`)
  },
})

export const ask = form({
  schema: feedbackQuestionSchema,
  show: (req, res, state) => showFeedback(req, res, state),
  act: async ({ question }, req, res) => {
    await askAboutFeedback(actorOf(req), param(req, 'id'), question)
    res.redirect(303, `/proposals/${param(req, 'id')}/feedback?done=asked`)
  },
})
