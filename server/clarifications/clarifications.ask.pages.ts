import type { Request, RequestHandler, Response } from 'express'
import { askFormSchema } from '../../shared/clarifications/clarifications.private.schema.ts'
import { logQuery, similarQuery } from '../../shared/clarifications/clarifications.schema.ts'
import { now } from '../platform/clock.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { refuseGivingAway } from './clarifications.giving-away.service.ts'
import { countAddress } from './clarifications.limits.ts'
import { questionHref } from './clarifications.links.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { askPrivately } from './clarifications.private.service.ts'
import { askQuestion, getClarified } from './clarifications.service.ts'
import { findSimilar } from './clarifications.similar.read.service.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'
import { currentParts } from './clarifications.topics.read.service.ts'

/** Questions like the one being typed, without a page around them. */
export const similar: RequestHandler = async (req, res) => {
  const { text } = similarQuery.parse(req.query)
  const challengeId = param(req, 'id')
  const found = await findSimilar(actorOf(req), challengeId, text)
  res.render('clarifications/similar', { similar: found, challengeId })
}

interface Asking {
  challengeId: string
  state: FormState
  similar?: object[]
}

/** The page on which a question is asked in writing. @throws AppError not-found */
export async function showAsk(
  req: Request,
  res: Response,
  { challengeId, state, similar: similarOnes = [] }: Asking,
): Promise<void> {
  const actor = actorOf(req)
  const challenge = await getClarified(actor, challengeId)
  const may = { ask: clarificationPolicy.ask(actor, challenge, now()) }
  const [parts, { display }] = await Promise.all([currentParts(challengeId), settingsOf(challengeId)])
  res.render('clarifications/ask', {
    challenge,
    challengeId,
    may,
    parts,
    display,
    form: state,
    similar: similarOnes,
  })
}

/** `?part=outcomes.abc`: from that part of the challenge, to ask about it. */
export const ask: RequestHandler = (req, res) => {
  const { part } = logQuery.parse(req.query)
  return showAsk(req, res, { challengeId: param(req, 'id'), state: formState({ part }) })
}

export const sendQuestion = form({
  schema: askFormSchema,
  show: (req, res, state) => showAsk(req, res, { challengeId: param(req, 'id'), state }),
  act: async ({ text, part, anyway, isConfidential, confidential = '' }, req, res) => {
    const id = param(req, 'id')
    await countAddress('asking', req)
    if (isConfidential) {
      const asked = await askPrivately(actorOf(req), id, { text, confidential: confidential.trim() })
      return res.redirect(303, `/private-questions/${asked.id}?done=asked`)
    }
    await refuseGivingAway(actorOf(req), text)
    const found = anyway ? [] : await findSimilar(actorOf(req), id, text)
    if (found.length > 0)
      return showAsk(req, res, { challengeId: id, state: formState({ text, part }), similar: found })
    const asked = await askQuestion(actorOf(req), id, text, undefined, part)
    res.redirect(303, questionHref(id, asked.id, 'asked'))
  },
})
