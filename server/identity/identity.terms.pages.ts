import type { Request, Response } from 'express'
import { acceptTermsSchema } from '../../shared/identity/identity.schema.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState, safeReturn } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { acceptTerms, termsOf } from './identity.terms.service.ts'
import { currentTerms, termsVersions } from './terms.data.ts'

/** `GET /terms`: the version in force. @throws AppError not-found before the first */
export function terms(_req: Request, res: Response): void {
  const current = currentTerms()
  if (!current) throw notFound('Terms')
  res.render('identity/terms', { terms: current, versions: termsVersions(), current: current.version })
}

/** `GET /terms/:version`: one of them, past or to come. @throws AppError not-found */
export function version(req: Request, res: Response): void {
  const found = termsVersions().find((one) => one.version === param(req, 'version'))
  if (!found) throw notFound('Terms')
  res.render('identity/terms', {
    terms: found,
    versions: termsVersions(),
    current: currentTerms()?.version ?? null,
  })
}

async function showQuestion(req: Request, res: Response, state: FormState): Promise<void> {
  const returnTo = safeReturn(req.body?.returnTo ?? req.query['returnTo'], '/start')
  const { due, accepted } = await termsOf(actorOf(req).userId)
  if (!due && state.summary.length === 0) return res.redirect(303, returnTo)
  res.render('identity/terms-accept', {
    form: state,
    returnTo,
    terms: currentTerms(),
    isFirst: accepted.length === 0,
  })
}

/** Asks whoever has not accepted the version in force; everybody else goes on. */
export const question = (req: Request, res: Response): Promise<void> => showQuestion(req, res, formState())

export const accept = form({
  schema: acceptTermsSchema,
  show: showQuestion,
  async act({ terms: accepted, returnTo }, req, res) {
    await acceptTerms(actorOf(req), accepted)
    delete req.session.areTermsDue
    res.redirect(303, safeReturn(returnTo, '/start'))
  },
})
