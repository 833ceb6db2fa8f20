import { coachingSchema, coachRequestSchema } from '../../shared/coaching/coach/coach.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { coachDraft } from './coaching.coach.service.ts'

/** The drafting coach for programs. */
export const coachEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/coaching',
    summary: 'Coach a draft: what shuts innovation out, why, and what to write instead',
    tag: 'coaching',
    auth: 'anyone',
    body: coachRequestSchema,
    answer: coachingSchema,
    handle: ({ actor, body: { regime, ...draft }, req }) =>
      coachDraft(draft, { regime }, actor.userId || req.ip || 'unknown'),
  }),
]
