import {
  challengeAmended,
  challengeClosed,
  challengePublished,
  challengeWithdrawn,
} from '../../shared/challenges/challenges.events.ts'
import {
  clarificationAnswered,
  clarificationRedacted,
} from '../../shared/clarifications/clarifications.events.ts'
import { clarificationCorrected } from '../../shared/clarifications/clarifications.drafts.events.ts'
import {
  evaluationAwardPublished,
  evaluationContractEntered,
  evaluationNotAwarded,
} from '../../shared/evaluation/award.events.ts'
import type { EventDefinition } from '../../shared/platform/event.ts'
import { system, visitor } from '../../shared/platform/actor.ts'
import type { Release } from '../../shared/publication/ocds.ts'
import { type Happening, type PublicAnswer, releaseFor } from '../../shared/publication/release.ts'
import type { Buyer } from '../../shared/publication/release-parts.ts'
import type { ReleaseFacts } from '../../shared/publication/statement.ts'
import type { DomainEvent } from '../audit/index.ts'
import { type Challenge, getChallenge, listVersions } from '../challenges/index.ts'
import { readLog } from '../clarifications/index.ts'
import { codeNames, authorities, findOrganisation, regions } from '../organisations/index.ts'
import { toldAward, toldContract, toldEnd } from './publication.award.ts'
import { config } from '../platform/config.ts'
import { isDemo } from '../platform/site.ts'

/** The events that open data tell of. */
export const publishedEvents = [
  challengePublished,
  challengeAmended,
  clarificationAnswered,
  clarificationRedacted,
  clarificationCorrected,
  challengeClosed,
  challengeWithdrawn,
  evaluationAwardPublished,
  evaluationContractEntered,
  evaluationNotAwarded,
] as EventDefinition[]

/** What the register says of an authority that goes by this name on the challenge. */
async function buyerOf(id: string, name: string): Promise<Buyer> {
  const facts = (await findOrganisation(id))?.authority
  const known = facts ? authorities().find(facts.code) : null
  const { code, nation, type, website } = known ?? { code: '', nation: '', type: '', website: '' }
  return {
    id,
    name,
    register: known ? { code, nation, type, website } : null,
    region: regions().ofAuthority(known?.gss ?? '')?.nutsCode ?? '',
  }
}

type Notice = Challenge['findATender']

/** What every release of a challenge is made with; `notice` is the one under which it was public then. */
export async function releaseFacts(
  challenge: Challenge,
  notice: Notice = challenge.findATender,
): Promise<ReleaseFacts> {
  const approved = (challenge.coBuyers ?? []).filter(({ status }) => status === 'approved')
  return {
    ocidPrefix: config().ocidPrefix,
    publicUrl: config().publicUrl,
    challengeId: challenge._id,
    publishedAt: challenge.publishedAt,
    buyer: await buyerOf(challenge.authorityId, challenge.authorityName),
    coBuyers: await Promise.all(
      approved.map(({ authorityId, authorityName }) => buyerOf(authorityId, authorityName)),
    ),
    names: { ...codeNames, noticeRegion: (code) => regions().find(code)?.nutsCode ?? code },
    isInvented: challenge.isExample || (await isDemo()),
    unregulated: challenge.noNoticeException === 'not-regulated' ? challenge.noNoticeReason : null,
    notice: notice && { noticeId: notice.noticeId, ...(notice.ocid ? { ocid: notice.ocid } : {}) },
  }
}

/** A published answer as anybody may read it now; null if there is none (any more). */
async function answerAt(
  challengeId: string,
  isIt: (answer: { id: string; number: number | null }) => boolean,
  which: (times: Date[]) => number,
): Promise<PublicAnswer | null> {
  const { answered } = await readLog(visitor, challengeId)
  const found = answered.find(isIt)
  if (!found?.answer || found.number === null) return null
  // Each release tells the answer that stood when it was made, however often it was corrected since.
  const answers = [...found.corrections, found.answer]
  const stood = answers[which(answers.map(({ at }) => at))] ?? found.answer
  return {
    number: found.number,
    files: stood.files.map(({ id, name, type }) => ({
      id,
      name,
      type,
      url: `${config().publicUrl}/questions/${found.id}/files/${id}`,
    })),
    goneFileIds: found.goneFileIds,
    askedOn: found.askedAt,
    question: found.text,
    answer: stood.text,
    answeredAt: stood.at,
  }
}

