import { law } from '../../server/coaching/index.ts'
import type { ChallengeContent } from '../../shared/challenges/challenge.ts'
import type { GatedChallenge, TimeLimit } from '../../shared/challenges/gate-checks.ts'
import { type GatedAction, gatesFor } from '../../shared/challenges/gates.ts'
import { type ChallengeKind, kindFacts } from '../../shared/challenges/kinds.ts'
import { timeLimitFor } from '../../shared/challenges/time-limit.ts'
import { aChallengeContent } from './challenges.factory.ts'

export const now = new Date('2026-11-24T10:00:00Z')
export const after = (days: number, ms = 0) => new Date(now.getTime() + days * 86_400_000 + ms)
export const limit: TimeLimit = { days: 25, source: 's.54(4)' }
/** By the data of the law, as the server asks. */
export const limitOf = (challenge: GatedChallenge) => timeLimitFor(challenge, law(), now)
export const notice = { noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' }

/** A challenge of this kind that passes everything, but for what is changed. */
export function passing(kind: ChallengeKind, changes: Partial<GatedChallenge> = {}): GatedChallenge {
  const { stages, isJudged } = kindFacts(kind)
  const content: ChallengeContent = aChallengeContent({
    kind,
    stages: [...stages],
    assessmentMethod: '0 to 5 each',
    timetable: {
      askBy: after(14),
      answerBy: after(18),
      respondBy: after(30),
      pilotStart: after(60),
      pilotMonths: 6,
    },
    shortTime: { ground: '', reason: '' },
    criteria: isJudged ? aChallengeContent().criteria : [],
  })
  const onFile = {
    ...content.onFile,
    conflictsOn: after(-2),
    engagement: { held: 'no' as const, noticeId: '', reason: '' },
    prototypeGround: 'Nobody sells it: we ask to have it developed.',
  }
  return { ...content, onFile, findATender: notice, isApproved: true, ...changes }
}

export const open = (
  challenge: GatedChallenge,
  action: GatedAction = 'publish',
  at = now,
  by: TimeLimit | null = limitOf(challenge),
) => gatesFor(challenge, action, at, by).flatMap(({ name, isClear }) => (isClear ? [] : [name]))
export const withFile = (kind: ChallengeKind, changes: Partial<ChallengeContent['onFile']>) => {
  const challenge = passing(kind)
  return { ...challenge, onFile: { ...challenge.onFile, ...changes } }
}
export const respondingAt = (kind: ChallengeKind, respondBy: Date, changes: Partial<GatedChallenge> = {}) => {
  const challenge = passing(kind, changes)
  return { ...challenge, timetable: { ...challenge.timetable, respondBy } }
}

export function coBuyer(status: 'invited' | 'approved' | 'declined') {
  const decided = status === 'invited' ? null : now
  return {
    authorityId: status,
    authorityName: status,
    status,
    invitedAt: now,
    decidedAt: decided,
    decidedBy: '',
    reason: '',
  }
}
