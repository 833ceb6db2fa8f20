import { mostTagsOfChallenge, type Topics } from '../../shared/clarifications/clarifications.topics.schema.ts'
import { clarificationTopicsSet } from '../../shared/clarifications/clarifications.topics.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { Question } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import { loadQuestion, questionFacts } from './clarifications.service.ts'
import { refusePart } from './clarifications.topics.check.ts'

/**
 * Says what a question is about: a part of the challenge, and tags in the spelling that the challenge has already.
 * @throws AppError not-found, forbidden, invalid for a part that is not there or too many tags
 */
export async function setTopics(
  actor: Actor,
  questionId: string,
  { part, tags }: Topics,
): Promise<{ challengeId: string }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    const facts = questionFacts(question)
    const maySort = clarificationPolicy.sort(actor, challenge, facts)
    allow(maySort, 'Only the authority or a broker can say what a question is about')
    // What was said of a part that an amendment has taken out since may stay.
    if (part !== question.partKey) await refusePart(challenge.id, part)
    const known: string[] = await Question.find({ challengeId: challenge.id })
      .session(session)
      .distinct('tags')
    const spelt = new Map(known.map((tag) => [tag.toLowerCase(), tag]))
    const wanted = tags.map((tag) => spelt.get(tag.toLowerCase()) ?? tag)
    if (new Set([...known, ...wanted]).size > mostTagsOfChallenge)
      throw new AppError('invalid', 'Too many tags', {
        newTags: `The questions of a challenge can have at most ${mostTagsOfChallenge} different tags`,
      })
    question.set({ partKey: part, tags: wanted })
    await question.save({ session })
    const isPublic = facts.isShown
    await record(session, actor, clarificationTopicsSet, { challengeId: challenge.id, questionId, isPublic })
    return { challengeId: challenge.id }
  })
}
