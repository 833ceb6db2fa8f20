import type { RequestHandler } from 'express'
import { marketQuery } from '../../shared/matching/matching.schema.ts'
import { actorOf, param } from '../platform/request.ts'
import { presentMarket } from './matching.market.presenter.ts'
import { getMarketChallenge, viewMarketIfReady } from './matching.market.service.ts'

/** Who could answer a draft, in numbers, and what narrows that. */
export const market: RequestHandler = async (req, res) => {
  const challenge = await getMarketChallenge(actorOf(req), param(req, 'id'))
  const trial = marketQuery.parse(req.query)
  const answer = await viewMarketIfReady(challenge, trial)
  // What is counted now is over with the next save: nobody may be shown an older number.
  res.set('Cache-Control', 'no-store')
  res.render('matching/market', {
    challenge: { id: challenge._id, title: challenge.title, hasPlace: challenge.regions.length > 0 },
    isBroker: actorOf(req).organisation?.kind === 'brokerage',
    market: presentMarket(answer),
    here: req.originalUrl,
  })
}
