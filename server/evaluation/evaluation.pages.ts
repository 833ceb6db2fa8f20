import type { Request, RequestHandler, Response } from 'express'
import {
  declareSchema,
  decisionSchema,
  inviteSchema,
  reasonSchema,
  rulingSchema,
  settingsSchema,
} from '../../shared/evaluation/evaluation.schema.ts'
import { firstLookWords } from '../../shared/evaluation/settings.ts'
import { panelRoleNames, rulingNames } from '../../shared/evaluation/panel.ts'
import { allow, notFound } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { invite, listInvitable } from './evaluation.invite.service.ts'
import {
  beginScoring,
  declareInterests,
  removeFromPanel,
  ruleOnInterest,
} from './evaluation.panel.service.ts'
import { chooseSettings } from './evaluation.settings.service.ts'
import { readComingSteps } from './evaluation.award.read.service.ts'
import { chartsOf, presentSettings, settingsChoices, settingsValues } from './evaluation.presenter.ts'
import { returnScores } from './evaluation.scores.service.ts'
import { listOwnEvaluations, readEvaluation } from './evaluation.service.ts'

const place = (req: Request): string => `/challenges/${param(req, 'id')}/evaluation`
const read = (req: Request) => readEvaluation(actorOf(req), param(req, 'id'))

const notices = {
  settings: 'How proposals are scored is chosen. Suppliers read it with the challenge.',
  invited: 'They are in the panel, and are told.',
  removed: 'They take no part any more.',
  declared: 'Your declaration is on record.',
  ruled: 'Your decision is on record.',
  begun: 'Scoring has begun.',
  submitted: 'Your scores are submitted.',
  returned: 'Their scores are theirs again, with your reason.',
}

export const own: RequestHandler = async (req, res) => {
  res.render('evaluation/own', { evaluations: await listOwnEvaluations(actorOf(req)), panelRoleNames })
}

async function showHome(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const evaluation = await read(req)
  res.render('evaluation/home', {
    evaluation,
    steps: await readComingSteps(actorOf(req), evaluation.id),
    settings: presentSettings(evaluation.challenge, evaluation.settings),
    panelRoleNames,
    rulingNames,
    form: state,
    notice: noticeFor(req, notices),
  })
}

export const home: RequestHandler = (req, res) => showHome(req, res)

export const begin = form({
  schema: decisionSchema,
  show: (req, res, state) => showHome(req, res, state),
  act: async (_input, req, res) => {
    await beginScoring(actorOf(req), param(req, 'id'))
    res.redirect(303, `${place(req)}?done=begun`)
  },
})

async function showSettings(req: Request, res: Response, state?: FormState): Promise<void> {
  const { challenge, settings, may } = await read(req)
  allow(may.chooseSettings || state !== undefined, 'How proposals are scored can’t be chosen any more')
  res.render('evaluation/settings', {
    challenge,
    choices: settingsChoices,
    firstLookWords,
    compared: presentSettings(challenge, settings).comparedName,
    charts: chartsOf(challenge),
    form: state ?? formState(settingsValues(settings)),
  })
}

export const settings: RequestHandler = (req, res) => showSettings(req, res)

export const saveSettings = form({
  schema: settingsSchema,
  show: (req, res, state) => showSettings(req, res, state),
  act: async (input, req, res) => {
    await chooseSettings(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `${place(req)}?done=settings`)
  },
})

async function showInvite(req: Request, res: Response, state?: FormState): Promise<void> {
  const people = await listInvitable(actorOf(req), param(req, 'id'))
  const { challenge } = await read(req)
  res.render('evaluation/invite', {
    challenge,
    people,
    panelRoleNames,
    form: state ?? formState({ role: 'evaluator' }),
  })
}

export const invitation: RequestHandler = (req, res) => showInvite(req, res)

export const sendInvitation = form({
  schema: inviteSchema,
  show: (req, res, state) => showInvite(req, res, state),
  act: async ({ userId, role }, req, res) => {
    await invite(actorOf(req), param(req, 'id'), userId, role)
    res.redirect(303, `${place(req)}?done=invited`)
  },
})

async function showDeclare(req: Request, res: Response, state?: FormState): Promise<void> {
  const { challenge, panel, names } = await read(req)
  const declarations = panel.find(({ isOwn }) => isOwn)?.declarations ?? []
  res.render('evaluation/declare', {
    challenge,
    names,
    declarations,
    rulingNames,
    form: state ?? formState(),
  })
}

export const declaration: RequestHandler = (req, res) => showDeclare(req, res)

export const declare = form({
  schema: declareSchema,
  show: (req, res, state) => showDeclare(req, res, state),
  act: async (input, req, res) => {
    await declareInterests(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `${place(req)}?done=declared`)
  },
})

async function memberOf(req: Request) {
  const evaluation = await read(req)
  const member = evaluation.panel.find(({ userId }) => userId === param(req, 'userId'))
  if (!member) throw notFound('Person')
  return { ...evaluation, member }
}

async function showRuling(req: Request, res: Response, state?: FormState): Promise<void> {
  const { challenge, member } = await memberOf(req)
  const last = member.declarations.at(-1)
  if (!member.mayRule || !last?.hasInterest) throw notFound('Declaration')
  res.render('evaluation/ruling', {
    challenge,
    member,
    last,
    rulingNames,
    form: state ?? formState({ number: last.number }),
  })
}

export const ruling: RequestHandler = (req, res) => showRuling(req, res)

export const rule = form({
  schema: rulingSchema,
  show: (req, res, state) => showRuling(req, res, state),
  act: async (input, req, res) => {
    await ruleOnInterest(actorOf(req), param(req, 'id'), param(req, 'userId'), input)
    res.redirect(303, `${place(req)}?done=ruled`)
  },
})

/** The page that asks for a reason before somebody is taken out, or gets their scores back. */
const withReason = (step: 'remove' | 'return', done: string, act: typeof removeFromPanel) => {
  const show = async (req: Request, res: Response, state: FormState = formState()) => {
    const { challenge, member, may } = await memberOf(req)
    allow(step === 'remove' ? may.organise : may.returnScores, 'This is for others of the panel to do')
    res.render('evaluation/reason', { challenge, member, step, form: state })
  }
  const ask: RequestHandler = (req, res) => show(req, res)
  const submit = form({
    schema: reasonSchema,
    show,
    act: async ({ reason }, req, res) => {
      await act(actorOf(req), param(req, 'id'), param(req, 'userId'), reason)
      res.redirect(303, `${place(req)}?done=${done}`)
    },
  })
  return { ask, submit }
}

export const removal = withReason('remove', 'removed', removeFromPanel)
export const returning = withReason('return', 'returned', returnScores)
