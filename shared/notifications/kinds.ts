import { accountKinds } from './account.kinds.ts'
import { adoptionKinds } from './adoption.kinds.ts'
import { type Audience, audiences } from './audiences.ts'
import { awardDutyKinds, awardKinds, feedbackKinds, proposalQuestionKinds } from './award.kinds.ts'
import { challengeKinds } from './challenge.kinds.ts'
import { dueKinds } from './due.kinds.ts'
import { evaluationKinds } from './evaluation.kinds.ts'
import { introductionKinds } from './introduction.kinds.ts'
import type { NoticeKind } from './kind.ts'
import { organisationKinds as membershipKinds } from './organisation.kinds.ts'
import { pilotKinds, resultKinds } from './outcome.kinds.ts'
import { partnerKinds } from './partner.kinds.ts'
import { questionKinds } from './question.kinds.ts'
import { proposalKinds } from './proposal.kinds.ts'
import { reviewKinds } from './review.kinds.ts'
import { searchKinds } from './search.kinds.ts'
import { sessionKinds } from './session.kinds.ts'
import { openedKinds, openingKinds } from './opening.kinds.ts'
import type { OrganisationKind } from '../platform/actor.ts'

/** Everything that people can be told, as the page of preferences groups it. */
export const noticeGroups: readonly { title: string; kinds: readonly NoticeKind[] }[] = [
  {
    title: 'Challenges, questions and answers',
    kinds: [
      ...challengeKinds,
      ...questionKinds,
      ...sessionKinds,
      ...introductionKinds,
      ...awardKinds,
      ...resultKinds,
    ],
  },
  { title: 'What waits for you', kinds: dueKinds },
  { title: 'Your saved searches', kinds: searchKinds },
  {
    title: 'Your proposals',
    kinds: [...proposalKinds, ...partnerKinds, ...openedKinds, ...proposalQuestionKinds, ...feedbackKinds],
  },
  { title: 'Opening and evaluation', kinds: [...openingKinds, ...evaluationKinds, ...awardDutyKinds] },
  { title: 'Pilots', kinds: [...pilotKinds, ...reviewKinds, ...adoptionKinds] },
  { title: 'Organisations and their members', kinds: membershipKinds },
  { title: 'Your account', kinds: accountKinds },
]

/** All kinds in one table, in the same order. */
export const noticeKinds: readonly NoticeKind[] = noticeGroups.flatMap(({ kinds }) => kinds)

/** The kind of this name; undefined for one that no longer exists. */
export const findKind = (name: string): NoticeKind | undefined =>
  noticeKinds.find((kind) => kind.name === name)

/** The kinds that an event causes, in order. */
export const kindsOfEvent = (event: string): NoticeKind[] =>
  noticeKinds.filter((kind) => kind.event === event)

/**
 * The kinds that somebody of such an organisation can ever get, what is for their side first; those with no
 * organisation, what is for anybody.
 */
export function kindsFor(side: OrganisationKind | null): NoticeKind[] {
  const reaches = (audience: Audience) =>
    audience !== 'invited' &&
    audience !== 'mailbox' &&
    (audiences[audience] === null || audiences[audience] === side)
  const isOwn = ({ to, side: only }: NoticeKind) =>
    side !== null && (only === side || to.some((audience) => audiences[audience] === side))
  const possible = noticeKinds.filter(
    ({ to, side: only }) => to.some(reaches) && (only === undefined || only === side),
  )
  return [...possible.filter(isOwn), ...possible.filter((kind) => !isOwn(kind))]
}
