import type { Request, RequestHandler, Response } from 'express'
import {
  acceptRewriteSchema,
  setAsideSchema,
  takeUpSchema,
} from '../../shared/challenges/challenges.coach.schema.ts'
import { fieldLabel } from '../../shared/challenges/coach-draft.ts'
import { sectionsOf } from '../../shared/challenges/sections.ts'
import { placesOfHelp } from '../../shared/coaching/coach/finding.ts'
import { findRule } from '../../shared/coaching/coach/rules/index.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { caseStudiesNear, resourcesAt } from '../resources/index.ts'
import { coachChallenge } from './challenges.coach.ts'
import { acceptRewrite, setFindingAside, takeFindingUp } from './challenges.coach.service.ts'
import { getDraft } from './challenges.edit.pages.ts'
import { presentChallenge } from './challenges.presenter.ts'

/** Everything that the coach says of a draft, and both scores. */
export async function coachPage(req: Request, res: Response): Promise<void> {
  await renderCoach(req, res, formState())
}

async function renderCoach(req: Request, res: Response, state: FormState): Promise<void> {
  const challenge = await getDraft(req)
  const [coaching, evidence, fragments] = await Promise.all([
    coachChallenge(challenge),
    caseStudiesNear(challenge),
    fragmentsOf('draft-coach', actorOf(req), challenge._id, req),
  ])
  res.render('challenges/coach', {
    challenge: presentChallenge(challenge, actorOf(req)),
    coaching,
    evidence,
    helpful: await resourcesAt(...placesOfHelp(coaching.findings)),
    fragments,
    sections: sectionsOf(challenge.kind).map((section) => ({
      ...section,
      findings: coaching.findings.filter((finding) => finding.section === section.name),
      aside: coaching.aside.filter((finding) => finding.section === section.name),
    })),
    notice: noticeFor(req, {
      accepted: 'The words are replaced and saved.',
      kept: 'Your words stay, and the brokers see why.',
      'taken-up': 'The coach looks at it again.',
    }),
    form: state,
  })
}

export const accept = form({
  schema: acceptRewriteSchema,
  show: renderCoach,
  act: async (input, req, res) => {
    await acceptRewrite(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}/edit/coach?done=accepted`)
  },
})

/** Asks why the words are kept. */
export const keepPage: RequestHandler = async (req, res) => {
  const { rule, field, quote } = req.query
  await renderKeep(req, res, formState({ rule, field, quote }))
}

async function renderKeep(req: Request, res: Response, state: FormState): Promise<void> {
  const challenge = await getDraft(req)
  const { rule, field } = state.values
  res.render('challenges/coach-keep', {
    challenge: presentChallenge(challenge, actorOf(req)),
    rule: typeof rule === 'string' ? findRule(rule) : null,
    label: typeof field === 'string' ? fieldLabel(field) : '',
    form: state,
  })
}

export const keepWords = form({
  schema: setAsideSchema,
  show: renderKeep,
  act: async (input, req, res) => {
    await setFindingAside(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}/edit/coach?done=kept`)
  },
})

export const takeUp = form({
  schema: takeUpSchema,
  show: renderCoach,
  act: async (input, req, res) => {
    await takeFindingUp(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}/edit/coach?done=taken-up`)
  },
})
