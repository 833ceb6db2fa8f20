import fc from 'fast-check'
import { chartOf } from '../../shared/outcomes/chart.ts'
import {
  aroundStart,
  dueFault,
  happenedFault,
  hasBegun,
  isShare,
  latestOf,
  shareOfWay,
  standingOf,
  valueFault,
} from '../../shared/outcomes/pilot.ts'

const lower = { baseline: 24, target: 8, direction: 'lower' } as const
const higher = { baseline: 10, target: 50, direction: 'higher' } as const

it.each([
  [lower, 8, 'reached'],
  [lower, 7, 'reached'],
  [lower, 8.1, 'part'],
  [lower, 24, 'unchanged'],
  [lower, 25, 'worse'],
  [higher, 50, 'reached'],
  [higher, 49, 'part'],
  [higher, 9, 'worse'],
  [{ ...lower, baseline: null }, 9, 'unknown'],
  [{ ...lower, baseline: null }, 8, 'reached'],
  [{ ...lower, target: null }, 1, 'unknown'],
] as const)('%j with %d is %s', (promised, value, standing) => {
  expect(standingOf(promised, value)).toBe(standing)
})

it.each([
  ['%', 'Homes with damp', 33, 20, true],
  ['% of visits', 'Visits that find a gully full', 41, 70, true],
  ['per cent', 'Share of homes where costs were reduced', null, null, true],
  ['%', 'Change of the heating bill against last year', 0, -20, false],
  ['%', 'Reduction of calls', 0, 30, false],
  ['%', 'Growth of visits', null, null, false],
  ['%', 'Beds in use', 95, 130, false],
  ['percentage points', 'Satisfaction', 1, 2, false],
  ['falls a year', 'Falls', 300, 200, false],
])('a figure in %j of %j from %j to %j is a share: %j', (unit, measure, baseline, target, is) => {
  const outcome = { unit, measure, baseline, target }
  expect(isShare(outcome)).toBe(is)
  expect([0, 100, -0.1, 100.1].map((value) => valueFault(outcome, value) !== null)).toEqual([
    false,
    false,
    is,
    is,
  ])
})

it('is so much of the way, more than the whole too', () => {
  expect(shareOfWay(lower, 16)).toBe(0.5)
  expect(shareOfWay(lower, 32)).toBe(-0.5)
  expect(shareOfWay(higher, 90)).toBe(2)
  expect(shareOfWay({ ...lower, target: 24 }, 3)).toBeNull()
  expect(shareOfWay({ ...lower, baseline: null }, 3)).toBeNull()
})

it('takes the latest by its day, the later recorded of one day', () => {
  const readings = [
    { on: '2027-02-01', value: 1 },
    { on: '2027-03-01', value: 2 },
    { on: '2027-03-01', value: 3 },
    { on: '2027-01-01', value: 4 },
  ]
  expect(latestOf(readings)?.value).toBe(3)
  expect(latestOf([])).toBeUndefined()
})

const days = { signedOn: '2026-12-09', startsOn: '2027-01-01', endsOn: '2027-06-30' }

it.each([
  [dueFault('2026-12-08', days), 'entered into on 9 December 2026'],
  [dueFault('2026-12-09', days), null],
  [dueFault('2028-06-30', days), null],
  [dueFault('2028-07-01', days), 'ends on 30 June 2027'],
  [happenedFault('2027-02-02', days, '2027-02-01'), 'still to come'],
  [happenedFault('2027-02-01', days, '2027-02-01'), null],
  [happenedFault('2026-12-08', days, '2027-02-01'), 'entered into'],
])('%s: %s', (fault, says) => {
  expect(fault === null ? null : fault.includes(says ?? '-')).toBe(says === null ? null : true)
})

it.each([
  ['2026-12-09', 'before', false],
  ['2026-12-31', 'before', false],
  ['2027-01-01', 'since', true],
  ['2027-07-01', 'since', true],
] as const)('%s is %s the start', (on, side, begun) => {
  const { before, since } = aroundStart([{ on, value: 3 }], days)
  expect({ before, since }[side]).toHaveLength(1)
  expect(before.length + since.length).toBe(1)
  expect(hasBegun(days, on)).toBe(begun)
})

const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true })

it('draws every figure within its box, higher for more', () => {
  const reading = fc.record({
    on: fc.constantFrom('2027-01-01', '2027-01-15', '2027-02-28', '2027-06-30'),
    value: figure,
  })
  const promised = fc.record({ baseline: fc.option(figure), target: fc.option(figure) })
  fc.assert(
    fc.property(promised, fc.array(reading, { minLength: 1, maxLength: 8 }), (outcome, readings) => {
      const chart = chartOf(outcome, readings)
      const heights = [chart?.baseline, chart?.target, ...(chart?.points ?? []).map(({ y }) => y)]
      for (const y of heights) if (typeof y === 'number') expect(y >= 0 && y <= 60).toBe(true)
      for (const { x } of chart?.points ?? []) expect(x >= 0 && x <= 100).toBe(true)
      expect(chart?.points).toHaveLength(readings.length)
      const { baseline, target } = outcome
      if (baseline !== null && target !== null && baseline > target)
        expect(Number(chart?.baseline) <= Number(chart?.target)).toBe(true)
    }),
    { numRuns: 100 },
  )
  expect(chartOf(lower, [])).toBeNull()
  expect(chartOf(lower, [{ on: '2027-01-01', value: 16 }])).toEqual({
    points: [{ x: 100, y: 30 }],
    baseline: 0,
    target: 60,
  })
})
