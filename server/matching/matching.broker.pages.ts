import type { Request, RequestHandler, Response } from 'express'
import { brokersWords } from '../../shared/matching/decline-kinds.ts'
import {
  addMatchSchema,
  approveMatchSchema,
  declineMatchSchema,
  matchingSettingsSchema,
} from '../../shared/matching/matching.schema.ts'
import { wholeDirectory } from '../../shared/organisations/directory.schema.ts'
import { findOrganisation, listSuppliers } from '../organisations/index.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { withQuery } from '../platform/page-links.ts'
import { actorOf, param } from '../platform/request.ts'
import { boardPath, showBoard } from './matching.board.pages.ts'
import { addMatch, approveMatch, declineMatch } from './matching.decide.service.ts'
import { nothingSought, soughtNothing } from './matching.find-box.ts'
import { matchPolicy } from './matching.policy.ts'
import { choices, presentForBroker } from './matching.presenter.ts'
import { getMatch, getRankedChallenge, isOpen } from './matching.service.ts'
import { changeMatchingSettings, matchingSettings } from './matching.settings.service.ts'

/** The ranking again, with why the decision could not be taken. */
async function showRankingOfMatch(req: Request, res: Response, state: FormState): Promise<void> {
  const { match } = await getMatch(actorOf(req), param(req, 'id'))
  await showBoard(req, res, match.challengeId, state)
}

export const approve = form({
  schema: approveMatchSchema,
  show: showRankingOfMatch,
  act: async ({ page }, req, res) => {
    const match = await approveMatch(actorOf(req), param(req, 'id'))
    const board = boardPath(req, match.challengeId, { done: match.status, page: page ?? '1' })
    res.redirect(303, `${board}#match-${match._id}`)
  },
})

async function showDecline(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  if (!matchPolicy.seeRanking(actor)) throw notFound('Match')
  const { match, challenge } = await getMatch(actor, param(req, 'id'))
  const shown = presentForBroker(match, challenge, actor)
  res.render('matching/decline', { match: shown, challenge, kinds: choices(brokersWords), form: state })
}

export const decline: RequestHandler = (req, res) => showDecline(req, res, formState())

export const declineWithReason = form({
  schema: declineMatchSchema,
  show: showDecline,
  act: async ({ reason, kind }, req, res) => {
    const match = await declineMatch(actorOf(req), param(req, 'id'), reason, kind)
    res.redirect(303, boardPath(req, match.challengeId, { done: 'declined', page: '1' }))
  },
})

async function showAdd(req: Request, res: Response, state: FormState): Promise<void> {
  const challenge = await getRankedChallenge(actorOf(req), param(req, 'id'))
  const q = typeof req.query['q'] === 'string' ? req.query['q'].trim().slice(0, 200) : ''
  const found = q ? await listSuppliers({ ...wholeDirectory, q }, 1) : null
  const chosen = await findOrganisation(textIn(state, 'supplierId'))
  res.render('matching/add', { challenge, q, found, chosen, form: state, isOpen: isOpen(challenge) })
}

const textIn = ({ values }: FormState, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

/** `?supplier=` has somebody chosen already: whoever asked why a firm is not higher may want to add it. */
export const add: RequestHandler = (req, res) => {
  if (!soughtNothing(req)) return showAdd(req, res, formState({ supplierId: req.query['supplier'] }))
  return showAdd(req, res.status(422), nothingSought('Enter the name of a supplier, or what it does'))
}

export const addSupplier = form({
  schema: addMatchSchema,
  show: showAdd,
  act: async ({ supplierId, reason }, req, res) => {
    const match = await addMatch(actorOf(req), param(req, 'id'), supplierId, reason)
    const board = withQuery(`/challenges/${match.challengeId}/matches`, {}, { done: match.status, page: '1' })
    res.redirect(303, `${board}#match-${match._id}`)
  },
})

async function showSettings(req: Request, res: Response, state?: FormState): Promise<void> {
  const actor = actorOf(req)
  if (!matchPolicy.seeSettings(actor)) throw notFound()
  const { proposeFrom, sendFrom } = await matchingSettings()
  const values = {
    proposeFrom: proposeFrom.toFixed(2),
    sending: sendFrom === null ? 'never' : 'from',
    sendFrom: sendFrom?.toFixed(2) ?? '',
  }
  res.render('matching/settings', {
    form: state ?? formState(values),
    may: { change: matchPolicy.changeSettings(actor) },
    done: req.query['done'],
  })
}

export const settings: RequestHandler = (req, res) => showSettings(req, res)

export const changeSettings = form({
  schema: matchingSettingsSchema,
  show: showSettings,
  act: async (input, req, res) => {
    await changeMatchingSettings(actorOf(req), input)
    res.redirect(303, '/desk/matching-settings?done=saved')
  },
})
