import type { Request } from 'express'
import type { Actor } from '../../shared/platform/actor.ts'
import { AppError } from '../platform/errors.ts'
import type { Fragment } from '../platform/fragments.ts'
import { logger } from '../platform/logger.ts'
import { presentMarket } from './matching.market.presenter.ts'
import { getMarketChallenge, viewMarketIfReady } from './matching.market.service.ts'

type Shown = ReturnType<typeof presentMarket> | null

// Two places of one page show the same answer: it is asked for once.
const asked = new WeakMap<Request, Promise<Shown>>()

function marketOf(actor: Actor, challengeId: string, req: Request): Promise<Shown> {
  const known = asked.get(req)
  if (known) return known
  const asking = lookAt(actor, challengeId)
  asked.set(req, asking)
  return asking
}

/** A draft is there to be written: whatever is wrong with the market, its page shows all the rest. */
async function lookAt(actor: Actor, challengeId: string): Promise<Shown> {
  try {
    return presentMarket(await viewMarketIfReady(await getMarketChallenge(actor, challengeId)))
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not-found'))
      logger('matching').error({ err: error, challengeId }, 'The market view failed')
    return null
  }
}

const showMarket: Fragment['show'] = async (actor, challengeId, req) => {
  const market = await marketOf(actor, challengeId, req)
  return market && { challengeId, market }
}

/** What the market says on the pages on which a draft is written. */
export const marketFragments: Fragment[] = [
  { page: 'draft', slot: 'main', template: 'matching/market-fragment.njk', show: showMarket },
  { page: 'draft-coach', slot: 'side', template: 'matching/market-card.njk', show: showMarket },
  {
    page: 'draft-coach',
    slot: 'finding',
    template: 'matching/market-finding.njk',
    show: async (actor, challengeId, req) => {
      const market = await marketOf(actor, challengeId, req)
      return market?.state === 'counted' ? { challengeId, conditions: market.conditions } : null
    },
  },
]
