/** What other rooms may use of coaching: the law as data, the routes, and a route's calendar. */
export { law, readLaw } from './law.data.ts'
