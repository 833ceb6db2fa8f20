import { z } from 'zod'
import { answerNeeds, askedStageNames } from '../../shared/challenges/asked.ts'
import {
  type ChallengeRecord,
  challengeKindNames,
  challengeStatuses,
  contentOf,
  reservations,
  shortenedGrounds,
  stages,
  vatInBudget,
} from '../../shared/challenges/challenge.ts'
import { type GateKeeper, gateKeepers } from '../../shared/challenges/gates.ts'
import { noticeExceptionNames } from '../../shared/challenges/kinds.ts'
import { socialValueShare } from '../../shared/challenges/social-value.ts'
import { demandOf, isNamed } from '../../shared/challenges/same-need.ts'
import { spendBandNames } from '../../shared/challenges/scale.ts'
import { demandAnswer } from './challenges.demand.presenter.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import type { ChallengeVersionRecord, StoredChallenge } from './challenges.model.ts'
import { gatesOf } from './challenges.gates.ts'
import { currentComments, mayDo } from './challenges.presenter.ts'
import { standingOf } from './challenges.service.ts'

const instant = z.iso.datetime().nullable()
const pence = z.int().nullable()

/** A file of a challenge as programs get it; its bytes are at an address of their own. */
export const attachmentAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    size: z.int(),
    sha256: z.string(),
    description: z.string(),
  })
  .meta({ id: 'Attachment' })

const contentShape = {
  kind: z.enum(challengeKindNames),
  title: z.string(),
  summary: z.string(),
  problem: z.string(),
  whoHasIt: z.string(),
  demand: z.object({ volume: z.int().nullable(), unit: z.string() }),
  users: z.string(),
  outcomes: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      measure: z.string(),
      unit: z.string(),
      baseline: z.number().nullable(),
      target: z.number().nullable(),
      direction: z.enum(['lower', 'higher']),
      source: z.string(),
    }),
  ),
  context: z.string(),
  constraints: z.string(),
  dataAvailable: z.string(),
  budget: z.object({
    pilotPence: pence,
    pilots: z.int().nullable(),
    scalePence: pence,
    vat: z.enum(vatInBudget),
  }),
  stages: z.array(z.enum(stages)),
  timetable: z.object({
    askBy: instant,
    answerBy: instant,
    respondBy: instant,
    pilotStart: instant,
    pilotMonths: z.int().nullable(),
  }),
  shortTime: z.object({ ground: z.enum(shortenedGrounds), reason: z.string() }),
  cpv: z.array(z.string()),
  regions: z.array(z.string()),
  asks: z.string(),
  askedStage: z.enum(askedStageNames),
  criteria: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      weight: z.int().nullable(),
      answer: z
        .object({ need: z.enum(answerNeeds), words: z.int().nullable(), guidance: z.string() })
        .optional()
        .meta({ description: 'What suppliers write about it; `need` is empty for the usual rule' }),
      isSocialValue: z.boolean().optional(),
      partOf: z.string().optional().meta({
        description: 'The criterion that it is a sub-criterion of, whose weight is the sum of its own',
      }),
    }),
  ),
  wholeLifeYears: z.int().nullish().meta({
    description: 'Proposals are compared by their cost over so many years; null: by the price of the pilot',
  }),
  assessmentMethod: z.string(),
  contact: z.object({ name: z.string(), email: z.string(), role: z.string() }),
  onFile: z.object({
    conflictsOn: instant,
    smeBarriers: z.string(),
    lots: z.object({ decision: z.enum(['', 'lots', 'one-contract']), note: z.string() }),
    engagement: z.object({ held: z.enum(['', 'yes', 'no']), noticeId: z.string(), reason: z.string() }),
    reserved: z.object({ for: z.array(z.enum(reservations)), areas: z.string() }),
    prototypeGround: z.string(),
  }),
  attachments: z.array(attachmentAnswer),
}

