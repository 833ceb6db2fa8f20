import type { Request, RequestHandler, Response } from 'express'
import type { ClientSession } from 'mongoose'
import { askFormSchema } from '../../shared/clarifications/clarifications.private.schema.ts'
import { logQuery, similarQuery } from '../../shared/clarifications/clarifications.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { refuseGivingAway } from './clarifications.giving-away.service.ts'
import { countAddress } from './clarifications.limits.ts'
import { questionHref } from './clarifications.links.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { askPrivately } from './clarifications.private.service.ts'
import { askQuestion, getClarified } from './clarifications.service.ts'
import { messageOf, once, resultOf } from './clarifications.sessions.record.ts'
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
    newKey: newId(),
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
  act: async ({ anyway, isConfidential, ...said }, req, res) => {
    const [actor, id] = [actorOf(req), param(req, 'id')]
    const message = messageOf(isConfidential ? 'ask privately' : 'ask', id, said)
    const { text, part, confidential = '' } = said
    const before = await resultOf<{ id: string }>(actor, message)
    if (!before) await countAddress('asking', req)
    if (isConfidential) {
      const asking = { text, confidential: confidential.trim() }
      const asked =
        before ?? (await askingOnce(actor, message, (session) => askPrivately(actor, id, asking, session)))
      return res.redirect(303, `/private-questions/${asked.id}?done=asked`)
    }
    await refuseGivingAway(actor, text)
    const found = anyway || before ? [] : await findSimilar(actor, id, text)
    if (found.length > 0)
      return showAsk(req, res, { challengeId: id, state: formState({ text, part }), similar: found })
    const asked =
      before ??
      (await askingOnce(actor, message, (session) => askQuestion(actor, id, text, { session }, part)))
    res.redirect(303, questionHref(id, asked.id, 'asked'))
  },
})

/** What is sent twice at the same moment, by a browser without scripts for example, is asked once. */
const askingOnce = (
  actor: Actor,
  message: string | undefined,
  ask: (session: ClientSession) => Promise<{ id: string }>,
): Promise<{ id: string }> => transaction((session) => once(session, actor, message, () => ask(session)))
