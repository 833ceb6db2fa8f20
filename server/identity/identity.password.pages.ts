import type { Request, Response } from 'express'
import { AppError } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param, personOf } from '../platform/request.ts'
import {
  changePasswordSchema,
  forgottenPasswordSchema,
  resetPasswordSchema,
} from '../../shared/identity/identity.schema.ts'
import { findLink } from './identity.links.service.ts'
import { changePassword, requestReset, resetPassword } from './identity.password.service.ts'
import { showLinkOver } from './identity.register.pages.ts'
import { noteAskedMail, rotateSession } from './identity.session.ts'

const again = { href: '/forgotten-password', text: 'Ask for another link' }

const showForgotten = (_req: Request, res: Response, state: FormState): void =>
  res.render('identity/forgotten-password', { form: state })

export const forgotten = (req: Request, res: Response): void => showForgotten(req, res, formState())

export const sendReset = form({
  schema: forgottenPasswordSchema,
  show: showForgotten,
  async act({ email }, req, res) {
    noteAskedMail(req, await requestReset(email, req.ip ?? 'unknown'))
    res.redirect(303, '/forgotten-password/check-your-email')
  },
})

/** The same whether the address has an account or not. */
export const resetSent = (_req: Request, res: Response): void => res.render('identity/reset-sent')

async function showReset(req: Request, res: Response, state: FormState): Promise<void> {
  if (await findLink('reset-password', param(req, 'token')))
    return res.render('identity/reset-password', { form: state })
  showLinkOver(res, again)
}

export const openReset = (req: Request, res: Response): Promise<void> => showReset(req, res, formState())

export const reset = form({
  schema: resetPasswordSchema,
  show: showReset,
  async act({ password }, req, res) {
    try {
      await resetPassword(param(req, 'token'), password)
      res.redirect(303, '/sign-in?done=reset')
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error
      showLinkOver(res, again)
    }
  },
})

const showChange = (req: Request, res: Response, state: FormState): void =>
  res.render('identity/change-password', { form: state, email: personOf(req).email })

export const password = (req: Request, res: Response): void => showChange(req, res, formState())

export const change = form({
  schema: changePasswordSchema,
  show: showChange,
  async act(input, req, res) {
    await changePassword(actorOf(req), req.signInId, input)
    await rotateSession(req)
    res.redirect(303, '/account?done=password')
  },
})
