import type { Request, RequestHandler, Response } from 'express'
import {
  changePartnerSchema,
  consortiumDecisionSchema,
  consortiumSchema,
  invitePartnerSchema,
  mostSubcontractors,
} from '../../shared/proposals/consortium.schema.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import {
  changePartner,
  findPartners,
  invitePartner,
  readConsortium,
  removePartner,
  saveConsortium,
} from './proposals.consortium.service.ts'

const notices = {
  invited: 'The invitation is on its way.',
  saved: 'Saved.',
  changed: 'The part is changed. The partner reads it on its page.',
  removed: 'The partner is taken out of the consortium.',
}

const wordsOf = (req: Request): string => {
  const words = (req.body as { q?: unknown } | undefined)?.q ?? req.query['q']
  return typeof words === 'string' ? words.slice(0, 100) : ''
}

/** The organisation that the address, or the form as it was sent, has chosen already; empty for none. */
const chosenOf = (req: Request): string => {
  const chosen = (req.body as { organisationId?: unknown } | undefined)?.organisationId
  const given = chosen ?? req.query['organisation']
  return typeof given === 'string' ? given.slice(0, 40) : ''
}

const asText = (share: number | null): string => (share === null ? '' : String(share))

async function showConsortium(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const consortium = await readConsortium(actorOf(req), param(req, 'id'))
  const { plan } = consortium
  const words = wordsOf(req)
  const rows = plan.subcontractors.map((one) => ({ ...one, share: asText(one.share) }))
  const planned = {
    leadRole: plan.leadRole,
    leadShare: asText(plan.leadShare),
    // One row more than there are: saving adds another.
    subcontractors: rows.length < mostSubcontractors ? [...rows, {}] : rows,
    isOpenToPartners: plan.isOpenToPartners ? 'yes' : 'no',
  }
  res.render('proposals/consortium', {
    consortium,
    words,
    found: await findPartners(actorOf(req), words, chosenOf(req)),
    form: { ...state, values: { ...planned, organisationId: chosenOf(req), ...state.values } },
    notice: noticeFor(req, notices),
  })
}

export const show: RequestHandler = (req, res) => showConsortium(req, res)

export const invite = form({
  schema: invitePartnerSchema,
  show: showConsortium,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    await invitePartner(actorOf(req), id, input)
    res.redirect(303, `/proposals/${id}/consortium?done=invited`)
  },
})

export const save = form({
  schema: consortiumSchema,
  show: showConsortium,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    await saveConsortium(actorOf(req), id, input)
    res.redirect(303, `/proposals/${id}/consortium?done=saved`)
  },
})

async function showPartner(req: Request, res: Response, state?: FormState): Promise<void> {
  const consortium = await readConsortium(actorOf(req), param(req, 'id'))
  const partner = consortium.partners.find(({ id }) => id === param(req, 'partnershipId'))
  if (!partner) throw notFound('Partner')
  const values = { role: partner.role, share: asText(partner.share) }
  res.render('proposals/partner', { consortium, partner, form: state ?? formState(values) })
}

export const partner: RequestHandler = (req, res) => showPartner(req, res)

export const change = form({
  schema: changePartnerSchema,
  show: showPartner,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    await changePartner(actorOf(req), id, param(req, 'partnershipId'), input)
    res.redirect(303, `/proposals/${id}/consortium?done=changed`)
  },
})

export const remove = form({
  schema: consortiumDecisionSchema,
  show: showPartner,
  act: async (_input, req, res) => {
    const id = param(req, 'id')
    await removePartner(actorOf(req), id, param(req, 'partnershipId'))
    res.redirect(303, `/proposals/${id}/consortium?done=removed`)
  },
})
