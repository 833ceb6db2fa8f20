import mongoose from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { draftForCoach } from '../../shared/challenges/coach-draft.ts'
import { type OpenChallenge, textsOf } from '../../shared/coaching/coach/draft.ts'
import { sameNeed } from '../../shared/coaching/coach/rules/fairness.ts'
import { likeness, type Print, printOf } from '../../shared/coaching/coach/similar.ts'
import { now } from '../platform/clock.ts'
import { Challenge } from './challenges.model.ts'
import { openAt } from './challenges.service.ts'

interface Known {
  updatedAt: number
  print: Print
  challenge: OpenChallenge
  authorityId: string
}

// What each open challenge can be recognised by, so that it is read once and not for every draft.
const known = new Map<string, Known>()

/** Everything that a challenge says, as one text to compare by. */
export const wordsOf = (challenge: ChallengeRecord): string =>
  textsOf(draftForCoach(challenge))
    .map(({ text }) => text)
    .join('\n')

/**
 * Open challenges that are much like these words.
 * @param own whose they are: neither the challenge itself nor others of its authority count
 */
export async function openChallengesLike(
  text: string,
  own: { id: string; authorityId: string } = { id: '', authorityId: '' },
): Promise<OpenChallenge[]> {
  await readOpenChallenges()
  const print = printOf(text)
  return [...known.values()]
    .filter(({ challenge, authorityId }) => challenge.id !== own.id && authorityId !== own.authorityId)
    .filter((one) => likeness(print, one.print) >= sameNeed)
    .map(({ challenge }) => challenge)
}

/** Reads those that are new or changed, and forgets those that have closed. */
async function readOpenChallenges(): Promise<void> {
  const open = await Challenge.find(openAt(now()), { updatedAt: 1 }).lean<
    Pick<ChallengeRecord, '_id' | 'updatedAt'>[]
  >()
  const ids = new Set(open.map(({ _id }) => _id))
  for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
  const unread = open.filter(({ _id, updatedAt }) => known.get(_id)?.updatedAt !== updatedAt.getTime())
  const found = await Challenge.find({
    _id: mongoose.trusted({ $in: unread.map(({ _id }) => _id) }),
  }).lean<ChallengeRecord[]>()
  for (const challenge of found) {
    const { _id: id, title, authorityId, authorityName: authority, updatedAt } = challenge
    const text = wordsOf(challenge)
    known.set(id, {
      updatedAt: updatedAt.getTime(),
      print: printOf(text),
      challenge: { id, title, authority, text },
      authorityId,
    })
  }
}
