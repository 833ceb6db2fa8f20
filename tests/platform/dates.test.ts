import { instantInLondon } from '../../shared/platform/dates.ts'

describe('a wall-clock time in London', () => {
  it.each<[at: Parameters<typeof instantInLondon>, instant: string]>([
    // Clocks went back at 2am on 25 October 2026: 1am to 2am came twice.
    [[2026, 10, 25, 0, 30], '2026-10-24T23:30:00.000Z'],
    [[2026, 10, 25, 1, 0], '2026-10-25T00:00:00.000Z'],
    [[2026, 10, 25, 1, 30], '2026-10-25T00:30:00.000Z'],
    [[2026, 10, 25, 1, 59], '2026-10-25T00:59:00.000Z'],
    [[2026, 10, 25, 2, 0], '2026-10-25T02:00:00.000Z'],
    // They went forward at 1am on 29 March 2026: 1am to 2am never came.
    [[2026, 3, 29, 0, 59], '2026-03-29T00:59:00.000Z'],
    [[2026, 3, 29, 1, 30], '2026-03-29T01:30:00.000Z'],
    [[2026, 3, 29, 2, 0], '2026-03-29T01:00:00.000Z'],
    [[2026, 12, 14, 12, 0], '2026-12-14T12:00:00.000Z'],
    [[2026, 7, 1, 17, 0], '2026-07-01T16:00:00.000Z'],
  ])('%j is %s: the first of a repeated hour, an hour later than one that is skipped', (at, instant) => {
    expect(instantInLondon(...at)?.toISOString()).toBe(instant)
  })

  it('is none for a day that there is not', () => {
    expect(instantInLondon(2026, 6, 31)).toBeNull()
    expect(instantInLondon(2026, 6, 30, 25)).toBeNull()
  })
})
