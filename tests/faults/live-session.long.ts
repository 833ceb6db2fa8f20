import { type Site, startSite } from './harness/site.ts'
import { expectSameLogForSix } from './live-session.ts'

const longestMs = 240_000

let site: Site
beforeAll(async () => {
  site = await startSite(1)
}, longestMs)
afterAll(() => site?.stop(), longestMs)

describe('a live session', () => {
  it(
    'gives six people the same log, though the process that three of them are connected to is killed',
    () => expectSameLogForSix(site),
    longestMs,
  )
})
