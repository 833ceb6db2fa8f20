import type { Request, RequestHandler, Response } from 'express'
import { changeModelSchema } from '../../shared/matching/matching.schema.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { presentModels } from './matching.learning.presenter.ts'
import { askToRetrain, useModel } from './matching.learning.service.ts'

const here = '/desk/matching-models'

async function showModels(req: Request, res: Response, state?: FormState): Promise<void> {
  const shown = await presentModels(actorOf(req))
  // An older page's address must not say so of the version that went live since.
  const isUsed = req.query['version'] === String(shown.live)
  const used = isUsed ? 'Changed. Open challenges are ranked again within seconds.' : undefined
  res.render('matching/models', { ...shown, notice: noticeFor(req, { used }), form: state })
}

export const models: RequestHandler = (req, res) => showModels(req, res)

/** The number of a version in an address. @throws AppError not-found for what is none */
function versionIn(req: Request): number {
  const text = param(req, 'version')
  if (!/^\d{1,9}$/.test(text)) throw notFound('Version')
  return Number(text)
}

// The token against forged requests is part of every form and is taken out before this.
export const use = form({
  schema: changeModelSchema,
  show: showModels,
  act: async (_, req, res) => {
    const version = versionIn(req)
    await useModel(actorOf(req), version)
    res.redirect(303, `${here}?done=used&version=${version}`)
  },
})

export const retrain = form({
  schema: changeModelSchema,
  show: showModels,
  act: async (_, req, res) => {
    await askToRetrain(actorOf(req))
    res.redirect(303, `${here}#training`)
  },
})
