import { calm, fallAfterMs, type LoadState, nextLoad, type RequestClass } from '../../shared/platform/load.ts'
import { classOf } from '../../shared/platform/request-class.ts'
import { loadNow, watchLoad } from '../../server/platform/load.ts'
import { startTestApp } from './app.ts'

const limits = { delayMs: 200, queueMs: 300_000 }

/** The level after each second of these delays, and of work that is so late. */
function levelsOf(delays: number[], queueMs = 0, from: LoadState = calm): string[] {
  let state = from
  return delays.map((delayMs, second) => {
    state = nextLoad(state, { at: second * 1000, delayMs, queueMs }, limits)
    return state.level
  })
}

const times = (count: number, delay: number): number[] => Array.from({ length: count }, () => delay)

describe('the level of load', () => {
  it.each([
    ['one pause, however long', [...times(2, 5), 9000, ...times(5, 5)], 'calm'],
    ['three seconds over the limit', times(4, 250), 'busy'],
    ['just below the limit, for ever', times(60, 199), 'calm'],
    ['over and under by turns', [250, 250, 20, 250, 250, 20, 250, 250, 20], 'calm'],
    ['two and a half times the limit', times(7, 600), 'strained'],
    ['five times the limit', times(10, 1200), 'overloaded'],
    ['ever more than that', times(60, 60_000), 'overloaded'],
  ])('after %s', (_what, delays, level) => {
    expect(levelsOf(delays).at(-1)).toBe(level)
  })

  it('turns more away one class at a time', () => {
    const levels = levelsOf(times(10, 1200))
    expect([...new Set(levels)]).toEqual(['calm', 'busy', 'strained', 'overloaded'])
  })

  it('does not flap: what is better, but not well below, changes nothing', () => {
    expect(new Set(levelsOf(times(100, 150), 0, { ...calm, level: 'busy' }))).toEqual(new Set(['busy']))
  })

  it('lets people in again only after it has been well for a while, one class at a time', () => {
    const levels = levelsOf(times(31, 10), 0, { ...calm, level: 'overloaded' })
    expect(levels[fallAfterMs / 1000 - 1]).toBe('overloaded')
    expect([levels[10], levels[20], levels[30]]).toEqual(['strained', 'busy', 'calm'])
  })

  it('is busy while work is late, and never more for that alone', () => {
    expect(levelsOf(times(60, 5), 600_000).at(-1)).toBe('busy')
    expect(levelsOf(times(60, 5), 299_000).at(-1)).toBe('calm')
  })
})

const requests: [method: string, path: string, isKnown: boolean, kind: RequestClass][] = [
  ['GET', '/', false, 'browse'],
  ['GET', '/challenges', true, 'browse'],
  ['GET', '/challenges/', true, 'browse'],
  ['GET', '/Challenges', true, 'browse'],
  ['GET', '/API/v1/Challenges/', true, 'browse'],
  ['POST', '/Proposals/aBc/submit/', true, 'vital'],
  ['GET', '/suppliers/abc', true, 'browse'],
  ['GET', '/api/ocds/releases', false, 'browse'],
  ['GET', '/data/releases.jsonl.gz', false, 'browse'],
  ['GET', '/api/v1/challenges', true, 'browse'],
  ['GET', '/challenges/abc', false, 'browse'],
  ['GET', '/challenges/abc', true, 'read'],
  ['GET', '/challenges/abc/questions', true, 'read'],
  ['GET', '/inbox', true, 'read'],
  ['GET', '/desk', true, 'read'],
  ['GET', '/api/v1/notifications', true, 'read'],
  ['POST', '/challenges/abc/questions', true, 'write'],
  ['POST', '/coach', false, 'write'],
  ['PATCH', '/api/v1/challenges/abc', true, 'write'],
  ['GET', '/proposals/abc/check', true, 'vital'],
  ['POST', '/proposals/abc/submit', true, 'vital'],
  ['POST', '/challenges/abc/proposals', true, 'vital'],
  ['POST', '/api/v1/proposals/abc/submit', true, 'vital'],
  ['POST', '/api/v1/tokens', false, 'vital'],
  ['GET', '/sign-in', false, 'vital'],
  ['POST', '/sign-in', false, 'vital'],
  ['GET', '/operations', true, 'vital'],
  ['GET', '/health/ready', false, 'vital'],
  ['GET', '/assets/main.css', false, 'vital'],
]

describe('the class of a request', () => {
  it.each(requests)('%s %s, known %s: %s', (method, path, isKnown, kind) => {
    expect(classOf({ method, path, isKnown })).toBe(kind)
  })
})

/** Holds this process up until `isOver`, in pieces that let a little of everything else run. */
async function blockWhile(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const end = performance.now() + 120
    while (performance.now() < end);
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

test('a process that is held up turns browsing away, and lets people sign in', async () => {
  const app = await startTestApp({ settings: { LOAD_DELAY_MS: '60', LOAD_QUEUE_SECONDS: '60' } })
  try {
    watchLoad(() => Promise.resolve(0))
    await blockWhile(() => loadNow().level !== 'calm')
    const page = await app.agent().get('/challenges').set('accept', 'text/html').expect(503)
    expect(page.text).toContain('Sorry, the service is busy')
    expect(Number(page.headers['retry-after'])).toBeGreaterThanOrEqual(10)
    const problem = await app.agent().get('/api/v1/challenges').expect(503)
    expect(problem.body).toMatchObject({ code: 'busy', status: 503 })
    await app.agent().get('/sign-in').expect(200)
    await app.agent().get('/health/live').expect(200)
    expect(loadNow().turnedAway).toMatchObject({ browse: 2, vital: 0 })
  } finally {
    await app.stop()
  }
}, 30_000)
