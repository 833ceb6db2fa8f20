import { daysUntil } from '../platform/dates.ts'
import type { AmendChallenge } from './challenges.schema.ts'
import type { ChallengeContent, ChallengeRecord } from './challenge.ts'
import { missingParts, weightOf } from './completeness.ts'
import { kindFacts } from './kinds.ts'

/** What a gate looks at: the words, what was decided about them, and the amendment where there is one. */
export interface GatedChallenge extends ChallengeContent {
  publishedAt?: ChallengeRecord['publishedAt']
  findATender?: ChallengeRecord['findATender']
  noNoticeException?: ChallengeRecord['noNoticeException']
  noNoticeReason?: string
  coBuyers?: ChallengeRecord['coBuyers']
  schedule?: ChallengeRecord['schedule']
  /** A broker is about to publish it, and may. */
  isApproved?: boolean
  amendment?: Pick<AmendChallenge, 'isSubstantial' | 'noticeId' | 'deadlineReview' | 'deadlineReason'> & {
    respondByBefore: Date | null
  }
}

/** The shortest time for responding, in calendar days, and where it is law; empty where it is Foothold's rule. */
export interface TimeLimit {
  days: number
  source: string
}

/** What stands in the way, with the field to change; empty where a gate is clear. */
export type GateProblem = [field: string, text: string]

type Check = (challenge: GatedChallenge, now: Date, limit: TimeLimit | null) => GateProblem[]

const when = (isWrong: boolean, field: string, text: string): GateProblem[] =>
  isWrong ? [[field, text]] : []

/** Days for responding: from the day after publication up to the day of the deadline (s.54(5)). */
export const daysToRespond = (respondBy: Date, published: Date): number => daysUntil(respondBy, published)

const checkComplete: Check = (challenge, now) => {
  const isPublished = Boolean(challenge.publishedAt)
  return missingParts(challenge, isPublished ? undefined : now).map(({ field, text }) => [field, text])
}

const checkCriteria: Check = ({ kind, criteria, assessmentMethod }) => [
  ...when(
    criteria.length === 0 || weightOf(criteria) !== 100,
    'criteria.0.weight',
    `The weights add up to ${weightOf(criteria)}: they must add up to 100`,
  ),
  ...when(
    kindFacts(kind).regime === 'above-threshold' && !assessmentMethod,
    'assessmentMethod',
    'Say how you give scores for each criterion',
  ),
]

const checkConflicts: Check = ({ onFile: { conflictsOn } }, now) => [
  ...when(!conflictsOn, 'onFile.conflictsOn', 'Prepare the conflicts assessment and enter its date'),
  ...when(
    conflictsOn !== null && conflictsOn > now && daysUntil(conflictsOn, now) > 0,
    'onFile.conflictsOn',
    'The conflicts assessment must be prepared already: its date lies in the future',
  ),
]

const checkLots: Check = ({ onFile: { lots } }) => [
  ...when(lots.decision === '', 'onFile.lots.decision', 'Say whether you divide the contract into lots'),
  ...when(
    lots.decision === 'one-contract' && !lots.note,
    'onFile.lots.note',
    'Say why it is one contract and not lots',
  ),
]

const checkSmallFirms: Check = ({ onFile }) =>
  when(
    !onFile.smeBarriers,
    'onFile.smeBarriers',
    'Say what may keep small firms out, and what you did about it',
  )

const checkEngagement: Check = ({ onFile: { engagement } }) => [
  ...when(engagement.held === '', 'onFile.engagement.held', 'Say whether you asked the market before'),
  ...when(
    engagement.held === 'yes' && !engagement.noticeId && !engagement.reason,
    'onFile.engagement.noticeId',
    'Enter the number of the engagement notice (UK2), or the reasons that the tender notice gives for having none',
  ),
]

const checkReserved: Check = ({ kind, onFile: { reserved } }) => [
  ...when(
    reserved.for.length > 0 && kindFacts(kind).regime !== 'below-threshold',
    'onFile.reserved.for',
    'Only a competition below the threshold can be reserved in this way',
  ),
  ...when(
    reserved.for.includes('uk') && reserved.for.includes('local-area'),
    'onFile.reserved.for',
    'Reserve it for the UK or for a local area, not for both',
  ),
  ...when(
    reserved.for.includes('local-area') && !reserved.areas,
    'onFile.reserved.areas',
    'Name the areas: the notice must list them',
  ),
]

