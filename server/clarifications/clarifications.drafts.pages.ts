import type { Request, RequestHandler, Response } from 'express'
import { fileIds, mostAnswerFiles } from '../../shared/clarifications/answer-files.ts'
import {
  askSignOffSchema,
  correctSchema,
  draftAnswerSchema,
  signOffSchema,
} from '../../shared/clarifications/clarifications.drafts.schema.ts'
import { withScans } from '../platform/file-scans.ts'
import { AppError } from '../platform/errors.ts'
import { fieldErrors, type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { allowedFiles, filesOf, largestFile } from '../platform/uploads.ts'
import { correctAnswer } from './clarifications.correct.service.ts'
import { askSignOff, readDraft, saveDraftAnswer } from './clarifications.drafts.service.ts'
import { signOff } from './clarifications.sign-off.service.ts'
import { attachToDraft, keepOnly } from './clarifications.files.service.ts'
import { readQuestion } from './clarifications.read.service.ts'
import { questionHref } from './clarifications.links.ts'
import { answeredTogether } from './clarifications.together.read.service.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'

/** The page on which a question is answered, or its answer corrected; with the draft where somebody began one. */
export async function showAnswer(req: Request, res: Response, state: FormState): Promise<void> {
  const { question, challenge } = await readQuestion(actorOf(req), param(req, 'id'))
  const draft = question.may.draft ? await readDraft(actorOf(req), question.id) : null
  const isEmpty = Object.keys(state.values).length === 0
  const begun = draft ?? { text: question.answer?.text ?? '', why: '', files: question.answer?.files ?? [] }
  const files = await withScans(begun.files)
  res.render('clarifications/answer', {
    question,
    challenge,
    draft: draft && { ...draft, files },
    files,
    limits: { files: allowedFiles, megabytes: largestFile / 1024 / 1024, most: mostAnswerFiles },
    together: await answeredTogether(question.id),
    isCorrected: req.method === 'GET' && req.query['done'] === 'corrected',
    needsSignOff: (await settingsOf(challenge.id)).signOff,
    form: isEmpty
      ? formState({ text: begun.text, why: begun.why, fileIds: files.map(({ id }) => id) }, state.errors)
      : state,
  })
}

/** After a correction: to the log, or to what carries the earlier answer still. */
async function afterCorrection(req: Request, res: Response, challengeId: string): Promise<void> {
  const id = param(req, 'id')
  const others = await answeredTogether(id)
  if (others.length === 0) return toQuestion(req, res, challengeId, 'corrected')
  res.redirect(303, `/questions/${id}/answer?done=corrected`)
}

const toQuestion = (req: Request, res: Response, challengeId: string, done: string) =>
  res.redirect(303, questionHref(challengeId, param(req, 'id'), done))

/**
 * Keeps the files that came with a form before anything else of it is looked at: a browser does not send them a
 * second time when the words are refused. They stand with the draft, and are among the form's chosen ones.
 */
export const keepingSentFiles =
  (handler: RequestHandler): RequestHandler =>
  async (req, res, next) => {
    const body = (req.body ?? {}) as Record<string, unknown>
    try {
      const added = await attachToDraft(actorOf(req), param(req, 'id'), filesOf(req))
      req.body = { ...body, fileIds: [...[body['fileIds'] ?? []].flat(), ...added.map(({ id }) => id)] }
    } catch (error) {
      if (!(error instanceof AppError) || !error.fields['files']) throw error
      res.status(error.status)
      return showAnswer(req, res, formState(body, error.fields))
    }
    return handler(req, res, next)
  }

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
  // While somebody types a file that is not ticked stays, so that it can be ticked again.
  if (req.get('x-autosave')) return void res.status(204).end()
  await keepOnly(actorOf(req), param(req, 'id'), fileIds.parse((req.body as { fileIds?: unknown }).fileIds))
  res.redirect(303, `/questions/${param(req, 'id')}/answer`)
}

export const askForSignOff = form({
  schema: askSignOffSchema.strip(),
  show: showAnswer,
  act: async (words, req, res) => {
    const { challengeId } = await askSignOff(actorOf(req), param(req, 'id'), words)
    toQuestion(req, res, challengeId, 'sign-off-asked')
  },
})

export const signItOff = form({
  schema: signOffSchema,
  show: showAnswer,
  act: async ({ revision }, req, res) => {
    const { question } = await readQuestion(actorOf(req), param(req, 'id'))
    const { challengeId } = await signOff(actorOf(req), question.id, revision)
    if (question.answer) return afterCorrection(req, res, challengeId)
    toQuestion(req, res, challengeId, 'answered')
  },
})

export const correct = form({
  schema: correctSchema,
  show: showAnswer,
  act: async (words, req, res) => {
    const { challengeId } = await correctAnswer(actorOf(req), param(req, 'id'), words)
    await afterCorrection(req, res, challengeId)
  },
})
