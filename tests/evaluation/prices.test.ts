import { inDecimals } from '../../shared/evaluation/fraction.ts'
import { lowPriceRuleOn, type LowPriceRule, unusuallyLow } from '../../shared/evaluation/low-price.ts'
import { priceCurve, priceShare } from '../../shared/evaluation/price-formula.ts'
import { spreadOf } from '../../shared/evaluation/spread.ts'
import type { PriceRule } from '../../shared/evaluation/settings.ts'
import { bankHolidays } from '../../server/organisations/index.ts'
import { standstillEnd } from '../../shared/coaching/law/periods.ts'

describe('a price formula', () => {
  const line = { formula: 'linear-between', criterionId: 'p', fullPence: 100, nonePence: 400 } as const
  const lowest = { formula: 'lowest-proportion', criterionId: 'p' } as const

  it.each([
    [lowest, 100, 100, '1'],
    [lowest, 200, 100, '0.5'],
    [lowest, 300, 100, '0.3333'],
    [lowest, 0, 0, '1'],
    [lowest, 2, 1, '0.5'],
    [{ formula: 'none' } as const, 100, 100, '0'],
    [{ formula: 'quality-per-pound' } as const, 100, 100, '0'],
    [line, 50, 50, '1'],
    [line, 100, 50, '1'],
    [line, 200, 50, '0.6667'],
    [line, 400, 50, '0'],
    [line, 500, 50, '0'],
  ])('%j gives for %d, the lowest being %d, %s', (rule, pence, least, share) => {
    expect(inDecimals(priceShare(rule, pence, least), 4)).toBe(share)
  })

  it('is drawn from one price to another, never rising', () => {
    for (const rule of [
      lowest,
      line,
      { formula: 'quality-per-pound' } as const,
      { formula: 'fixed-budget', budgetPence: 250 } as const,
    ]) {
      const curve = priceCurve(rule, 100, 500)
      expect([curve[0], curve.at(-1)?.pence]).toEqual([{ pence: 100, share: 1 }, 500])
      const shares = curve.map(({ share }) => share)
      expect(shares).toEqual([...shares].sort((a, b) => b - a))
    }
  })
})

describe('the drawing of a formula', () => {
  const shareAt = (rule: PriceRule, pence: number) =>
    priceCurve(rule, 100, 500).find((point) => point.pence === pence)?.share

  it.each<[PriceRule, [number, number, number]]>([
    [{ formula: 'none' }, [1, 1, 1]],
    [{ formula: 'fixed-budget', budgetPence: 250 }, [1, 1, 0]],
    [{ formula: 'fixed-budget', budgetPence: 249 }, [1, 0, 0]],
    [{ formula: 'quality-per-pound' }, [1, 0.4, 0.2]],
    [{ formula: 'lowest-proportion', criterionId: 'p' }, [1, 0.4, 0.2]],
    [{ formula: 'linear-between', criterionId: 'p', fullPence: 100, nonePence: 400 }, [1, 0.5, 0]],
  ])('%j is worth so much at 100, 250 and 500', (rule, shares) => {
    expect([100, 250, 500].map((pence) => shareAt(rule, pence))).toEqual(shares)
  })

  it('has 41 points, and a penny at least from end to end', () => {
    expect(priceCurve({ formula: 'none' }, 100, 500)).toHaveLength(41)
    expect(priceCurve({ formula: 'none' }, 500, 100).at(-1)?.pence).toBe(501)
  })
})

describe('an unusually low price', () => {
  const rule: LowPriceRule = {
    validFrom: '2025-02-24',
    validTo: null,
    leastProposals: 5,
    belowMeanPercent: 50,
    belowNextPercent: 20,
    section: 's.19(4)',
    source: 'somebody',
    confidence: 'mem',
    note: '',
  }
  const flagged = (...prices: (number | null)[]) =>
    unusuallyLow(
      prices.map((pricePence, index) => ({ id: String(index), pricePence })),
      rule,
    )

  it('is far below the others and below the next', () => {
    expect(flagged(30, 100, 110, 120, 130)).toEqual(['0'])
    expect(flagged(60, 100, 110, 120, 130)).toEqual([])
    expect(flagged(70, 80, 110, 120, 130)).toEqual([])
    expect(flagged(30, 35, 110, 120, 130)).toEqual(['0', '1'])
  })

  it('is below the half of the others’ mean by a penny, and below four fifths of the next', () => {
    expect(flagged(500, 1000, 1000, 1000, 1000)).toEqual([])
    expect(flagged(499, 1000, 1000, 1000, 1000)).toEqual(['0'])
    expect(flagged(450, 1000, 1000, 1000, 1000)).toEqual(['0'])
    expect(flagged(2000, 700, 499, 2000, 624)).toEqual(['2'])
    expect(flagged(2000, 700, 499, 2000, 623)).toEqual([])
    expect(flagged(2000, 700, 480, 2000, 600)).toEqual([])
  })

  it('needs enough prices to tell', () => {
    const two = { ...rule, leastProposals: 2 }
    const prices = [30, 100].map((pricePence, index) => ({ id: String(index), pricePence }))
    expect(unusuallyLow(prices, two)).toEqual(['0'])
    expect(unusuallyLow(prices.slice(0, 1), { ...rule, leastProposals: 1 })).toEqual([])
    expect(flagged(30, 100, 110, 120, null)).toEqual([])
    expect(flagged(30, 30, 30, 30, 30)).toEqual([])
  })

  it('goes by the rule of the day', () => {
    expect(lowPriceRuleOn([rule], '2026-12-14')).toBe(rule)
    expect(lowPriceRuleOn([rule], '2025-02-24')).toBe(rule)
    expect(lowPriceRuleOn([rule], '2025-02-23')).toBeUndefined()
    const ended = { ...rule, validTo: '2026-12-14' }
    expect(lowPriceRuleOn([ended], '2026-12-14')).toBe(ended)
    expect(lowPriceRuleOn([{ ...rule, validTo: '2026-12-13' }], '2026-12-14')).toBeUndefined()
  })
})

describe('the spread of scores', () => {
  it('names who is farthest from the mean', () => {
    const spread = spreadOf([
      { userId: 'x', points: 5 },
      { userId: 'y', points: 2 },
      { userId: 'z', points: 1 },
    ])
    expect(spread).toMatchObject({ least: 1, most: 5, farthest: ['x'] })
    expect(inDecimals(spread?.mean ?? { top: 0n, over: 1n })).toBe('2.67')
  })

  it('names both of two, and nobody where all agree', () => {
    expect(
      spreadOf([
        { userId: 'x', points: 4 },
        { userId: 'y', points: 2 },
      ])?.farthest,
    ).toEqual(['x', 'y'])
    expect(
      spreadOf([
        { userId: 'x', points: 4 },
        { userId: 'y', points: 4 },
      ])?.farthest,
    ).toEqual([])
    expect(spreadOf([])).toBeNull()
  })
})

it('counts a standstill of eight working days from the day of publication, holidays anywhere in the UK left out', () => {
  // 30 November 2026 is St Andrew’s Day, a bank holiday in Scotland.
  expect(standstillEnd('2026-11-26', 8, bankHolidays())).toBe('2026-12-08')
})
