import type { Endpoint } from '../platform/api.ts'
import { advisorEndpoints } from './coaching.advisor.api.ts'
import { coachEndpoints } from './coaching.coach.api.ts'

/** Coaching for programs. */
export const coachingEndpoints: Endpoint[] = [...advisorEndpoints, ...coachEndpoints]
