import mongoose from 'mongoose'
import type { ChallengeContent } from '../../shared/challenges/challenge.ts'
import { draftForCoach } from '../../shared/challenges/coach-draft.ts'
import { kindFacts } from '../../shared/challenges/kinds.ts'
import { coach } from '../../shared/coaching/coach/coach.ts'
import { givingWay } from '../platform/made-once.ts'
import { Challenge, ChallengeVersion, type StoredChallenge } from './challenges.model.ts'

/** How open a draft is, and between which instants its words came about. */
export interface DraftScore {
  /** Who began it. */
  userId: string
  /** Of 100, by the coach. */
  openness: number
  begunAt: Date
  /** When it went public, or else was saved last: its words are those of that instant. */
  settledAt: Date
}

// So many drafts are scored at once, the newest of them.
const mostScored = 400
// What was scored is remembered by draft and revision: reading one takes a hundredth of a second.
const mostRemembered = 5000
const remembered = new Map<string, number | null>()

/** Null for what is too short to judge. Nothing but the words counts: neither the clock nor what is open elsewhere. */
function opennessOf(key: string, content: ChallengeContent): number | null {
  const known = remembered.get(key)
  if (known !== undefined) return known
  const { scores, isTooShort } = coach(draftForCoach(content), { regime: kindFacts(content.kind).regime })
  const openness = isTooShort ? null : scores.openness.value
  if (remembered.size >= mostRemembered) remembered.clear()
  remembered.set(key, openness)
  return openness
}

/**
 * The scores of what these people drafted: as it first went public, or as it stands now. For counting only; whoever
 * asks has their leave. What was copied, imported or made from a notice is not in their own words, and is left out.
 */
export async function draftScores(userIds: string[]): Promise<DraftScore[]> {
  if (userIds.length === 0) return []
  const own = {
    createdBy: mongoose.trusted({ $in: userIds }),
    copiedFrom: null,
    importedFrom: null,
  }
  const drafts = await Challenge.find(own).sort({ createdAt: -1 }).limit(mostScored).lean<StoredChallenge[]>()
  const firsts = await ChallengeVersion.find({
    challengeId: mongoose.trusted({ $in: drafts.map(({ _id }) => _id) }),
    number: 1,
  }).lean()
  const published = new Map(firsts.map((version) => [version.challengeId, version]))
  const giveWay = givingWay()
  const scores: DraftScore[] = []
  for (const draft of drafts) {
    const first = published.get(draft._id)
    const key = first ? `${draft._id} public` : `${draft._id} ${draft.revision}`
    const openness = opennessOf(key, (first?.content as ChallengeContent | undefined) ?? draft)
    await giveWay()
    if (openness === null) continue
    const settledAt = first?.at ?? draft.updatedAt
    scores.push({ userId: draft.createdBy, openness, begunAt: draft.createdAt, settledAt })
  }
  return scores
}
