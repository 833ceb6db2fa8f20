import type { Request, Response } from 'express'
import { membershipsOf } from '../organisations/index.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { tokenFormSchema, tokenLifetimes } from '../../shared/identity/identity.schema.ts'
import { createToken, revokeToken } from './identity.tokens.service.ts'

async function showNew(req: Request, res: Response, state: FormState): Promise<void> {
  const memberships = await membershipsOf(actorOf(req).userId)
  res.render('identity/new-token', { form: state, memberships, lifetimes: tokenLifetimes })
}

export const newToken = (req: Request, res: Response): Promise<void> =>
  showNew(req, res, formState({ expiresInDays: 90, organisationId: actorOf(req).organisation?.id ?? '' }))

export const create = form({
  schema: tokenFormSchema,
  show: showNew,
  async act({ organisationId, ...input }, req, res) {
    const token = await createToken(actorOf(req), { ...input, organisationId: organisationId || undefined })
    // No redirect: the secret is in this one answer and nowhere else, least of all in an address.
    res.status(201).set('Cache-Control', 'no-store').render('identity/token-created', { token })
  },
})

export async function revoke(req: Request, res: Response): Promise<void> {
  await revokeToken(actorOf(req), param(req, 'id'))
  res.redirect(303, '/account?done=revoked')
}
