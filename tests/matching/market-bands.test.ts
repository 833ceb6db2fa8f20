import { sayBand } from '../../server/matching/matching.market.presenter.ts'
import { band, type Band, bandSplit, isExact } from '../../shared/matching/bands.ts'

const holds = ({ least, most }: Band, count: number) => least <= count && count <= most

describe('a count beside others', () => {
  it.each([
    [0, [21], { least: 0, most: 0 }],
    [3, [21], { least: 1, most: 4 }],
    [5, [21], { least: 5, most: 5 }],
    [12, [21], { least: 12, most: 12 }],
    [20, [21], { least: 17, most: 20 }],
    [17, [21], { least: 17, most: 20 }],
    [16, [21], { least: 16, most: 16 }],
    [21, [21], { least: 21, most: 21 }],
    [13, [12, 21], { least: 13, most: 16 }],
    [24, [21, 27], { least: 22, most: 26 }],
  ])('shows %i beside %j as %j', (count, shown, wanted) => {
    expect(band(count, shown)).toEqual(wanted)
  })

  it('is never given away by subtraction: where one to four are left, at least four counts look the same', () => {
    for (let total = 5; total <= 20; total += 1) {
      for (let other = 5; other <= total; other += 1) {
        const shown = [total, ...(isExact(band(other, [total])) ? [other] : [])]
        for (let count = 0; count <= total; count += 1) {
          const made = band(count, shown)
          expect(holds(made, count)).toBe(true)
          if (isExact(made)) {
            for (const one of [0, ...shown]) expect([1, 2, 3, 4]).not.toContain(Math.abs(count - one))
          } else {
            const alike = Array.from({ length: total + 1 }, (_, i) => band(i, shown)).filter(
              (one) => one.least === made.least && one.most === made.most,
            )
            expect(alike.length).toBeGreaterThanOrEqual(4)
          }
        }
      }
    }
  })
})

it('the parts of a total leave no part of one to four to be reckoned out', () => {
  for (let yes = 0; yes <= 9; yes += 1)
    for (let no = 0; no <= 9; no += 1)
      for (let unsaid = 0; unsaid <= 9; unsaid += 1) {
        const total = yes + no + unsaid
        if (total < 5) continue
        const made = bandSplit({ yes, no, unsaid })
        for (const [part, count] of Object.entries({ yes, no, unsaid })) {
          const shown = made[part as keyof typeof made]
          expect(holds(shown, count)).toBe(true)
          if (isExact(shown)) expect([1, 2, 3, 4]).not.toContain(count)
        }
        const parts = Object.values(made)
        const open = parts.filter((one) => !isExact(one))
        // One open part alone would be what the other two leave of the total.
        expect(open.length === 1).toBe(false)
      }
})

it('says in words what may be: a range that may be none says so, and no other', () => {
  expect(sayBand({ least: 1, most: 4 })).toBe('1 to 4')
  expect(sayBand({ least: 0, most: 3 })).toBe('3 or fewer')
  expect(sayBand({ least: 12, most: 12 })).toBe('12')
  expect(sayBand({ least: 2000, most: 2000 }, true)).toBe('2,000 or more')
})
