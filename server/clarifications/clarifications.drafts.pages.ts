import type { Request, RequestHandler, Response } from 'express'
import {
  askSignOffSchema,
  correctSchema,
  draftAnswerSchema,
  signOffSchema,
} from '../../shared/clarifications/clarifications.drafts.schema.ts'
import { AppError } from '../platform/errors.ts'
import { fieldErrors, type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { correctAnswer } from './clarifications.correct.service.ts'
import { askSignOff, readDraft, saveDraftAnswer, signOff } from './clarifications.drafts.service.ts'
import { readQuestion } from './clarifications.read.service.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'

/** The page on which a question is answered, or its answer corrected; with the draft where somebody began one. */
export async function showAnswer(req: Request, res: Response, state: FormState): Promise<void> {
  const { question, challenge } = await readQuestion(actorOf(req), param(req, 'id'))
  const draft = question.may.draft ? await readDraft(actorOf(req), question.id) : null
  const isEmpty = Object.keys(state.values).length === 0
  const begun = draft ?? { text: question.answer?.text ?? '', why: '' }
  res.render('clarifications/answer', {
    question,
    challenge,
    draft,
    needsSignOff: (await settingsOf(challenge.id)).signOff,
    form: isEmpty ? formState({ text: begun.text, why: begun.why }, state.errors) : state,
  })
}

const log = (res: Response, challengeId: string, done: string) =>
  res.redirect(303, `/challenges/${challengeId}/questions?done=${done}`)

/** Saves what is typed, from the button or while somebody types; a box of the same form counts only on publishing. */
export const saveDraft: RequestHandler = async (req, res) => {
  const { text, why } = (req.body ?? {}) as Record<string, unknown>
  const parsed = draftAnswerSchema.safeParse({ text, ...(why === undefined ? {} : { why }) })
  if (!parsed.success) {
    if (req.get('x-autosave'))
      throw new AppError('invalid', 'The draft is too long to be kept', fieldErrors(parsed.error))
    res.status(422)
    return showAnswer(req, res, formState(req.body as object, fieldErrors(parsed.error)))
  }
  await saveDraftAnswer(actorOf(req), param(req, 'id'), parsed.data)
  if (req.get('x-autosave')) res.status(204).end()
  else res.redirect(303, `/questions/${param(req, 'id')}/answer`)
}

export const askForSignOff = form({
  schema: askSignOffSchema.strip(),
  show: showAnswer,
  act: async (words, req, res) => {
    const { challengeId } = await askSignOff(actorOf(req), param(req, 'id'), words)
    log(res, challengeId, 'sign-off-asked')
  },
})

export const signItOff = form({
  schema: signOffSchema,
  show: showAnswer,
  act: async ({ revision }, req, res) => {
    const { challengeId } = await signOff(actorOf(req), param(req, 'id'), revision)
    log(res, challengeId, 'answered')
  },
})

export const correct = form({
  schema: correctSchema,
  show: showAnswer,
  act: async (words, req, res) => {
    const { challengeId } = await correctAnswer(actorOf(req), param(req, 'id'), words)
    log(res, challengeId, 'corrected')
  },
})