/** A challenge as programs get it. */
export const challengeAnswer = z
  .object({
    id: z.string(),
    status: z.enum(challengeStatuses),
    authority: z.object({ id: z.string(), name: z.string() }),
    coBuyers: z.array(
      z.object({ id: z.string(), name: z.string(), status: z.enum(['invited', 'approved', 'declined']) }),
    ),
    sameProblem: z.array(
      z.object({
        authority: z.object({ id: z.string(), name: z.string() }),
        note: z.string(),
        volume: z.int().nullable(),
        unit: z.string(),
        spend: z.enum(spendBandNames),
        buyFrom: z.string(),
      }),
    ),
    aggregatedDemand: demandAnswer,
    version: z.int(),
    socialValuePercent: z
      .int()
      .meta({ description: 'How much of the score the criteria count that are marked as social value' }),
    ...contentShape,
    findATender: z.object({ noticeId: z.string(), ocid: z.string() }).nullable(),
    noNoticeException: z.enum(['', ...noticeExceptionNames]),
    noNoticeReason: z.string(),
    withdrawnReason: z.string(),
    conclusion: z
      .object({ outcome: z.enum(['awarded', 'not-awarded']), at: z.iso.datetime() })
      .nullable()
      .meta({ description: 'Null until an award, or that there is none, is public' }),
    publishedAt: instant,
    updatedAt: z.iso.datetime(),
    isExample: z.boolean(),
    draft: z
      .object({
        revision: z.int(),
        publishAt: instant.meta({ description: 'When an approved challenge goes public' }),
        submittedAt: instant.meta({ description: 'What another buyer approves names it' }),
        missing: z.array(z.object({ field: z.string(), text: z.string() })),
        comments: z.array(z.object({ section: z.string(), text: z.string(), at: z.iso.datetime() })),
      })
      .nullable(),
  })
  .meta({ id: 'Challenge' })

/** A gate as programs get it. */
export const gateAnswer = z
  .object({
    name: z.string(),
    title: z.string(),
    explanation: z.string(),
    source: z.string().meta({ description: 'Empty where it is good practice and not law' }),
    clearedBy: z.enum(Object.keys(gateKeepers) as [GateKeeper, ...GateKeeper[]]),
    clearedWith: z.string(),
    isClear: z.boolean(),
    problems: z.array(z.object({ field: z.string(), section: z.string().nullable(), text: z.string() })),
  })
  .meta({ id: 'Gate' })

/** A public version as programs get it. */
export const versionAnswer = z
  .object({
    number: z.int(),
    at: z.iso.datetime(),
    whatChanged: z.string(),
    why: z.string(),
    newTerms: z
      .object({
        noticeId: z.string(),
        deadlineReview: z.enum(['extended', 'kept']),
        deadlineReason: z.string(),
      })
      .nullable(),
    content: z.object(contentShape),
  })
  .meta({ id: 'ChallengeVersion' })

/** What a program of this actor gets; `draft` only for those who may see the way to publication. */
export function presentJson(challenge: ChallengeRecord, actor: Actor) {
  const at = now()
  const may = mayDo(actor, challenge, at)
  const draft = may.seeComments && {
    revision: (challenge as StoredChallenge).revision,
    publishAt: challenge.schedule?.at ?? null,
    submittedAt: challenge.submittedAt,
    missing: challenge.publishedAt
      ? []
      : gatesOf(challenge, 'submit', {}, at)
          .flatMap(({ problems }) => problems)
          .map(({ field, text }) => ({ field, text })),
    comments: currentComments(challenge).map(({ section, text, at: said }) => ({ section, text, at: said })),
  }
  return {
    id: challenge._id,
    status: standingOf(challenge, at).status,
    authority: { id: challenge.authorityId, name: challenge.authorityName },
    coBuyers: challenge.coBuyers.map(({ authorityId, authorityName, status }) => ({
      id: authorityId,
      name: authorityName,
      status,
    })),
    sameProblem: challenge.sameNeeds.filter(isNamed).map((need) => ({
      authority: { id: need.authorityId, name: need.authorityName },
      note: need.note,
      volume: need.volume,
      unit: need.unit,
      spend: need.spend ?? '',
      buyFrom: need.buyFrom ?? '',
    })),
    aggregatedDemand: demandOf(challenge),
    version: challenge.version,
    socialValuePercent: socialValueShare(challenge.criteria),
    ...contentOf(challenge),
    findATender: challenge.findATender,
    noNoticeException: challenge.noNoticeException,
    noNoticeReason: challenge.noNoticeReason,
    withdrawnReason: challenge.withdrawnReason,
    conclusion: challenge.conclusion ?? null,
    publishedAt: challenge.publishedAt,
    updatedAt: challenge.updatedAt,
    isExample: challenge.isExample,
    draft: draft || null,
  }
}

/** A version without who made it: that is the authority's business. */
export const presentVersionJson = (version: ChallengeVersionRecord) => ({
  number: version.number,
  at: version.at,
  whatChanged: version.whatChanged,
  why: version.why,
  newTerms: version.newTerms ?? null,
  content: version.content,
})
