import type { Request, Response } from 'express'
import { AppError } from '../platform/errors.ts'
import { type FormState, form, formState, safeReturn, noticeFor } from '../platform/page.ts'
import { actorOf } from '../platform/request.ts'
import { signInSchema } from '../../shared/identity/identity.schema.ts'
import { authenticate } from './identity.passport.ts'
import { afterSignIn, signIn, signOut } from './identity.session.ts'
import { wrongCredentials } from './identity.sign-in.service.ts'

const notices: Record<string, string> = {
  reset: 'Your password was changed. Sign in with it.',
  email: 'Your e-mail address was changed. Sign in with it.',
}

function render(req: Request, res: Response, state: FormState): void {
  const returnTo = safeReturn(req.body?.returnTo ?? req.query['returnTo'], '')
  res.render('identity/sign-in', { form: state, returnTo, notice: noticeFor(req, notices) })
}

/** The form; somebody who is signed in goes on to where they wanted. */
export function show(req: Request, res: Response): void {
  if (actorOf(req).kind === 'person') return res.redirect(303, safeReturn(req.query['returnTo'], '/start'))
  render(req, res, formState())
}

export const enter = form({
  schema: signInSchema,
  show: render,
  async act({ returnTo }, req, res) {
    const userId = await authenticate(req, res)
    if (!userId) throw new AppError('invalid', wrongCredentials, { email: wrongCredentials })
    await signIn(req, userId)
    res.redirect(303, afterSignIn(req, safeReturn(returnTo, '/start')))
  },
})

export async function leave(req: Request, res: Response): Promise<void> {
  await signOut(req, res)
  res.redirect(303, '/')
}
