import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { clockSkew, tellOfSkew } from '../../server/platform/clock-skew.ts'
import { logTo } from '../../server/platform/logger.ts'
import { isSkewed, skewOf } from '../../shared/platform/clock-skew.ts'
import { startTestDatabase, stopTestDatabase } from './database.ts'

beforeAll(() => startTestDatabase({ LOG_LEVEL: 'info' }))
afterAll(stopTestDatabase)
afterEach(() => {
  releaseClock()
  logTo()
})

it.each([
  [1000, 1000, 1000, 0],
  [1000, 1500, 2000, 0],
  [1000, 2000, 2000, 0],
  [5000, 1000, 5000, 4000],
  [1000, 5000, 2000, -3000],
])('a clock read at %i and %i is of another at %i so far ahead: %i', (before, other, after, ahead) => {
  expect(skewOf(before, other, after)).toBe(ahead)
})

it('is looked at from more than a second on, either way', () => {
  expect([-1001, -1000, 0, 1000, 1001].map(isSkewed)).toEqual([true, false, false, false, true])
})

it('is told of once where the clocks of process and database differ, and once where they agree again', async () => {
  // Another file of this process may have had its clock stand still while a process looked.
  tellOfSkew(0)
  let logged = ''
  logTo({ write: (line: string) => void (logged += line) })
  expect(isSkewed(await clockSkew())).toBe(false)
  freezeClock(new Date(Date.now() + 600_000))
  const ahead = await clockSkew()
  expect(ahead).toBeGreaterThan(500_000)
  tellOfSkew(ahead)
  tellOfSkew(ahead)
  expect(logged.match(/differ by more than a second/g)).toHaveLength(1)
  tellOfSkew(0)
  expect(logged).toContain('agree again')
})
