import type { Request, RequestHandler, Response } from 'express'
import { mergeSchema, redactSchema } from '../../shared/clarifications/clarifications.schema.ts'
import { findOrganisation } from '../organisations/index.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { fewOf } from './clarifications.few.ts'
import { questionHref } from './clarifications.links.ts'
import { dismissReports, mergeQuestion, redactQuestion } from './clarifications.moderate.service.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { readLog, readQuestion } from './clarifications.read.service.ts'

const mostToMerge = 20

/** A broker's page of one question. */
export async function showModerate(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  if (!clarificationPolicy.seeAsker(actor)) throw notFound('Question')
  const { question, challenge } = await readQuestion(actor, param(req, 'id'))
  const { answered, waiting } = await readLog(actor, challenge.id)
  const others = fewOf(
    [...waiting, ...answered].filter(({ id }) => id !== question.id),
    { q: req.query['q'], most: mostToMerge, chosen: state.values['into'], alike: question.text },
  )
  const asker = question.asker && (await findOrganisation(question.asker.organisationId))
  const files = [...(question.answer?.files ?? []), ...question.corrections.flatMap((one) => one.files)]
  res.render('clarifications/moderate', {
    question,
    challenge,
    others,
    mostToMerge,
    files: [...new Map(files.map((file) => [file.id, file])).values()],
    askerName: asker?.name,
    form: state,
  })
}

export const moderate: RequestHandler = (req, res) => showModerate(req, res, formState())

export const redact = form({
  schema: redactSchema,
  show: showModerate,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    const { challengeId } = await redactQuestion(actorOf(req), id, input)
    res.redirect(303, questionHref(challengeId, id, 'redacted'))
  },
})

export const merge = form({
  schema: mergeSchema,
  show: showModerate,
  act: async ({ into }, req, res) => {
    const { challengeId } = await mergeQuestion(actorOf(req), param(req, 'id'), into)
    res.redirect(303, questionHref(challengeId, into, 'merged'))
  },
})

export const dismiss: RequestHandler = async (req, res) => {
  const id = param(req, 'id')
  const { challengeId } = await dismissReports(actorOf(req), id)
  res.redirect(303, questionHref(challengeId, id, 'dismissed'))
}
