import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { brokersWords } from '../../shared/matching/decline-kinds.ts'
import { declineManySchema, selectedSchema } from '../../shared/matching/board.schema.ts'
import { choices } from '../../shared/organisations/directory.schema.ts'
import { pageQuery } from '../../shared/platform/pagination.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { withQuery } from '../platform/page-links.ts'
import { actorOf, param } from '../platform/request.ts'
import { boardPath, mayOnBoard, showBoard } from './matching.board.pages.ts'
import { findMatches } from './matching.board.service.ts'
import { approveMany, declineMany, type ManyDecided } from './matching.many.service.ts'
import { choices as radios, presentForBroker } from './matching.presenter.ts'
import { getRankedChallenge } from './matching.service.ts'

/** Back to the board as it was filtered, with the ids of what was decided and what could not be. */
function back(req: Request, done: string, { decided, refused }: ManyDecided): string {
  return boardPath(req, param(req, 'id'), {
    done,
    page: String(pageQuery.parse(req.query).page),
    now: decided.map(({ _id }) => _id),
    not: refused.map(({ matchId }) => matchId),
  })
}

/** What is to be done with the matches ticked in the list: approved here and now, declined or compared on a page of its own. */
export const selected = form({
  schema: selectedSchema,
  show: (req, res, state) => showBoard(req, res, param(req, 'id'), state),
  act: async (input, req, res) => {
    const challengeId = param(req, 'id')
    const here = `/challenges/${challengeId}/matches`
    if (input.do === 'compare') {
      const [a, b] = input.matchIds
      return res.redirect(303, withQuery(`${here}/compare`, {}, { a, b }))
    }
    if (input.do === 'decline') {
      return res.redirect(303, withQuery(`${here}/decline`, {}, { matchIds: input.matchIds }))
    }
    const outcome = await approveMany(actorOf(req), challengeId, input.matchIds)
    res.redirect(303, back(req, 'many-approved', outcome))
  },
})

/** A page of a refused form that is loaded again by its address: what was selected is gone, the board is not. */
export const backToBoard: RequestHandler = (req, res) =>
  res.redirect(303, boardPath(req, param(req, 'id'), {}))

const idsOf = z.object({ matchIds: choices(/^[\w-]{1,40}$/) })

async function showDeclineMany(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getRankedChallenge(actor, param(req, 'id'))
  const { matchIds } = idsOf.parse(req.method === 'GET' ? req.query : state.values)
  const matches = (await findMatches(challenge.id, matchIds)).map((match) =>
    presentForBroker(match, challenge, actor),
  )
  res.render('matching/decline-many', {
    challenge,
    declinable: matches.filter(({ may }) => may.decline),
    decided: matches.filter(({ may }) => !may.decline),
    may: mayOnBoard(actor, challenge),
    kinds: radios(brokersWords),
    form: state,
  })
}

export const declineSelected: RequestHandler = (req, res) => showDeclineMany(req, res, formState())

export const declineSelectedWithReason = form({
  schema: declineManySchema,
  show: showDeclineMany,
  act: async ({ matchIds, ...why }, req, res) => {
    const outcome = await declineMany(actorOf(req), param(req, 'id'), matchIds, why)
    res.redirect(303, back(req, 'many-declined', outcome))
  },
})
