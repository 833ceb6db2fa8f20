import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import type { Notice } from '../../shared/coaching/law/law.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type FilledNotice, fillNotice } from '../../shared/publication/notice.ts'
import { type DueNotice, noticesDue } from '../../shared/publication/notice-plan.ts'
import { fileableCodes, noticeRelease } from '../../shared/publication/notice-release.ts'
import type { Release } from '../../shared/publication/ocds.ts'
import { type Challenge, getVisibleChallenge } from '../challenges/index.ts'
import { law } from '../coaching/index.ts'
import { now } from '../platform/clock.ts'
import { allow, notFound } from '../platform/errors.ts'
import { filedWithAward, noticeAward } from './publication.award.ts'
import { releaseFacts } from './publication.facts.ts'
import { publicationPolicy } from './publication.policy.ts'

/** The challenge, if this actor may see its notices. @throws AppError not-found, forbidden */
async function getNoticed(actor: Actor, challengeId: string): Promise<Challenge> {
  const challenge = await getVisibleChallenge(actor, challengeId)
  allow(
    publicationPolicy.seeNotices(actor, challenge),
    'Only people of this authority and brokers can see its notices',
  )
  return challenge
}

/** A notice that a challenge comes to, with how much of it is filled. */
export interface NoticeInList extends DueNotice {
  law: Notice
  /** How many fields that it must have are filled, and how many there are. */
  filled: number
  needed: number
}

/** Every notice that a challenge comes to, in order, with whose turn it is. */
export async function listNotices(
  actor: Actor,
  challengeId: string,
): Promise<{ challenge: Challenge; notices: NoticeInList[]; isInvented: boolean }> {
  const challenge = await getNoticed(actor, challengeId)
  const facts = await releaseFacts(challenge)
  const due = noticesDue({
    kind: challenge.kind,
    status: effectiveStatus(challenge, now()),
    isPublished: challenge.publishedAt !== null,
    hasNotice: challenge.findATender !== null,
    isRegulated: facts.unregulated === null,
    ...(await filedWithAward(challenge)),
  })
  const award = await noticeAward(actor, challenge)
  const notices = due.map((planned) => {
    const rules = findNotice(planned.notice)
    const { fields, missing } = fillNotice(rules, { challenge, facts, award })
    const needed = fields.filter(({ required }) => required !== 'case').length
    return { ...planned, law: rules, needed, filled: needed - missing.length }
  })
  return { challenge, notices, isInvented: facts.isInvented }
}

/** @throws AppError not-found for one that is not made ready here */
function findNotice(id: string): Notice {
  const found = law().notices.find((notice) => notice.id === id)
  if (!found || !fileableCodes.includes(found.code)) throw notFound('Notice')
  return found
}

/** One notice, filled from the challenge, and as a release of OCDS that is published nowhere. */
export async function readNotice(
  actor: Actor,
  challengeId: string,
  noticeId: string,
): Promise<{ challenge: Challenge; filled: FilledNotice; release: Release }> {
  const challenge = await getNoticed(actor, challengeId)
  const notice = findNotice(noticeId)
  const facts = await releaseFacts(challenge)
  const release = noticeRelease(facts, challenge, notice)
  const award = await noticeAward(actor, challenge)
  return { challenge, filled: fillNotice(notice, { challenge, facts, award }), release }
}

/** Every notice that can be made ready, for a procurement that takes another course than usual. */
export const fileableNotices = (): Notice[] =>
  law().notices.filter(({ code }) => fileableCodes.includes(code))
