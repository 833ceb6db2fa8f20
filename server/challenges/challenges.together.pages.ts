import type { Request, Response } from 'express'
import {
  decideAsCoBuyerSchema,
  inviteCoBuyerSchema,
  shareNeedSchema,
} from '../../shared/challenges/challenges.together.schema.ts'
import { listAuthorities } from '../organisations/index.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { decideAsCoBuyer, inviteCoBuyer, removeCoBuyer } from './challenges.co-buyers.service.ts'
import { shareNeed, unshareNeed } from './challenges.needs.service.ts'
import { mayDo, presentChallenge } from './challenges.presenter.ts'
import { getVisibleChallenge } from './challenges.service.ts'

/** Who writes a challenge together, what each has said, and the next thing that this actor can do about it. */
export async function jointPage(req: Request, res: Response): Promise<void> {
  await renderJoint(req, res, formState())
}

async function renderJoint(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getVisibleChallenge(actor, param(req, 'id'))
  const may = mayDo(actor, challenge)
  if (!may.seeComments) throw notFound('Challenge')
  const taken = new Set([challenge.authorityId, ...challenge.coBuyers.map(({ authorityId }) => authorityId)])
  const authorities = may.invite ? await listAuthorities() : []
  res.render('challenges/joint', {
    challenge: presentChallenge(challenge, actor),
    coBuyers: challenge.coBuyers,
    own: challenge.coBuyers.find(({ authorityId }) => authorityId === actor.organisation?.id) ?? null,
    choices: authorities
      .filter(({ id, status }) => status === 'verified' && !taken.has(id))
      .map(({ id, name }) => ({ value: id, text: name })),
    may,
    form: state,
  })
}

const jointAgain = (req: Request, res: Response) => res.redirect(303, `/challenges/${param(req, 'id')}/joint`)

export const invite = form({
  schema: inviteCoBuyerSchema,
  show: renderJoint,
  act: async (input, req, res) => {
    await inviteCoBuyer(actorOf(req), param(req, 'id'), input)
    jointAgain(req, res)
  },
})

/** Takes an authority out again. */
export async function uninvite(req: Request, res: Response): Promise<void> {
  await removeCoBuyer(actorOf(req), param(req, 'id'), param(req, 'authorityId'))
  jointAgain(req, res)
}

export const decide = form({
  schema: decideAsCoBuyerSchema,
  show: renderJoint,
  act: async (input, req, res) => {
    await decideAsCoBuyer(actorOf(req), param(req, 'id'), input)
    // Who has declined sees the draft no longer.
    if (input.decision === 'decline') res.redirect(303, '/your-challenges?done=declined')
    else jointAgain(req, res)
  },
})

/** Asks for a note and how many, before an authority says that it has the problem too. */
export async function sameProblemPage(req: Request, res: Response): Promise<void> {
  const challenge = await getVisibleChallenge(actorOf(req), param(req, 'id'))
  const own = challenge.sameNeeds.find(({ authorityId }) => authorityId === actorOf(req).organisation?.id)
  await renderSameProblem(req, res, formState(own ? { note: own.note, volume: own.volume } : {}))
}

async function renderSameProblem(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getVisibleChallenge(actor, param(req, 'id'))
  if (!mayDo(actor, challenge).shareNeed) {
    throw new AppError(
      'forbidden',
      'Only members of another confirmed authority can say that it has this problem too',
    )
  }
  res.render('challenges/same-problem', {
    challenge: presentChallenge(challenge, actor),
    unit: challenge.demand.unit,
    hasSaid: challenge.sameNeeds.some(({ authorityId }) => authorityId === actor.organisation?.id),
    form: state,
  })
}

export const share = form({
  schema: shareNeedSchema,
  show: renderSameProblem,
  act: async (input, req, res) => {
    await shareNeed(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}?done=shared#demand`)
  },
})

/** Takes it back. */
export async function unshare(req: Request, res: Response): Promise<void> {
  await unshareNeed(actorOf(req), param(req, 'id'))
  res.redirect(303, `/challenges/${param(req, 'id')}?done=unshared`)
}
