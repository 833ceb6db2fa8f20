import type { RequestHandler } from 'express'
import { z } from 'zod'
import { actsFor, type Actor } from '../shared/platform/actor.ts'
import { type Beginner, checklist } from '../shared/platform/checklists.ts'
import { hasActed } from './audit/index.ts'
import { challengesOfAuthority, listSavedSearches } from './challenges/index.ts'
import { listOwnEvaluations } from './evaluation/index.ts'
import { hideChecklist } from './identity/index.ts'
import { hasChosen } from './notifications/index.ts'
import { findOrganisation, membersOf } from './organisations/index.ts'
import { actorOf } from './platform/request.ts'
import { safeReturn } from './platform/page.ts'

type Facts = Record<string, boolean>

const hasColleague = async (organisationId: string): Promise<boolean> =>
  (await membersOf(organisationId)).length > 1

async function suppliersFacts(actor: Actor, organisationId: string): Promise<Facts> {
  const [organisation, searches, colleague] = await Promise.all([
    findOrganisation(organisationId),
    listSavedSearches(actor),
    hasColleague(organisationId),
  ])
  const profile = organisation?.supplier
  return {
    about: Boolean(profile?.whatWeDo),
    categories: (profile?.cpv.length ?? 0) > 0,
    regions: (profile?.regions.length ?? 0) > 0,
    search: searches.length > 0,
    colleague,
  }
}

async function authoritysFacts(actor: Actor, organisationId: string): Promise<Facts> {
  const [challenges, route, colleague] = await Promise.all([
    challengesOfAuthority(organisationId, actor),
    hasActed(actor.userId, ['challenge.plan-chosen']),
    hasColleague(organisationId),
  ])
  return {
    draft: challenges.length > 0,
    route,
    submit: challenges.some(({ status }) => status !== 'draft'),
    colleague,
  }
}

async function brokersFacts({ userId }: Actor): Promise<Facts> {
  const [review, confirm, match, library] = await Promise.all([
    hasActed(userId, ['challenge.published', 'challenge.returned', 'challenge.publication-scheduled']),
    hasActed(userId, ['organisation.verified', 'organisation.refused', 'organisation.claimed']),
    hasActed(userId, ['match.approved', 'match.declined', 'match.added']),
    hasActed(userId, ['resource.published', 'resource.changed']),
  ])
  return { review, confirm, match, library }
}

async function evaluatorsFacts(actor: Actor): Promise<Facts> {
  const evaluations = await listOwnEvaluations(actor)
  return {
    panel: evaluations.length > 0,
    declare: evaluations.some(({ clearance }) => clearance !== 'undeclared'),
    scores: evaluations.some(({ hasSubmitted, state }) => hasSubmitted || state === 'agreed'),
  }
}

const beginsAt: Record<string, Beginner> = {
  '/your-matches': 'supplier',
  '/your-challenges': 'authority',
  '/desk': 'brokerage',
  '/your-evaluations': 'evaluator',
}

function factsOf(who: Beginner, actor: Actor): Promise<Facts> {
  const organisationId = actor.organisation?.id ?? ''
  if (who === 'supplier') return suppliersFacts(actor, organisationId)
  if (who === 'authority') return authoritysFacts(actor, organisationId)
  return who === 'brokerage' ? brokersFacts(actor) : evaluatorsFacts(actor)
}

/** The first page after signing in shows what to do first, until all of it is done or its reader hides the list. */
export const firstRun: RequestHandler = async (req, res, next) => {
  const actor = actorOf(req)
  const who = beginsAt[req.path]
  const isOwn = who === 'evaluator' || actor.organisation?.kind === who
  // Viewers and the like have nothing to set up.
  const mayAct = who === 'evaluator' || actsFor(actor, actor.organisation?.id ?? '')
  if (!who || !isOwn || !mayAct || actor.kind !== 'person' || req.person?.hidesChecklist) return next()
  const [facts, choices] = await Promise.all([factsOf(who, actor), hasChosen(actor.userId)])
  res.locals['checklist'] = checklist(who, { ...facts, choices })
  res.locals['checklistPath'] = req.path
  next()
}

/** Where the list is shown. */
export const firstPages = Object.keys(beginsAt)

const hideSchema = z.object({ hides: z.enum(['yes', 'no']).catch('yes'), returnTo: z.string().catch('') })

/** `POST /account/checklist`: hides the list of first steps, or brings it back. */
export const chooseChecklist: RequestHandler = async (req, res) => {
  const { hides, returnTo } = hideSchema.parse(req.body ?? {})
  await hideChecklist(actorOf(req), hides === 'yes')
  res.redirect(303, hides === 'yes' ? safeReturn(returnTo, '/start') : '/start')
}
