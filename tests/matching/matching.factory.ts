import { Challenge } from '../../server/challenges/challenges.model.ts'
import { record } from '../../server/audit/index.ts'
import { makeListing } from '../../server/challenges/challenges.content.ts'
import { Match, MatchingRun, type MatchRecord } from '../../server/matching/matching.model.ts'
import { Award } from '../../server/organisations/organisations.model.ts'
import { now } from '../../server/platform/clock.ts'
import { transaction } from '../../server/platform/database.ts'
import { type ChallengeRecord, emptyContent } from '../../shared/challenges/challenge.ts'
import { challengePublished } from '../../shared/challenges/challenges.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'

const day = 86_400_000

/** A challenge that suppliers may respond to, as if a broker had just published it. */
export async function aPublicChallenge(changes: Partial<ChallengeRecord> = {}): Promise<ChallengeRecord> {
  const at = now()
  const challenge = new Challenge({
    ...emptyContent(),
    authorityId: newId(),
    authorityName: 'Blackburn with Darwen Borough Council',
    status: 'open',
    title: 'Damp and mould in council homes',
    summary: 'Tenants live with damp. We want sensors that find mould early, and retrofit where it pays.',
    cpv: ['44000000'],
    regions: ['TLD33'],
    timetable: {
      askBy: new Date(at.getTime() + 14 * day),
      answerBy: new Date(at.getTime() + 18 * day),
      respondBy: new Date(at.getTime() + 28 * day),
      pilotStart: null,
      pilotMonths: null,
    },
    version: 1,
    publishedAt: at,
    createdBy: newId(),
    ...changes,
  })
  challenge.set('listing', makeListing(challenge.toObject()))
  await challenge.save()
  return challenge.toObject()
}

/** Tells the house that a challenge went public. */
export async function announce({ _id, authorityId, version }: ChallengeRecord): Promise<void> {
  await transaction((session) =>
    record(session, system, challengePublished, { challengeId: _id, authorityId, version }),
  )
}

/** A public award to a supplier. */
export async function anAward(supplierId: string, title: string, buyer: string): Promise<void> {
  await Award.create({
    supplierId,
    source: 'test',
    sourceId: newId(),
    buyer,
    title,
    text: '',
    cpv: ['44000000'],
    regions: ['TLD'],
    date: now(),
    recordedAt: now(),
  })
}

/** A match of a supplier with a challenge, proposed unless said otherwise. */
export async function aMatch(
  challengeId: string,
  supplier: { id: string; name: string; isVerified: boolean },
  changes: Partial<MatchRecord> = {},
): Promise<MatchRecord> {
  const match = new Match({
    challengeId,
    challengeVersion: 1,
    supplierId: supplier.id,
    supplier: {
      name: supplier.name,
      isClaimed: supplier.isVerified,
      isSme: true,
      isVcse: null,
      isExample: false,
    },
    rank: 1,
    score: 0.7,
    parts: { text: 0.8, category: 0.65, region: 1, trackRecord: 0.25 },
    reasons: [
      { kind: 'shares-terms', terms: ['damp', 'sensors'] },
      { kind: 'new-to-buyer', buyer: 'Blackburn with Darwen' },
    ],
    rankedAt: now(),
    proposedAt: now(),
    ...changes,
  })
  await match.save()
  return match.toObject()
}

/** Says that a challenge was ranked. */
export async function aRun(challengeId: string): Promise<void> {
  const run = {
    challengeId,
    challengeVersion: 1,
    at: now(),
    suppliersCount: 858,
    tookMs: 4,
    trigger: 'published' as const,
    waiting: 1,
  }
  await MatchingRun.create(run)
}

/** Every match of a challenge, the best first. */
export const matchesOf = (challengeId: string): Promise<MatchRecord[]> =>
  Match.find({ challengeId }).sort({ rank: 1, _id: 1 }).lean<MatchRecord[]>()
