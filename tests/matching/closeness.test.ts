import { buyerKey, shortBuyer } from '../../shared/matching/buyer-name.ts'
import { categoryCloseness, commonCategory } from '../../shared/matching/category-closeness.ts'
import { regionCloseness } from '../../shared/matching/region-closeness.ts'

describe('how near categories are', () => {
  it.each([
    ['45214210', '45214210', '4521421'],
    ['45214210', '45214000', '45214'],
    ['45214210', '45000000', '45'],
    ['45214210', '45400000', '45'],
    ['45214210', '85000000', ''],
    ['30000000', '30100000', '30'],
    ['30000000', '33000000', ''],
  ])('%s and %s meet at “%s”', (a, b, common) => {
    expect(commonCategory(a, b)).toBe(common)
    expect(commonCategory(b, a)).toBe(common)
  })

  it('takes the nearest pair, and grows with the depth at which they meet', () => {
    const nearness = (...offered: string[]) => categoryCloseness(['85311000', '48000000'], offered).closeness
    expect(nearness('85311000')).toBe(0.95)
    expect(nearness('85320000')).toBe(0.65)
    expect(nearness('85000000')).toBe(0.4)
    expect(nearness('03000000', '85310000')).toBe(0.85)
    expect(nearness('03000000')).toBe(0)
    expect(nearness()).toBe(0)
    expect(categoryCloseness(['85311000'], ['85312000']).code).toBe('85310000')
  })
})

describe('how near regions are', () => {
  it.each([
    ['serves', ['TLD33'], ['TLD'], [], 1],
    ['serves', ['TLD'], ['TLC', 'TLD'], [], 1],
    ['serves-part', ['TLD'], ['TLD33'], [], 0.8],
    ['worked-there', ['TLD33'], [], ['TLD'], 0.8],
    ['near', ['TLD33'], ['TLD7'], [], 0.5],
    ['unknown', ['TLD33'], [], [], 0.3],
    ['elsewhere', ['TLD33'], ['TLM'], ['TLC'], 0],
  ] as const)('%s: wanted %j, served %j, worked in %j', (tie, wanted, served, workedIn, closeness) => {
    const found = regionCloseness([...wanted], [...served], [...workedIn])
    expect(found.tie).toBe(tie)
    expect(found.closeness).toBe(closeness)
  })

  it('suits everybody where a challenge is for no region in particular', () => {
    expect(regionCloseness([], [], [])).toEqual({ closeness: 1, tie: 'serves', code: '' })
  })

  it('does not take a region for one whose code only looks alike', () => {
    expect(regionCloseness(['TLD3'], ['TLD4'], []).tie).toBe('near')
  })
})

describe('what a buyer is called', () => {
  it.each([
    ['Blackburn With Darwen Borough Council', 'Blackburn with Darwen'],
    ['BLACKPOOL BOROUGH COUNCIL', 'Blackpool'],
    ['Chorley Council', 'Chorley'],
    ['London Borough of Hackney', 'Hackney'],
    ['Hyndburn Borough Council Environmental Services', 'Hyndburn'],
    ['Lancashire County Council', 'Lancashire'],
    ['Welland Procurement Unit', 'Welland Procurement Unit'],
    ['Council', 'Council'],
  ])('%s → %s', (name, short) => {
    expect(shortBuyer(name)).toBe(short)
  })

  it('knows one council by two spellings', () => {
    expect(buyerKey('BLACKPOOL BOROUGH COUNCIL')).toBe(buyerKey('Blackpool Council'))
    expect(buyerKey('South Ribble Borough Council')).not.toBe(buyerKey('Ribble Valley Borough Council'))
  })
})