/**
 * The release that an event means, from the record.
 * @returns null for what nobody outside could know of
 */
export async function releaseOf(event: DomainEvent): Promise<Release | null> {
  const { challengeId } = event.payload as { challengeId: string }
  const challenge = await getChallenge(challengeId)
  if (!challenge.publishedAt) return null
  const happening = await happeningOf(event, challenge)
  if (!happening) return null
  const notice = 'notice' in happening ? happening.notice : challenge.findATender
  return releaseFor(await releaseFacts(challenge, notice), happening)
}

async function happeningOf(
  { _id: eventId, name, at, payload }: DomainEvent,
  challenge: Challenge,
): Promise<(Happening & { notice?: Notice }) | null> {
  const { _id, kind, withdrawnReason } = challenge
  switch (name) {
    case challengePublished.name: {
      const { content, findATender } = await versionOf(_id, 1)
      return { what: 'published', at, content, notice: findATender }
    }
    case challengeAmended.name: {
      const { version } = payload as { version: number }
      const [is, was] = [await versionOf(_id, version), await versionOf(_id, version - 1)]
      const { content, whatChanged, why, findATender: notice } = is
      return { what: 'amended', at, version, content, before: was.content, whatChanged, why, notice }
    }
    case clarificationAnswered.name: {
      const { number } = payload as { number: number }
      const answer = await answerAt(
        _id,
        (one) => one.number === number,
        () => 0,
      )
      return answer && { what: 'answered', at, kind, answer }
    }
    case clarificationRedacted.name: {
      const { questionId } = payload as { questionId: string }
      const answer = await answerAt(
        _id,
        ({ id }) => id === questionId,
        (times) => times.filter((time) => time <= at).length - 1,
      )
      return answer && { what: 'redacted', at, kind, answer, eventId }
    }
    case clarificationCorrected.name: {
      const { number, correction } = payload as { number: number; correction: number }
      const answer = await answerAt(
        _id,
        (one) => one.number === number,
        () => correction,
      )
      return answer && { what: 'corrected', at, kind, answer, correction }
    }
    case challengeClosed.name:
      return { what: 'closed', at, content: (await versionAt(_id, at)).content }
    case challengeWithdrawn.name: {
      const { wasPublic } = payload as { wasPublic: boolean }
      return wasPublic ? { what: 'withdrawn', at, kind, reason: withdrawnReason } : null
    }
    case evaluationAwardPublished.name: {
      const award = await toldAward(challenge, (payload as { number: number }).number)
      return award && { what: 'awarded', at, kind, award }
    }
    case evaluationContractEntered.name: {
      const contract = await toldContract(challenge, (payload as { submissionId: string }).submissionId)
      return contract && { what: 'contracted', at, kind, contract }
    }
    case evaluationNotAwarded.name: {
      const end = await toldEnd(_id)
      return end && { what: 'not-awarded', at, kind, end }
    }
    default:
      return null
  }
}

/** A public version; the last without a number, which is the same for ever once nothing can be amended any more. */
/** The version that stood at an instant: a deadline may have been extended since. */
async function versionAt(challengeId: string, at: Date) {
  const { versions } = await listVersions(system, challengeId)
  const found = versions.find((one) => one.at <= at)
  if (!found) throw new Error(`Challenge ${challengeId} had no version at ${at.toISOString()}`)
  return found
}

async function versionOf(challengeId: string, wanted: number) {
  const { versions } = await listVersions(system, challengeId)
  const found = versions.find(({ number }) => number === wanted)
  if (!found) throw new Error(`Version ${wanted} of challenge ${challengeId} is not on record`)
  return found
}
