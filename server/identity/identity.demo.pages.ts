import type { NextFunction, Request, Response } from 'express'
import { notFound } from '../platform/errors.ts'
import { form, safeReturn } from '../platform/page.ts'
import { isDemo } from '../platform/site.ts'
import { demoSignInSchema } from '../../shared/identity/identity.schema.ts'
import { findDemoPerson, listDemoPeople } from './identity.demo.service.ts'
import { signIn } from './identity.session.ts'

/** A route guard: outside a demonstration these pages do not exist. */
export async function onlyInDemo(_req: Request, _res: Response, next: NextFunction): Promise<void> {
  if (!(await isDemo())) throw notFound()
  next()
}

export async function people(req: Request, res: Response): Promise<void> {
  const returnTo = safeReturn(req.body?.returnTo ?? req.query['returnTo'], '')
  res.render('identity/demo', { groups: await listDemoPeople(), returnTo })
}

export const enter = form({
  schema: demoSignInSchema,
  show: people,
  async act({ userId, returnTo }, req, res) {
    const person = await findDemoPerson(userId)
    await signIn(req, person.id)
    res.redirect(303, safeReturn(returnTo, '/start'))
  },
})