const checkPrototype: Check = ({ onFile }) =>
  when(
    !onFile.prototypeGround,
    'onFile.prototypeGround',
    'Say what is new about it, and that it is developed at your request',
  )

const checkDeadline: Check = ({ timetable: { respondBy }, shortTime, publishedAt, schedule }, now, limit) => {
  if (!limit) return []
  if (!respondBy) return [['timetable.respondBy', 'Set the deadline for responses']]
  const days = daysToRespond(respondBy, publishedAt ?? laterOf(schedule?.at ?? now, now))
  const isShort = days < limit.days
  const given = `Suppliers have ${inDays(days)} to respond`
  // Below the threshold the law wants a reasonable time, the same for all, and names no number.
  if (limit.source === '') {
    const text = `${given}, fewer than ${limit.days}: give more time, or say why this is reasonable`
    return when(isShort && !shortTime.reason, 'shortTime.reason', text)
  }
  return [
    ...when(
      isShort,
      'timetable.respondBy',
      `${given}: the law wants at least ${limit.days} (${limit.source})`,
    ),
    ...when(
      shortTime.ground !== '' && !shortTime.reason,
      'shortTime.reason',
      'Give the reason for the shortened time: the tender notice must say it',
    ),
  ]
}

const laterOf = (one: Date, other: Date): Date => (one > other ? one : other)
const inDays = (days: number) => (days === 1 ? '1 day' : `${Math.max(0, days)} days`)

const checkPlatform: Check = ({ kind, findATender, noNoticeException = '', noNoticeReason = '' }) => {
  const { exceptions, notice } = kindFacts(kind)
  if (findATender) {
    return [
      ...when(!findATender.noticeId, 'noticeId', `Enter the number of the ${notice} notice`),
      ...when(!findATender.ocid, 'ocid', 'Enter the ocid: it stands on the notice'),
    ]
  }
  if (!noNoticeException)
    return [['noticeId', `Enter the number of the ${notice} notice, or why none is needed`]]
  return [
    ...when(
      !exceptions.includes(noNoticeException),
      'exception',
      `${kindFacts(kind).label}: this ground is not open to it`,
    ),
    ...when(!noNoticeReason, 'noNoticeReason', 'Say in a sentence why none is needed'),
  ]
}

const checkCoBuyers: Check = ({ coBuyers = [] }) =>
  coBuyers
    .filter(({ status }) => status !== 'approved')
    .map(({ authorityName, status }) => [
      '',
      status === 'declined'
        ? `${authorityName} declined: it must come out before the challenge goes on`
        : `${authorityName} has not approved it yet`,
    ])

const checkApproval: Check = ({ isApproved = false, schedule }) =>
  when(!isApproved && !schedule, '', 'A broker has not approved it yet')

const checkTerms: Check = ({ amendment, findATender }) =>
  when(
    amendment?.isSubstantial === true && Boolean(findATender) && !amendment.noticeId,
    'noticeId',
    'A change of terms is published on Find a Tender first: enter the number of the new notice',
  )

const checkReview: Check = ({ amendment, timetable }) => {
  if (!amendment?.isSubstantial) return []
  const { deadlineReview, deadlineReason, respondByBefore } = amendment
  const isLater =
    timetable.respondBy !== null && respondByBefore !== null && timetable.respondBy > respondByBefore
  return [
    ...when(
      deadlineReview === '',
      'deadlineReview',
      'Say whether the deadline moves: suppliers may need more time for the new terms',
    ),
    ...when(
      deadlineReview === 'extended' && !isLater,
      'timetable.respondBy',
      'You say that the deadline is extended: set it later than before',
    ),
    ...when(
      deadlineReview === 'kept' && !deadlineReason,
      'deadlineReason',
      'Say why suppliers need no more time',
    ),
  ]
}

/** How each gate is checked. */
export const gateChecks = {
  complete: checkComplete,
  criteria: checkCriteria,
  conflicts: checkConflicts,
  lots: checkLots,
  'small-firms': checkSmallFirms,
  engagement: checkEngagement,
  reserved: checkReserved,
  prototype: checkPrototype,
  deadline: checkDeadline,
  'central-platform': checkPlatform,
  'co-buyers': checkCoBuyers,
  approval: checkApproval,
  terms: checkTerms,
  'deadline-review': checkReview,
} as const satisfies Record<string, Check>
export type GateName = keyof typeof gateChecks
