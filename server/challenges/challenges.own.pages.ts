import type { Request, Response } from 'express'
import { type ChallengeStatus, challengeStatuses } from '../../shared/challenges/challenge.ts'
import { isStatus, statusLabels } from '../../shared/challenges/life-cycle.ts'
import { copyChallengeSchema } from '../../shared/challenges/challenges.together.schema.ts'
import { startChallengeSchema } from '../../shared/challenges/challenges.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { AppError } from '../platform/errors.ts'
import { form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { copyChallenge, startChallenge, whoDrafts } from './challenges.draft.service.ts'
import { gatesOf } from './challenges.gates.ts'
import type { StoredChallenge } from './challenges.model.ts'
import { noticeOf } from './challenges.pages.ts'
import { startFromTemplate } from './challenges.template.service.ts'
import { challengePolicy } from './challenges.policy.ts'
import { presentChallenge } from './challenges.presenter.ts'
import { challengesOfAuthority, jointChallengesOf } from './challenges.service.ts'

/** What an authority's people do next with a challenge in this state. */
function nextStepOf(
  challenge: StoredChallenge,
  status: ChallengeStatus,
  actor: Actor,
): { text: string; href: string } {
  const page = `/challenges/${challenge._id}`
  const mayEdit = challengePolicy.copy(actor, {
    authorityId: challenge.authorityId,
    status,
    isPublished: false,
    coBuyerIds: [],
  })
  const missing = ['draft', 'returned'].includes(status)
    ? gatesOf(challenge, 'submit').filter(({ isClear }) => !isClear).length
    : 0
  if (!mayEdit) return { text: 'Read it', href: page }
  if (status === 'returned') return { text: 'Read the comments and change it', href: `${page}/edit` }
  if (status === 'draft' && missing > 0) return { text: 'Go on writing', href: `${page}/edit` }
  if (status === 'draft') return { text: 'Check and submit', href: `${page}/edit/check` }
  if (status === 'submitted') return { text: 'Wait for the brokers', href: page }
  if (status === 'open') return { text: 'Answer questions', href: `${page}#questions` }
  if (status === 'clarifications-closed') return { text: 'Give the last answers', href: `${page}#questions` }
  return { text: 'Read it', href: page }
}

/** Every challenge of the actor's authority, in every state, with its next step. */
export async function listOwn(req: Request, res: Response): Promise<void> {
  const actor = actorOf(req)
  if (actor.organisation?.kind !== 'authority') {
    throw new AppError('forbidden', 'This page is for people who work for an authority')
  }
  const wanted =
    typeof req.query['state'] === 'string' && isStatus(req.query['state']) ? req.query['state'] : null
  const all = (await challengesOfAuthority(actor.organisation.id, actor)) as StoredChallenge[]
  const rows = all.map((challenge) => {
    const shown = presentChallenge(challenge, actor)
    return { ...shown, nextStep: nextStepOf(challenge, shown.status, actor) }
  })
  const states = challengeStatuses.flatMap((status) => {
    const count = rows.filter((row) => row.status === status).length
    return count > 0 ? [{ status, label: statusLabels[status], count }] : []
  })
  res.render('challenges/own', {
    challenges: wanted ? rows.filter(({ status }) => status === wanted) : rows,
    total: rows.length,
    states,
    wanted,
    joint: (await jointChallengesOf(actor.organisation.id, actor)).map((challenge) =>
      presentChallenge(challenge, actor),
    ),
    mayDraft: challengePolicy.draft(actor),
    fragments: await fragmentsOf('own-challenges', actor, '', req),
    notice: noticeOf(req),
    now: now(),
  })
}

/** Where a challenge begins: its title. Whoever has just registered to post one joins their authority first. */
export function startPage(req: Request, res: Response): void {
  const actor = actorOf(req)
  if (actor.kind === 'person' && !actor.organisation) return res.redirect(303, '/organisation')
  if (!challengePolicy.draft(actor)) {
    throw new AppError('forbidden', whoDrafts)
  }
  res.render('challenges/start', { form: formState() })
}

export const start = form({
  schema: startChallengeSchema,
  show: (_req, res, state) => res.render('challenges/start', { form: state }),
  act: async (input, req, res) => {
    const id = await startChallenge(actorOf(req), input)
    res.redirect(303, `/challenges/${id}/edit`)
  },
})

/** A new draft from an earlier challenge. */
export async function copy(req: Request, res: Response): Promise<void> {
  const { isJoint } = copyChallengeSchema.catch({ isJoint: false }).parse({ isJoint: req.body?.isJoint })
  const id = await copyChallenge(actorOf(req), param(req, 'id'), isJoint)
  res.redirect(303, `/challenges/${id}/edit?done=copied`)
}

/** A new draft from a template of the library. */
export async function fromTemplate(req: Request, res: Response): Promise<void> {
  const { id, copied } = await startFromTemplate(actorOf(req), param(req, 'slug'))
  res.redirect(303, `/challenges/${id}/edit?done=${copied > 0 ? 'from-template' : 'only-title'}`)
}
