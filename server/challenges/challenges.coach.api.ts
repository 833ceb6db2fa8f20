import { z } from 'zod'
import { setAsideSchema, takeUpSchema } from '../../shared/challenges/challenges.coach.schema.ts'
import { coachingSchema, findingSchema } from '../../shared/coaching/coach/coach.schema.ts'
import { calendarDayInWords } from '../../shared/coaching/coach/days.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isBroker } from '../../shared/platform/actor.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { allow } from '../platform/errors.ts'
import { law } from '../coaching/index.ts'
import { caseStudiesNear } from '../resources/index.ts'
import { coachChallenge } from './challenges.coach.ts'
import { setFindingAside, takeFindingUp } from './challenges.coach.service.ts'
import { mayDo } from './challenges.presenter.ts'
import { getVisibleChallenge } from './challenges.service.ts'

const aside = z.array(
  findingSchema.extend({ reason: z.string(), at: z.iso.datetime() }).meta({ id: 'FindingSetAside' }),
)
const evidence = z
  .array(z.object({ slug: z.string(), title: z.string(), summary: z.string(), isMeasured: z.boolean() }))
  .meta({ description: 'Case studies of the library that are near to this challenge' })
const answer = coachingSchema.extend({ aside, evidence }).meta({ id: 'ChallengeCoaching' })

/** What its writers and the brokers read of the coach. @throws AppError forbidden to others */
async function coachingFor(actor: Actor, id: string) {
  const challenge = await getVisibleChallenge(actor, id)
  allow(
    mayDo(actor, challenge).edit || isBroker(actor),
    'The coach speaks to those who write the challenge, and to the brokers',
  )
  const { facts: _, ...coaching } = await coachChallenge(challenge)
  const evidenceShown = (await caseStudiesNear(challenge)).map(({ slug, title, summary, from }) => ({
    slug,
    title,
    summary,
    isMeasured: from !== null,
  }))
  return { asAt: calendarDayInWords(law().asAt), ...coaching, evidence: evidenceShown }
}

const common = {
  tag: 'challenges',
  auth: 'signed-in',
  params: z.object({ id: z.string().max(40) }),
  answer,
} as const

/** The coach of a challenge for programs. */
export const challengeCoachEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/challenges/{id}/coaching',
    summary: 'Read what the coach says of a challenge, and what was kept in spite of it',
    handle: ({ actor, params: { id } }) => coachingFor(actor, id),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/challenges/{id}/coaching/set-aside',
    summary: 'Keep words in spite of a finding, with the reason',
    body: setAsideSchema,
    handle: async ({ actor, params: { id }, body }) => {
      await setFindingAside(actor, id, body)
      return coachingFor(actor, id)
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/challenges/{id}/coaching/take-up',
    summary: 'Let the coach look again at what was set aside',
    body: takeUpSchema,
    handle: async ({ actor, params: { id }, body }) => {
      await takeFindingUp(actor, id, body)
      return coachingFor(actor, id)
    },
  }),
]
