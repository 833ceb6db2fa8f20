import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { boardLink, boardQuery } from '../../shared/matching/board.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { choices, ticked } from '../../shared/organisations/directory.schema.ts'
import { pageQuery, pageThatIs } from '../../shared/platform/pagination.ts'
import { type Challenge, type ChallengeFacts, findChallenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import type { FormState } from '../platform/page.ts'
import { withQuery } from '../platform/page-links.ts'
import { actorOf, param } from '../platform/request.ts'
import {
  presentBrief,
  presentDiversity,
  presentFilters,
  presentMany,
  presentProgress,
} from './matching.board.presenter.ts'
import { findMatches, listBoard, suppliersOfMatches } from './matching.board.service.ts'
import { diversityOf } from './matching.diversity.service.ts'
import { matchPolicy } from './matching.policy.ts'
import { presentForBroker } from './matching.presenter.ts'
import { findProgress } from './matching.progress.service.ts'
import { getRankedChallenge, isOnShortlist, isOpen, summariseRanking } from './matching.service.ts'

// A ranking that is over is told of for so long.
const doneShownMs = 5 * 60_000

/**
 * What the board's address carries besides the filters: whom somebody compares, whether they wait for a ranking to
 * end, and what was just decided.
 */
const boardState = z.object({
  compare: z.string().refine(isId).catch(''),
  awaited: ticked,
  now: choices(/^[\w-]{1,40}$/),
  not: choices(/^[\w-]{1,40}$/),
})

/** The address of a challenge's board with the filters that this request carries, and these changes. */
export function boardPath(req: Request, challengeId: string, changes: object = {}): string {
  return withQuery(`/challenges/${challengeId}/matches`, boardLink(boardQuery.parse(req.query)), {
    ...changes,
  })
}

/** A published challenge whole, for somebody who may see its ranking. @throws AppError not-found */
export async function getBoardChallenge(
  actor: Actor,
  challengeId: string,
): Promise<{ facts: ChallengeFacts; challenge: Challenge }> {
  const facts = await getRankedChallenge(actor, challengeId)
  const challenge = await findChallenge(challengeId)
  if (!challenge) throw notFound('Challenge')
  return { facts, challenge }
}

/** What a broker may do on the board at this instant. */
export function mayOnBoard(actor: Actor, challenge: ChallengeFacts) {
  const facts = { isChallengeOpen: isOpen(challenge) }
  return {
    add: matchPolicy.add(actor, facts),
    decideMany: matchPolicy.decideMany(actor, facts),
    askIndex: matchPolicy.askIndex(actor, facts),
    rerun: matchPolicy.rerun(actor, facts),
  }
}

/** Null for a ranking that is over, unless the asker waited for its end and that was minutes ago. */
async function shownProgress(challengeId: string, isAwaited: boolean) {
  const progress = await findProgress(challengeId)
  const isNews =
    progress &&
    (progress.look !== 'done' || (isAwaited && now().getTime() - progress.at.getTime() < doneShownMs))
  return isNews ? presentProgress(progress) : null
}

/** What the address says was decided on several at once, checked against how those matches stand. */
async function justDecided(challengeId: string, state: z.output<typeof boardState>) {
  if (state.now.length + state.not.length === 0) return null
  const [decided, refused] = await Promise.all([
    findMatches(challengeId, state.now),
    findMatches(challengeId, state.not),
  ])
  return presentMany(decided, refused)
}

/** Shows the board of a challenge; with the form's errors if one was refused. */
export async function showBoard(
  req: Request,
  res: Response,
  challengeId: string,
  form?: FormState,
): Promise<void> {
  const actor = actorOf(req)
  const { facts, challenge } = await getBoardChallenge(actor, challengeId)
  const query = boardQuery.parse(req.query)
  const state = boardState.parse(req.query)
  const { page } = pageQuery.parse(req.query)
  const suppliers = await suppliersOfMatches(challengeId)
  const [summary, list, diversity, progress, compared, many] = await Promise.all([
    summariseRanking(challengeId),
    pageThatIs(page, (wanted) => listBoard(challengeId, query, wanted)),
    diversityOf(challengeId, suppliers),
    shownProgress(challengeId, state.awaited),
    findMatches(challengeId, [state.compare]),
    justDecided(challengeId, state),
  ])
  const linkQuery = boardLink(query)
  res.render('matching/ranking', {
    challenge: facts,
    brief: presentBrief(challenge),
    summary,
    diversity: presentDiversity(diversity),
    list: {
      ...list,
      items: list.items.map((match) => ({
        ...presentForBroker(match, facts, actor),
        isOffered: match.status === 'proposed' && isOnShortlist(match, summary.proposeFrom),
        saysNothing: suppliers.get(match.supplierId)?.saysNothing ?? false,
      })),
    },
    filters: presentFilters(
      query,
      [...suppliers.values()].flatMap(({ regions }) => regions),
    ),
    query,
    linkQuery,
    isFiltered: Object.values(linkQuery).some(({ length }) => length > 0),
    compared: compared[0] ? { id: compared[0]._id, name: compared[0].supplier.name } : null,
    progress,
    isAwaited: state.awaited,
    many,
    isOpen: isOpen(facts),
    may: mayOnBoard(actor, facts),
    done: req.query['done'],
    form,
  })
}

export const ranking: RequestHandler = (req, res) => showBoard(req, res, param(req, 'id'))

/** How far the ranking has come, as a part of the page that a script fetches. */
export const progress: RequestHandler = async (req, res) => {
  const facts = await getRankedChallenge(actorOf(req), param(req, 'id'))
  res.set('Cache-Control', 'no-store')
  res.render('matching/progress-fragment', {
    challenge: facts,
    progress: await shownProgress(facts.id, boardState.parse(req.query).awaited),
  })
}
