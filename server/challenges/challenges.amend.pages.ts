import type { Request, RequestHandler, Response } from 'express'
import { amendFormSchema, fieldSections, mostAttachments } from '../../shared/challenges/challenges.schema.ts'
import { sections } from '../../shared/challenges/sections.ts'
import { AppError } from '../platform/errors.ts'
import { withScans } from '../platform/file-scans.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { allowedFiles, filesOf, largestFile, sentWith } from '../platform/uploads.ts'
import { amendChallenge } from './challenges.amend.service.ts'
import { formChoices, formValues, rearranged } from './challenges.form-parts.ts'
import { mayDo, presentChallenge } from './challenges.presenter.ts'
import { getVisibleChallenge } from './challenges.service.ts'

/** A public challenge as one form, to say what changes and why. */
export async function amendPage(req: Request, res: Response): Promise<void> {
  const challenge = await getVisibleChallenge(actorOf(req), param(req, 'id'))
  await render(req, res, formState({ ...formValues(challenge), ...afterAnswer(req) }))
}

/** What an answer that changes the terms has said already: it was published just now. */
function afterAnswer(req: Request): object {
  const number = Number(req.query['answer'])
  if (!Number.isInteger(number) || number < 1) return {}
  return { isSubstantial: 'yes', whatChanged: `As the answer to question ${number} says: ` }
}

async function render(req: Request, res: Response, shown: FormState): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getVisibleChallenge(actor, param(req, 'id'))
  if (!mayDo(actor, challenge).amend) {
    throw new AppError(
      'forbidden',
      'This challenge can’t be amended now, or not by you. Its page tells what you can do.',
    )
  }
  const presented = presentChallenge(challenge, actor)
  res.render('challenges/amend', {
    challenge: { ...presented, attachments: await withScans(presented.attachments) },
    sections: sections.filter(({ name }) => (fieldSections as readonly string[]).includes(name)),
    revision: res.statusCode === 409 ? challenge.revision : (shown.values['revision'] ?? challenge.revision),
    isAfterAnswer: req.query['answer'] !== undefined,
    form: shown,
    choices: await formChoices(challenge, shown.values),
    limits: { files: allowedFiles, megabytes: largestFile / 1024 / 1024, most: mostAttachments },
    isToChooseAgain: sentWith(req).some(({ size }) => size > 0),
  })
}

const amendForm = form({
  schema: amendFormSchema,
  show: render,
  act: async ({ action: _, search: __, ...input }, req, res) => {
    await amendChallenge(actorOf(req), param(req, 'id'), input, filesOf(req))
    res.redirect(303, `/challenges/${param(req, 'id')}?done=amended`)
  },
})

/** Makes the amendment public, or comes back for another row or a search. */
export const amend: RequestHandler = async (req, res, next) => {
  const other = rearranged(req)
  if (!other) return amendForm(req, res, next)
  await render(req, res, formState(other))
}
