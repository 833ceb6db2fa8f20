import type { Request, RequestHandler, Response } from 'express'
import { suppliersWords } from '../../shared/matching/decline-kinds.ts'
import { notForMeSchema } from '../../shared/matching/matching.schema.ts'
import { pageQuery } from '../../shared/platform/pagination.ts'
import { challengeFacts } from '../challenges/index.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { refuseMatch } from './matching.decide.service.ts'
import { matchPolicy } from './matching.policy.ts'
import { choices, presentForSupplier } from './matching.presenter.ts'
import { getMatch, listMatchesOfSupplier, matchFacts } from './matching.service.ts'

export const yours: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  if (actor.organisation?.kind !== 'supplier') throw notFound()
  const { page } = pageQuery.parse(req.query)
  const { list, challenges } = await listMatchesOfSupplier(actor.organisation.id, page)
  const items = list.items.flatMap((match) => {
    const challenge = challenges.get(match.challengeId)
    if (!challenge) return []
    const facts = challengeFacts(challenge)
    const may = { refuse: matchPolicy.notForMe(actor, matchFacts(match, facts)) }
    return [{ match: presentForSupplier(match), challenge: facts, may }]
  })
  res.render('matching/yours', { list: { ...list, items }, done: req.query['done'] })
}

async function showNotForMe(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  // The brokers see every match, but this page speaks to its supplier.
  if (actor.organisation?.kind !== 'supplier') throw notFound('Match')
  const { match, challenge } = await getMatch(actor, param(req, 'id'))
  res.render('matching/not-for-me', {
    match: presentForSupplier(match),
    challenge,
    kinds: choices(suppliersWords),
    may: { refuse: matchPolicy.notForMe(actor, matchFacts(match, challenge)) },
    form: state,
  })
}

export const notForMe: RequestHandler = (req, res) => showNotForMe(req, res, formState())

export const sayNotForMe = form({
  schema: notForMeSchema,
  show: showNotForMe,
  act: async ({ reason, kind }, req, res) => {
    await refuseMatch(actorOf(req), param(req, 'id'), reason, kind)
    res.redirect(303, '/your-matches?done=not-for-me')
  },
})
