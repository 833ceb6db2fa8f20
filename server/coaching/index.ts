/** What other rooms may use of coaching: the law as data; the routes themselves are in shared/coaching/routes. */
export { law, readLaw } from './law.data.ts'
