import type { Request, RequestHandler, Response } from 'express'
import {
  confirmSchema,
  itemKinds,
  itemSchema,
  queueQuery,
  refuseSchema,
} from '../../shared/moderation/moderation.schema.ts'
import { personName } from '../identity/index.ts'
import {
  approveClaim,
  listClaims,
  listOrganisationsToVerify,
  refuseClaim,
  refuseOrganisation,
  verifyOrganisation,
} from '../organisations/index.ts'
import { notFound } from '../platform/errors.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { moderationPolicy } from './moderation.policy.ts'
import { claimItem, listDesksSchedule, listQueue, releaseItem } from './moderation.service.ts'

async function queueModel(req: Request): Promise<object> {
  const actor = actorOf(req)
  const { kind } = queueQuery.parse(req.query)
  const all = await listQueue(actor)
  const items = all.filter((item) => !kind || item.kind === kind)
  return {
    kind,
    kinds: itemKinds.map((name) => ({ name, count: all.filter((item) => item.kind === name).length })),
    total: all.length,
    items: items.map((item) => ({
      ...item,
      may: {
        claim: moderationPolicy.claim(actor, { claimedBy: item.claimedBy?.userId ?? null }),
        release: moderationPolicy.release(actor, { claimedBy: item.claimedBy?.userId ?? null }),
      },
      isMine: item.claimedBy?.userId === actor.userId,
    })),
  }
}

async function showDesk(req: Request, res: Response, form: FormState): Promise<void> {
  const actor = actorOf(req)
  res.render('moderation/desk', {
    ...(await queueModel(req)),
    scheduled: await listDesksSchedule(actor),
    form,
    done: req.query['done'],
    fragments: await fragmentsOf('desk', actor, '', req),
  })
}

export const desk: RequestHandler = (req, res) => showDesk(req, res, formState())

/** The list alone, for a page that heard that it changed. */
export const queue: RequestHandler = async (req, res) => {
  res.render('moderation/queue', await queueModel(req))
}

export const claim = form({
  schema: itemSchema,
  show: showDesk,
  act: async ({ kind, id }, req, res) => {
    const actor = actorOf(req)
    await claimItem(actor, await personName(actor.userId), kind, id)
    res.redirect(303, '/desk')
  },
})

export const release = form({
  schema: itemSchema,
  show: showDesk,
  act: async ({ kind, id }, req, res) => {
    await releaseItem(actorOf(req), kind, id)
    res.redirect(303, '/desk')
  },
})

async function showOrganisation(req: Request, res: Response, state: FormState): Promise<void> {
  const waiting = await listOrganisationsToVerify(actorOf(req))
  const organisation = waiting.find(({ id }) => id === param(req, 'id'))
  if (!organisation) throw notFound('Organisation to confirm')
  res.render('moderation/organisation', { organisation, form: state })
}

export const organisation: RequestHandler = (req, res) => showOrganisation(req, res, formState())

export const verify = form({
  schema: confirmSchema,
  show: showOrganisation,
  act: async ({ reason }, req, res) => {
    await verifyOrganisation(actorOf(req), param(req, 'id'), reason)
    res.redirect(303, '/desk?done=verified')
  },
})

export const refuse = form({
  schema: refuseSchema,
  show: showOrganisation,
  act: async ({ reason }, req, res) => {
    await refuseOrganisation(actorOf(req), param(req, 'id'), reason)
    res.redirect(303, '/desk?done=refused')
  },
})

async function showClaim(req: Request, res: Response, state: FormState): Promise<void> {
  const found = (await listClaims(actorOf(req))).find(({ id }) => id === param(req, 'id'))
  if (!found) throw notFound('Claim')
  res.render('moderation/claim', { claim: found, form: state })
}

export const organisationClaim: RequestHandler = (req, res) => showClaim(req, res, formState())

export const approveOrganisationClaim = form({
  schema: confirmSchema,
  show: showClaim,
  act: async ({ reason }, req, res) => {
    await approveClaim(actorOf(req), param(req, 'id'), reason)
    res.redirect(303, '/desk?done=approved')
  },
})

export const refuseOrganisationClaim = form({
  schema: refuseSchema,
  show: showClaim,
  act: async ({ reason }, req, res) => {
    await refuseClaim(actorOf(req), param(req, 'id'), reason)
    res.redirect(303, '/desk?done=refused')
  },
})
