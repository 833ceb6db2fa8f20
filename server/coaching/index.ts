/** What other rooms may use of coaching: the law as data; the routes themselves are in shared/coaching/routes. */
export { type Citation, citation } from './citations.ts'
export { factsOfLaw, useOpenChallenges } from './coaching.coach.service.ts'
export { law, readLaw } from './law.data.ts'
