import type { Request, RequestHandler, Response } from 'express'
import { decideNextSchema, decisionNames } from '../../shared/outcomes/decision.ts'
import { wayTitles } from '../../shared/outcomes/next-step.ts'
import { publishResultsSchema } from '../../shared/outcomes/outcomes.schema.ts'
import { confidenceNames } from '../../shared/outcomes/ratings.ts'
import { authorityPath } from '../organisations/index.ts'
import { notBegunWords } from '../../shared/outcomes/pilot.ts'
import { AppError, allow } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sentByForm, sharedForm } from '../platform/unseen-changes.ts'
import { decideNext } from './outcomes.decision.service.ts'
import { pathOf, pilotOf } from './outcomes.pages.ts'
import { decisionShown, resultsShown } from './outcomes.shown.ts'
import { whoLeads } from './outcomes.pilots.service.ts'
import { publishResults, readPublicResults } from './outcomes.results.service.ts'

/** A pilot whose results, decision or case study are due. @throws AppError forbidden; conflict before it starts */
async function pilotToConclude(req: Request) {
  const page = await pilotOf(req)
  allow(page.may.lead, whoLeads)
  if (!page.may.conclude) throw new AppError('conflict', notBegunWords(page.contract))
  return page
}

async function showForm(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await pilotToConclude(req)
  const shown = sharedForm(req, state ?? formState(page.results ?? {}), resultsShown(page))
  res.render('outcomes/publish', { page, confidenceNames, form: shown })
}

export const publishForm: RequestHandler = (req, res) => showForm(req, res)

export const publish = form({
  schema: publishResultsSchema,
  show: (req, res, state) => showForm(req, res, state),
  act: async (input, req, res) => {
    const place = { challengeId: param(req, 'id'), submissionId: param(req, 'submissionId') }
    await publishResults(actorOf(req), place, input)
    res.redirect(303, `${pathOf(req)}?done=published`)
  },
})

export const results: RequestHandler = async (req, res) => {
  const page = await readPublicResults(actorOf(req), param(req, 'id'))
  const authorityPage = await authorityPath(page.challenge.authorityId)
  res.render('outcomes/results', { page, authorityPage, confidenceNames, decisionNames, wayTitles })
}

async function showDecision(req: Request, res: Response, state?: FormState): Promise<void> {
  const page = await pilotToConclude(req)
  const { what = '', way = '', why = '' } = page.decision ?? {}
  const choices = page.ways.filter(({ id }) => id !== 'nothing')
  res.render('outcomes/decision', {
    page,
    wayChoices: [
      { value: '', text: 'Choose a way' },
      ...choices.map(({ id, title }) => ({ value: id, text: title })),
    ],
    form: sharedForm(req, state ?? formState({ what, way: way ?? '', why }), decisionShown(page.decision)),
  })
}

export const decision: RequestHandler = (req, res) => showDecision(req, res)

export const saveDecision = form({
  schema: decideNextSchema,
  show: (req, res, state) => showDecision(req, res, state),
  act: async (input, req, res) => {
    const place = { challengeId: param(req, 'id'), submissionId: param(req, 'submissionId') }
    await decideNext(actorOf(req), place, sentByForm(input))
    res.redirect(303, `${pathOf(req)}?done=decided-next`)
  },
})
