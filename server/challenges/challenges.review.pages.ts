import { codeNames } from '../organisations/index.ts'
import type { Request, Response } from 'express'
import { z } from 'zod'
import {
  publishChallengeSchema,
  returnChallengeSchema,
} from '../../shared/challenges/challenges.review.schema.ts'
import { withdrawChallengeSchema } from '../../shared/challenges/challenges.schema.ts'
import { readableFields } from '../../shared/challenges/readable.ts'
import { kindFacts, noticeExceptions } from '../../shared/challenges/kinds.ts'
import { sectionsOf } from '../../shared/challenges/sections.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { coachChallenge } from './challenges.coach.ts'
import { gatesOf, presentGates } from './challenges.gates.ts'
import { mayDo, presentChallenge } from './challenges.presenter.ts'
import { publishChallenge, returnChallenge, unschedulePublication } from './challenges.review.service.ts'
import { getVisibleChallenge } from './challenges.service.ts'
import { withdrawChallenge } from './challenges.withdraw.service.ts'

/** What a broker reads before publishing or returning. */
export async function reviewPage(req: Request, res: Response): Promise<void> {
  await renderReview(req, res, formState())
}

async function renderReview(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getVisibleChallenge(actor, param(req, 'id'))
  if (actor.organisation?.kind !== 'brokerage') throw notFound('Challenge')
  const fields = readableFields(challenge, codeNames)
  res.render('challenges/review', {
    challenge: presentChallenge(challenge, actor),
    gates: presentGates(gatesOf(challenge, 'publish'), challenge._id, false),
    coaching: await coachChallenge(challenge),
    noticeCode: kindFacts(challenge.kind).notice,
    exceptions: kindFacts(challenge.kind).exceptions.map((value) => ({
      value,
      text: noticeExceptions[value].label,
      hint: { text: noticeExceptions[value].source },
    })),
    sections: sectionsOf(challenge.kind).map((section) => ({
      ...section,
      rows: fields.filter((field) => field.section === section.name),
      earlier: challenge.returnComments.filter((comment) => comment.section === section.name),
    })),
    earlierInGeneral: challenge.returnComments.filter((comment) => comment.section === ''),
    form: state,
  })
}

// The page is one form, so that either button brings back what was typed for the other one.
const publishForm = z.preprocess((body, context) => {
  const { general = '', comments = {}, ...rest } = body as Record<string, unknown>
  const written = [general, ...Object.values(typeof comments === 'object' && comments ? comments : {})]
  if (written.some((one) => typeof one !== 'string' || one.trim() !== '')) {
    const message = 'You have written comments: return the challenge with them, or take them out to publish'
    context.issues.push({ code: 'custom', message, path: ['general'], input: general })
  }
  return rest
}, publishChallengeSchema)
const returnForm = z.preprocess((body) => {
  const { general, comments } = body as Record<string, unknown>
  return { general, comments }
}, returnChallengeSchema)

export const publish = form({
  schema: publishForm,
  show: renderReview,
  act: async (input, req, res) => {
    await publishChallenge(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}?done=${input.publishAt ? 'scheduled' : 'published'}`)
  },
})

/** Takes back an approval for later. */
export async function unschedule(req: Request, res: Response): Promise<void> {
  await unschedulePublication(actorOf(req), param(req, 'id'))
  res.redirect(303, `/challenges/${param(req, 'id')}/review`)
}

export const giveBack = form({
  schema: returnForm,
  show: renderReview,
  act: async (input, req, res) => {
    await returnChallenge(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}?done=returned`)
  },
})

/** Asks for the reason before a challenge is withdrawn. */
export async function withdrawPage(req: Request, res: Response): Promise<void> {
  await renderWithdraw(req, res, formState())
}

async function renderWithdraw(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getVisibleChallenge(actor, param(req, 'id'))
  if (!mayDo(actor, challenge).withdraw) {
    throw new AppError('forbidden', 'This challenge can’t be withdrawn now, or not by you')
  }
  res.render('challenges/withdraw', { challenge: presentChallenge(challenge, actor), form: state })
}

export const withdraw = form({
  schema: withdrawChallengeSchema,
  show: renderWithdraw,
  act: async (input, req, res) => {
    await withdrawChallenge(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}?done=withdrawn`)
  },
})
