import type { Browser } from 'playwright-core'
import type { TestApp } from '../platform/app.ts'
import { openBrowser } from '../platform/browser.ts'
import { startDemonstration } from './demonstration.ts'
import { type PageRoute, pageRoutes, routeOf } from './page-routes.ts'
import { makeMistakes, visits, walk, type Walked } from './visits.ts'

let app: TestApp
let browser: Browser
let routes: PageRoute[]
const reached: string[] = []
const seenBy = new Map<string, Set<string>>()
const walkedBy = new Map<string, Walked>()
const minutesMs = 40 * 60_000

beforeAll(async () => {
  app = await startDemonstration()
  browser = await openBrowser()
  routes = await pageRoutes()
}, 600_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

/** Before anybody sends anything: what is sent moves records on, and what led to their pages is gone. */
describe.each(visits)('every page of $who', (visit) => {
  it(
    'is reached by links and fit to read at both widths, in the dark, with large text and without scripts',
    async () => {
      const seen = seenBy.get(visit.kind) ?? new Set<string>()
      seenBy.set(visit.kind, seen)
      const walked = await walk({ browser, url: app.url, routes, seen, isThorough: true }, visit)
      walkedBy.set(visit.who, walked)
      reached.push(...walked.reached)
      expect(walked.faults).toEqual([])
    },
    minutesMs,
  )
})

/** What only a letter, a choice of the moment or another point of a life leads to: the tests of its room look at it. */
const byOthers: readonly string[] = [
  '/verify-email/:token',
  '/reset-password/:token',
  '/change-email/:token',
  '/invitations/:token',
  '/partner-invitations/:token',
  '/evaluation-invitations/:token',
  '/reach/:token',
  '/mailboxes/:token',
  '/unsubscribe/:token',
  '/terms/accept',
  '/terms/:version',
  '/inbox/:id',
  '/challenges/:id/pilot',
  '/challenges/:id/scale-up',
  '/challenges/:id/pilot/:submissionId/scale-up',
  '/challenges/:id/pilot/:submissionId/scale-up/edit',
  '/challenges/:id/evaluation/contract/:submissionId',
  '/challenges/:id/evaluation/feedback/:submissionId/answer',
  '/challenges/:id/evaluation/no-award',
  '/challenges/:id/evaluation/panel/:userId/interest',
  '/challenges/:id/evaluation/panel/:userId/remove',
  '/challenges/:id/evaluation/panel/:userId/return',
  '/challenges/:id/evaluation/record/:recordId',
  '/challenges/:id/evaluation/scores',
  '/challenges/:id/evaluation/scores/:submissionId/:criterionId',
  '/challenges/:id/evaluation/consensus',
  '/challenges/:id/evaluation/consensus/:submissionId/:criterionId',
  '/challenges/:id/introductions/propose',
  '/challenges/:id/matches/compare',
  '/challenges/:id/matches/decline',
  '/challenges/:id/matches/selected',
  '/challenges/:id/matches/weights/tried',
  '/challenges/:id/opening/extension',
  '/engagements/:id/announce',
  '/engagements/:id/notes',
  '/learning/:course/:lesson/exercises/:exercise',
  '/live-sessions/:id/close',
  '/live-sessions/:id/entries/:number/redact',
  '/operations/queues/:queue',
  '/operations/queues/:queue/jobs/:id/discard',
  '/partnerships/:id/draft',
  '/proposals/:id/questions',
  '/proposals/:id/questions/:number',
  '/proposals/:id/receipt',
  '/proposals/:id/receipts/:version',
  '/proposals/:id/submitted/:version',
  '/resources/:slug/versions/:number',
]

it('leaves no other page out', () => {
  const seen = new Set(reached.map((address) => routeOf(address, routes)?.path))
  const left = routes.map(({ path }) => path).filter((path) => !seen.has(path))
  expect(left.filter((path) => !byOthers.includes(path))).toEqual([])
})

describe.each(visits)('every form of $who', ({ who }) => {
  it(
    'says of every mistake what is wrong, and where',
    async () => {
      const walked = walkedBy.get(who)
      if (!walked) throw new Error('Their pages could not be looked at')
      expect(await makeMistakes(walked)).toEqual([])
    },
    minutesMs,
  )
})
