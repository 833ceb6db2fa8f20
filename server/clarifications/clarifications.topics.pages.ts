import type { Request, RequestHandler, Response } from 'express'
import { topicsFormSchema } from '../../shared/clarifications/clarifications.topics.schema.ts'
import { AppError } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { questionHref } from './clarifications.links.ts'
import { readQuestion } from './clarifications.read.service.ts'
import { currentParts, suggestedTags } from './clarifications.topics.read.service.ts'
import { setTopics } from './clarifications.topics.service.ts'

async function showTopics(req: Request, res: Response, state: FormState): Promise<void> {
  const { question, challenge } = await readQuestion(actorOf(req), param(req, 'id'))
  if (!question.may.sort)
    throw new AppError('forbidden', 'Only the authority or a broker can say what a question is about')
  const suggested = await suggestedTags(challenge.id, challenge.buyerIds)
  res.render('clarifications/topics', {
    question,
    challenge,
    parts: await currentParts(challenge.id),
    tags: [...new Set([...question.tags, ...suggested])],
    form:
      Object.keys(state.values).length > 0
        ? state
        : formState({ part: question.partKey, tags: question.tags }, state.errors),
  })
}

/** The page on which somebody says what a question is about. */
export const topics: RequestHandler = (req, res) => showTopics(req, res, formState())

export const saveTopics = form({
  schema: topicsFormSchema,
  show: showTopics,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    const { challengeId } = await setTopics(actorOf(req), id, input)
    res.redirect(303, questionHref(challengeId, id, 'topics'))
  },
})
