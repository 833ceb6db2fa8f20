import type { Request, RequestHandler, Response } from 'express'
import { settingsFormSchema } from '../../shared/clarifications/clarifications.settings.schema.ts'
import { voteFormSchema } from '../../shared/clarifications/clarifications.votes.schema.ts'
import { AppError } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { questionHref } from './clarifications.links.ts'
import { countAddress } from './clarifications.limits.ts'
import { showQuestion } from './clarifications.moderate.service.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { getClarified } from './clarifications.service.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'
import { changeSettings } from './clarifications.settings.service.ts'
import { vote as saveVote } from './clarifications.votes.service.ts'

/** A button has nothing to mend on its page: whatever is wrong with what it sends is said plainly. */
export const vote: RequestHandler = async (req, res) => {
  const parsed = voteFormSchema.safeParse(req.body)
  if (!parsed.success) throw new AppError('invalid', parsed.error.issues[0]?.message ?? '')
  const id = param(req, 'id')
  await countAddress('voting', req)
  const { challengeId } = await saveVote(actorOf(req), id, parsed.data.wants === 'yes')
  res.redirect(303, questionHref(challengeId, id))
}

export const show: RequestHandler = async (req, res) => {
  const id = param(req, 'id')
  const { challengeId } = await showQuestion(actorOf(req), id)
  res.redirect(303, questionHref(challengeId, id, 'shown'))
}

async function showSettings(req: Request, res: Response, state: FormState): Promise<void> {
  const challenge = await getClarified(actorOf(req), param(req, 'id'))
  const mayChange = clarificationPolicy.changeSettings(actorOf(req), challenge)
  if (!mayChange) throw new AppError('forbidden', 'Only the authority or a broker can change this')
  res.render('clarifications/settings', { challenge, form: state })
}

export const settings: RequestHandler = async (req, res) => {
  const { display, signOff } = await settingsOf(param(req, 'id'))
  await showSettings(req, res, formState({ display, signOff: signOff ? 'yes' : '' }))
}

export const saveSettings = form({
  schema: settingsFormSchema,
  show: showSettings,
  act: async (input, req, res) => {
    await changeSettings(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}/questions?done=settings`)
  },
})
