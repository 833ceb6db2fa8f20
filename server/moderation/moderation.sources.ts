import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { nextStep } from '../../shared/challenges/effective-status.ts'
import type { ItemKind } from '../../shared/moderation/moderation.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { shortened } from '../../shared/platform/shortened.ts'
import { countSubmitted, findChallenges, listSubmitted } from '../challenges/index.ts'
import { countReported, listPrivateForBrokers, listReported, listToShow } from '../clarifications/index.ts'
import { listWaitingMatches } from '../matching/index.ts'
import { listOpeningsThatWait } from '../proposals/index.ts'
import { now } from '../platform/clock.ts'
import {
  countClaims,
  countOrganisationsToVerify,
  listClaims,
  listOrganisationsToVerify,
} from '../organisations/index.ts'
import type { DeskItem } from './desk-item.ts'

type WaitingItem = Omit<DeskItem, 'claimedBy'>

interface Source {
  kind: ItemKind
  list: (actor: Actor) => Promise<WaitingItem[]>
  /** How many `list` would give: every page of a broker shows the sum. */
  count: () => Promise<number>
}

const kindWords = { authority: 'A council', supplier: 'A supplier', brokerage: 'A brokerage' }

/** Until when the word helps: while suppliers can still ask, then while they can still respond. */
function nextDeadline(challenge: ChallengeRecord | undefined): Date | null {
  return challenge ? nextStep(challenge, now()).at : null
}

/** Where the queue comes from: each room that needs a broker's word says what waits there. */
export const sources: Source[] = [
  {
    kind: 'organisation',
    count: countOrganisationsToVerify,
    list: async (actor) =>
      (await listOrganisationsToVerify(actor)).map((organisation) => ({
        kind: 'organisation',
        id: organisation.id,
        title: organisation.name,
        stake: `${kindWords[organisation.kind]} cannot publish or submit until it is confirmed.`,
        since: organisation.submittedAt ?? organisation.createdAt,
        by: null,
        href: `/desk/organisations/${organisation.id}`,
      })),
  },
  {
    kind: 'claim',
    count: countClaims,
    list: async (actor) =>
      (await listClaims(actor)).map((claim) => ({
        kind: 'claim',
        id: claim.id,
        title: claim.organisation.name,
        stake: 'Somebody says that this profile is theirs. Until you decide, the firm hears of no challenge.',
        since: claim.createdAt,
        by: null,
        href: `/desk/claims/${claim.id}`,
      })),
  },
  {
    kind: 'challenge',
    count: countSubmitted,
    list: async () =>
      (await listSubmitted()).map((challenge) => ({
        kind: 'challenge',
        id: challenge._id,
        title: challenge.title,
        stake: `${challenge.authorityName} waits to hear whether it can be published.`,
        since: challenge.submittedAt ?? challenge.updatedAt,
        by: challenge.timetable.askBy,
        href: `/challenges/${challenge._id}/review`,
      })),
  },
  {
    kind: 'matches',
    count: async () => (await listWaitingMatches()).length,
    list: async () => {
      const waiting = await listWaitingMatches()
      const challenges = await findChallenges(waiting.map(({ challengeId }) => challengeId))
      return waiting.map(({ challengeId, waiting: count, since }) => ({
        kind: 'matches',
        id: challengeId,
        title: challenges.get(challengeId)?.title ?? '',
        stake: `${count === 1 ? '1 supplier waits' : `${count} suppliers wait`} to hear of this challenge.`,
        since,
        by: nextDeadline(challenges.get(challengeId)),
        href: `/challenges/${challengeId}/matches`,
      }))
    },
  },
  {
    kind: 'question',
    count: countReported,
    list: async () => {
      const reported = await listReported()
      const challenges = await findChallenges(reported.map(({ challengeId }) => challengeId))
      return reported.map((question) => ({
        kind: 'question',
        id: question._id,
        title: shortened(question.text, 120),
        stake: `Reported: ${question.reports[0]?.reason ?? ''}`,
        since: question.reports[0]?.at ?? question.askedAt,
        by: challenges.get(question.challengeId)?.timetable.answerBy ?? null,
        href: `/questions/${question._id}/moderate`,
      }))
    },
  },
  {
    kind: 'question-to-show',
    count: async () => (await listToShow()).length,
    list: async () => {
      const waiting = await listToShow()
      const challenges = await findChallenges(waiting.map(({ challengeId }) => challengeId))
      return waiting.map((question) => ({
        kind: 'question-to-show',
        id: question._id,
        title: shortened(question.text, 120),
        stake: 'Nobody else sees it before you have read it.',
        since: question.askedAt,
        by: challenges.get(question.challengeId)?.timetable.answerBy ?? null,
        href: `/questions/${question._id}/moderate`,
      }))
    },
  },
  {
    kind: 'opening',
    count: async () => (await listOpeningsThatWait()).length,
    list: async () =>
      (await listOpeningsThatWait()).map(({ challengeId, title, isAsked, since }) => ({
        kind: 'opening',
        id: challengeId,
        title,
        stake: isAsked
          ? 'An officer has come. A broker or another officer is needed to open the proposals.'
          : 'The time to respond has been over for days, and nobody has come to open the proposals.',
        since,
        by: null,
        href: `/challenges/${challengeId}/opening`,
      })),
  },
  {
    kind: 'private-question',
    count: async () => (await listPrivateForBrokers()).length,
    list: async () => {
      const waiting = await listPrivateForBrokers()
      const challenges = await findChallenges(waiting.map(({ challengeId }) => challengeId))
      return waiting.map((question) => ({
        kind: 'private-question',
        id: question._id,
        title: shortened(question.text, 120),
        stake: 'A supplier needs words for it that everybody may read.',
        since: question.askedAt,
        by: challenges.get(question.challengeId)?.timetable.answerBy ?? null,
        href: `/private-questions/${question._id}`,
      }))
    },
  },
]
