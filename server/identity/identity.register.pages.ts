import type { Request, Response } from 'express'
import { AppError } from '../platform/errors.ts'
import { type FormState, form, formState, safeReturn } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { registerSchema, verifyEmailSchema } from '../../shared/identity/identity.schema.ts'
import { findLink } from './identity.links.service.ts'
import { registerPerson, verifyEmail } from './identity.register.service.ts'
import { afterSignIn, signIn } from './identity.session.ts'
import { currentTerms } from './terms.data.ts'

function showRegister(req: Request, res: Response, state: FormState): void {
  const returnTo = safeReturn(req.body?.returnTo ?? req.query['returnTo'], '')
  res.render('identity/register', { form: state, returnTo, terms: currentTerms() })
}

export function newAccount(req: Request, res: Response): void {
  if (actorOf(req).kind === 'person') return res.redirect(303, safeReturn(req.query['returnTo']))
  showRegister(req, res, formState())
}

export const register = form({
  schema: registerSchema,
  show: showRegister,
  async act({ returnTo, ...account }, req, res) {
    await registerPerson(actorOf(req), account, req.ip ?? 'unknown')
    const goTo = safeReturn(returnTo, '')
    if (goTo) req.session.returnTo = goTo
    res.redirect(303, '/register/check-your-email')
  },
})

/** The same whether the address had an account or not. */
export const checkYourEmail = (_req: Request, res: Response): void => res.render('identity/check-your-email')

/** A link that opens nothing gets a page that says how to get another. */
export function showLinkOver(res: Response, again: { href: string; text: string }): void {
  res.status(404).render('identity/link-over', { again })
}

async function showVerify(req: Request, res: Response, state: FormState): Promise<void> {
  if (await findLink('verify-email', param(req, 'token')))
    return res.render('identity/verify-email', { form: state })
  showLinkOver(res, { href: '/register', text: 'Register again' })
}

/** Opening the link changes nothing, since mail programs open links by themselves; the form does. */
export const openVerify = (req: Request, res: Response): Promise<void> => showVerify(req, res, formState())

export const verify = form({
  schema: verifyEmailSchema,
  show: showVerify,
  async act({ password }, req, res) {
    try {
      const { userId } = await verifyEmail(param(req, 'token'), password)
      const returnTo = safeReturn(req.session.returnTo, '/organisation?done=confirmed')
      await signIn(req, userId)
      res.redirect(303, afterSignIn(req, returnTo))
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error
      showLinkOver(res, { href: '/register', text: 'Register again' })
    }
  },
})
