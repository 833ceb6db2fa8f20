import type { Request, RequestHandler, Response } from 'express'
import { suppliersWords } from '../../shared/matching/decline-kinds.ts'
import { homeQuery } from '../../shared/matching/home.schema.ts'
import { notForMeSchema } from '../../shared/matching/matching.schema.ts'
import { actsFor } from '../../shared/platform/actor.ts'
import { pageQuery, pageThatIs } from '../../shared/platform/pagination.ts'
import { presentSearches } from '../challenges/index.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { refuseMatch, takeBackRefusal } from './matching.decide.service.ts'
import { presentGains, presentHomeRow } from './matching.home.presenter.ts'
import { pageOf, sentTo, supplierHome } from './matching.home.service.ts'
import { matchPolicy } from './matching.policy.ts'
import { choices, presentForSupplier } from './matching.presenter.ts'
import { getMatch, matchFacts } from './matching.service.ts'

/** Where a supplier begins: what is open, ranked for it; with `?show=sent` what brokers sent it, over or not. */
export const yours: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  const { page } = pageQuery.parse(req.query)
  const [home, searches] = await Promise.all([supplierHome(actor), presentSearches(actor)])
  const { show } = homeQuery.parse(req.query)
  const list = await pageThatIs(page, async (wanted) =>
    show === 'sent' ? sentTo(actor, wanted) : pageOf(home.open, wanted),
  )
  res.render('matching/yours', {
    list: { ...list, items: list.items.map((item) => presentHomeRow(item, actor)) },
    closingSoon: home.closingSoon.map((item) => presentHomeRow(item, actor)),
    state: home.state,
    sentCount: home.sentCount,
    openCount: home.open.length,
    gains: home.gains && presentGains(home.gains),
    unscored: home.unscored,
    searches,
    show,
    mayEdit: actsFor(actor, actor.organisation?.id ?? ''),
    done: req.query['done'],
  })
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
    may: {
      refuse: matchPolicy.notForMe(actor, matchFacts(match, challenge)),
      takeBack: matchPolicy.takeBack(actor, matchFacts(match, challenge)),
    },
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

/** The challenge is for them after all. */
export const takeBack: RequestHandler = async (req, res) => {
  await takeBackRefusal(actorOf(req), param(req, 'id'))
  res.redirect(303, '/your-matches?done=taken-back')
}
