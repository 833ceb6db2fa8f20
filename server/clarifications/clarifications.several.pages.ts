import type { Request, RequestHandler, Response } from 'express'
import { mostAtOnce, severalFormSchema } from '../../shared/clarifications/clarifications.several.schema.ts'
import { AppError } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { fewOf } from './clarifications.few.ts'
import { questionHref } from './clarifications.links.ts'
import { readLog } from './clarifications.read.service.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'
import { answerSeveral, leaveSeveral, showSeveral } from './clarifications.several.service.ts'

async function showPage(req: Request, res: Response, state: FormState): Promise<void> {
  const { challenge, waiting } = await readLog(actorOf(req), param(req, 'id'))
  const questions = waiting.filter(({ may }) => may.answer || may.leave || may.show)
  if (questions.length === 0 && waiting.length > 0)
    throw new AppError('forbidden', 'Only the authority or a broker can deal with questions')
  const few = fewOf(questions, { q: req.query['q'], most: mostAtOnce, chosen: state.values['questionIds'] })
  const may = {
    answer: questions.some((question) => question.may.answer),
    show: questions.some((question) => question.may.show),
    leave: questions.some((question) => question.may.leave),
  }
  const { signOff: needsSignOff } = await settingsOf(challenge.id)
  res.render('clarifications/several', { challenge, few, mostAtOnce, may, needsSignOff, form: state })
}

/** The page on which several questions are dealt with at once. */
export const several: RequestHandler = (req, res) => showPage(req, res, formState())

export const dealWithSeveral = form({
  schema: severalFormSchema,
  show: showPage,
  act: async ({ what, questionIds, text, reason }, req, res) => {
    const [actor, id] = [actorOf(req), param(req, 'id')]
    const done = await {
      answer: async () => {
        const { number } = await answerSeveral(actor, id, { questionIds, text })
        return number === null ? 'sign-off-asked' : 'answered-several'
      },
      show: async () => {
        await showSeveral(actor, id, { questionIds })
        return 'shown'
      },
      leave: async () => {
        await leaveSeveral(actor, id, { questionIds, reason })
        return 'left'
      },
    }[what]()
    // To where they stand now: the log may have many pages.
    res.redirect(303, questionHref(id, questionIds[0] ?? '', done))
  },
})
