import { asBuyer, buyerCloseness, kindOfBuyer } from '../../shared/matching/buyer-kinship.ts'
import { evidenceOf, maturityFit, readinessAsked, valueFit } from '../../shared/matching/delivery-fit.ts'
import { fadeOver } from '../../shared/matching/recency.ts'

describe('recency', () => {
  it('fades with the days to the nearest project: a third is left after nine years', () => {
    expect(fadeOver(0)).toBe(1)
    expect(fadeOver(9 * 365)).toBeCloseTo(1 / 3, 1)
    const fading = [0, 1, 365, 3650, 36_500].map(fadeOver)
    expect(fading).toEqual(fading.toSorted((a, b) => b - a))
    expect(new Set(fading).size).toBe(5)
  })

  it('never leaves the scale, however far away a date is', () => {
    expect(fadeOver(10_000_000)).toBeGreaterThanOrEqual(0)
    expect(fadeOver(10_000_000)).toBeLessThan(0.01)
  })
})

describe('similar buyers', () => {
  it.each([
    ['Lancashire County Council', 'county'],
    ['BLACKPOOL BOROUGH COUNCIL', 'council'],
    ['London Borough of Hackney', 'council'],
    ['NHS Property Services Limited', 'health'],
    ['Durham University', 'education'],
    ['Salix Homes Limited', 'housing'],
    ['Police and Crime Commissioner for Bedfordshire', 'emergency'],
    ['ESPO', 'other'],
  ])('%s is of the kind %s', (name, kind) => {
    expect(kindOfBuyer(name)).toBe(kind)
  })

  it('are of the same kind and near by; the buyer itself counts no more than its neighbour', () => {
    const chorley = asBuyer('Chorley Council', ['TLD47'])
    const itself = buyerCloseness(chorley, [chorley])
    const neighbour = buyerCloseness(chorley, [asBuyer('South Ribble Borough Council', ['TLD47'])])
    const sameNation = buyerCloseness(chorley, [asBuyer('Wirral Borough Council', ['TLD72'])])
    const county = buyerCloseness(chorley, [asBuyer('Kent County Council', ['TLJ4'])])
    const hospital = buyerCloseness(chorley, [asBuyer('Kettering Hospital', ['TLF'])])
    expect(itself).toBe(neighbour)
    const falling = [neighbour, sameNation, county, hospital]
    expect(falling).toEqual(falling.toSorted((a, b) => b - a))
    expect(new Set(falling).size).toBe(4)
    expect(buyerCloseness(chorley, [null])).toBe(0.5)
    expect(asBuyer(' ', [])).toBeNull()
  })
})

describe('what was delivered', () => {
  it('fits by the magnitude of its value: larger is no better than smaller', () => {
    expect(valueFit(100_000_00, [100_000_00])).toBe(1)
    expect(valueFit(100_000_00, [200_000_00])).toBeCloseTo(valueFit(100_000_00, [50_000_00]))
    expect(valueFit(100_000_00, [5_000_000_00])).toBe(0)
    expect(valueFit(100_000_00, [5_000_000_00, 90_000_00])).toBeGreaterThan(0.9)
    expect(valueFit(null, [1])).toBe(0.5)
    expect(valueFit(100_000_00, [null, 0])).toBe(0.5)
  })

  it('fits by readiness, from the stages of the challenge', () => {
    const pilot = readinessAsked(['pilot', 'scale'])
    expect(pilot).toEqual({ trlFrom: 6, trlTo: 9 })
    expect(maturityFit(pilot, { trlFrom: 7, trlTo: null })).toBe(1)
    expect(maturityFit(pilot, { trlFrom: 1, trlTo: 4 })).toBe(0.5)
    expect(maturityFit(pilot, { trlFrom: 1, trlTo: 2 })).toBe(0)
    expect(maturityFit(pilot, { trlFrom: null, trlTo: null })).toBe(0.5)
    expect(maturityFit(readinessAsked(['engagement']), { trlFrom: 1, trlTo: 2 })).toBe(0.5)
  })

  it('has evidence where the firm says what came of it', () => {
    expect(evidenceOf([{ hasResult: false }, { hasResult: true }])).toBe(1)
    expect(evidenceOf([{ hasResult: false }])).toBe(0.5)
    expect(evidenceOf([])).toBe(0.5)
  })
})
