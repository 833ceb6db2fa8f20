import type { Request, Response } from 'express'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import {
  decideAsCoBuyerSchema,
  inviteCoBuyerSchema,
  inviteSharersSchema,
  shareNeedSchema,
} from '../../shared/challenges/challenges.together.schema.ts'
import { isNamed } from '../../shared/challenges/same-need.ts'
import { quarterLabel, quartersFrom, spendBands } from '../../shared/challenges/scale.ts'
import { listAuthorities } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { translator } from '../platform/translations.ts'
import {
  decideAsCoBuyer,
  inviteCoBuyer,
  inviteCoBuyers,
  removeCoBuyer,
} from './challenges.co-buyers.service.ts'
import { problemChanges, shareNeed, unshareNeed } from './challenges.needs.service.ts'
import { mayDo, presentChallenge } from './challenges.presenter.ts'
import { findChallenge, getVisibleChallenge } from './challenges.service.ts'
import { changedSinceSubmitted } from './challenges.submissions.ts'

/** Who writes a challenge together, what each has said, and the next thing that this actor can do about it. */
export async function jointPage(req: Request, res: Response): Promise<void> {
  await renderJoint(req, res, formState())
}

const t = translator()

const coBuyerOf = ({ coBuyers }: Pick<ChallengeRecord, 'coBuyers'>, actor: Actor) =>
  coBuyers.find(({ authorityId }) => authorityId === actor.organisation?.id)

async function renderJoint(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getVisibleChallenge(actor, param(req, 'id'))
  const may = mayDo(actor, challenge)
  if (!may.seeComments) throw notFound('Challenge')
  const taken = new Set([challenge.authorityId, ...challenge.coBuyers.map(({ authorityId }) => authorityId)])
  const authorities = may.invite ? await listAuthorities() : []
  const free = authorities.filter(({ id, status }) => status === 'verified' && !taken.has(id))
  const earlier = may.invite && challenge.copiedFrom ? await findChallenge(challenge.copiedFrom) : null
  res.render('challenges/joint', {
    challenge: presentChallenge(challenge, actor),
    coBuyers: challenge.coBuyers,
    own: coBuyerOf(challenge, actor) ?? null,
    submittedAt: challenge.submittedAt?.toISOString() ?? '',
    changes: may.approve
      ? await changedSinceSubmitted(challenge, String(state.values['submittedAt'] ?? ''))
      : [],
    choices: free.map(({ id, name }) => ({ value: id, text: name })),
    sharers: (earlier?.sameNeeds ?? [])
      .filter(({ authorityId }) => free.some(({ id }) => id === authorityId))
      .map((need) => ({
        value: need.authorityId,
        text: need.authorityName,
        hint: isNamed(need)
          ? need.note
          : t('It asked not to be named in public: the others whom you ask see its name.'),
      })),
    may: { ...may, join: may.join && !coBuyerOf(challenge, actor)?.joinedAt },
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

/** Asks those that are ticked of the authorities with the same problem. */
export const inviteSharers = form({
  schema: inviteSharersSchema,
  show: renderJoint,
  act: async ({ authorityIds }, req, res) => {
    await inviteCoBuyers(actorOf(req), param(req, 'id'), authorityIds)
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
  const said = own && { ...own, isNamed: isNamed(own) ? 'yes' : 'no' }
  await renderSameProblem(req, res, formState(said ?? { isNamed: 'yes' }))
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
    version: challenge.version,
    changes: await problemChanges(challenge, state.values['version']),
    unit: challenge.demand.unit,
    bands: [{ value: '', text: t('I’d rather not say') }].concat(
      spendBands.map(({ name, label }) => ({ value: name, text: t(label) })),
    ),
    quarters: [{ value: '', text: t('Not known yet') }].concat(
      quartersFrom(now(), 10).map((quarter) => ({ value: quarter, text: quarterLabel(quarter) })),
    ),
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
