import { buyerKey, shortBuyer } from '../../shared/matching/buyer-name.ts'
import {
  branchesOf,
  categoryCloseness,
  commonCategory,
  createCategoryCounts,
} from '../../shared/matching/category-closeness.ts'
import { createBook } from '../../shared/matching/columns.ts'
import { regionCloseness } from '../../shared/matching/region-closeness.ts'

/** Counts by code, with a book of their own. */
function countsOf() {
  const codes = createBook()
  const counts = createCategoryCounts(codes.name)
  return {
    telling: counts.telling,
    add: (list: string[]) => counts.count(list.map(codes.numberOf), 1),
    remove: (list: string[]) => counts.count(list.map(codes.numberOf), -1),
  }
}

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

  it('grows with the depth at which codes meet, and with how few suppliers work there', () => {
    const counts = countsOf()
    const nearness = (...offered: string[]) => categoryCloseness(['85311000'], offered, counts).closeness
    for (let i = 0; i < 20; i += 1) counts.add(['85000000'])
    for (let i = 0; i < 5; i += 1) counts.add(['85320000'])
    counts.add(['85312000'])
    counts.add(['85311000'])
    const depths = ['85311000', '85312000', '85320000', '85000000', '03000000'].map((code) => nearness(code))
    expect(depths).toEqual(depths.toSorted((a, b) => b - a))
    expect(new Set(depths).size).toBe(5)
    expect(depths[0]).toBe(1)
    expect(depths[4]).toBe(0)
    const before = nearness('85000000')
    for (let i = 0; i < 200; i += 1) counts.add(['45000000'])
    expect(nearness('85000000')).toBeGreaterThan(before)
    expect(nearness()).toBe(0)
  })

  it('leaves out the check digit after a code, as notices write it', () => {
    expect(commonCategory('45233141-9', '45233141-9')).toBe('45233141')
    expect(branchesOf('45000000-7')).toEqual(['45'])
  })

  it('counts the best pair half and every code wanted half, and names the most telling branch', () => {
    const counts = countsOf()
    for (const code of ['85311000', '48000000', '09000000']) counts.add([code])
    const both = categoryCloseness(['85311000', '48000000'], ['85311000', '48000000'], counts)
    const one = categoryCloseness(['85311000', '48000000'], ['03000000', '85311000'], counts)
    expect(both.closeness).toBe(1)
    expect(one).toEqual({ closeness: 0.75, code: '85311000' })
    expect(categoryCloseness([], ['85311000'], counts)).toEqual({ closeness: 0, code: '' })
  })

  it('forgets the codes of suppliers that have gone', () => {
    const counts = countsOf()
    counts.add(['85311000'])
    counts.add(['48000000'])
    const before = counts.telling('48')
    counts.add(['48000000'])
    expect(counts.telling('48')).not.toBe(before)
    counts.remove(['48000000'])
    expect(counts.telling('48')).toBe(before)
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
    ['An example district council', 'an example district council'],
  ])('%s → %s', (name, short) => {
    expect(shortBuyer(name)).toBe(short)
  })

  it('knows one council by two spellings', () => {
    expect(buyerKey('BLACKPOOL BOROUGH COUNCIL')).toBe(buyerKey('Blackpool Council'))
    expect(buyerKey('South Ribble Borough Council')).not.toBe(buyerKey('Ribble Valley Borough Council'))
  })
})
