import { countByRegion, isIn, shadeOf, sharersOf, type Sharer } from '../../shared/challenges/problems.ts'
import { demandOf } from '../../shared/challenges/same-need.ts'
import { quarterLabel, quartersFrom } from '../../shared/challenges/scale.ts'
import type { SameNeed } from '../../shared/challenges/challenge.ts'

let made = 0
const need = (changes: Partial<SameNeed> = {}): SameNeed => {
  made += 1
  const who = { authorityId: `authority-${made}`, authorityName: `Authority ${made}`, by: 'somebody' }
  return { ...who, note: '', volume: null, unit: '', at: new Date(0), ...changes }
}
const homes = (volume: number, isNamed: boolean) =>
  need({ volume, unit: 'homes', isNamed, spend: 'up-to-25k' })
const together = (sameNeeds: SameNeed[], unit = 'homes') =>
  demandOf({ demand: { volume: unit ? 100 : null, unit }, coBuyers: [], sameNeeds })

describe('the demand of several authorities', () => {
  it('counts unnamed authorities and puts none of their figures into a sum, however many gave one', () => {
    const sum = together([homes(10, true), ...[20, 40, 80, 160].map((volume) => homes(volume, false))])
    expect(sum).toMatchObject({ authorities: 6, unnamed: 4, withheld: 4, volume: 110, counted: 2 })
    expect(sum.spend).toEqual({ fromPence: 0, toPence: 25_000_00, counted: 1 })
  })

  it('says the same of the figures whatever the unnamed ones gave', () => {
    const shy = { isNamed: false, buyFrom: '2027-Q3' } as const
    const one = together([need({ ...shy, volume: 1, unit: 'homes' })], '')
    const other = together([need({ ...shy, volume: 70_000, unit: 'roads', spend: 'over-2m' })], '')
    expect(one).toEqual(other)
    expect(one).toMatchObject({ unnamed: 1, withheld: 1, volume: null, unit: '', spend: null, buyFrom: [] })
    expect(together([need({ isNamed: false })])).toMatchObject({ unnamed: 1, withheld: 0 })
  })

  it('has no upper end where a band has none, and counts from which quarter they could buy', () => {
    const sum = together([
      need({ spend: 'over-2m', buyFrom: '2027-Q2' }),
      need({ spend: '25k-100k', buyFrom: '2027-Q1' }),
      need({ buyFrom: '2027-Q2' }),
    ])
    expect(sum.spend).toEqual({ fromPence: 2_025_000_00, toPence: null, counted: 2 })
    expect(sum.buyFrom).toEqual([
      { quarter: '2027-Q1', authorities: 1 },
      { quarter: '2027-Q2', authorities: 2 },
    ])
  })

  it('sums in the unit that most gave, where the challenge counts nothing', () => {
    const sum = together(
      [
        need({ volume: 5, unit: 'parks' }),
        need({ volume: 7, unit: 'roads' }),
        need({ volume: 9, unit: 'roads' }),
      ],
      '',
    )
    expect(sum).toMatchObject({ volume: 16, unit: 'roads', counted: 2, authorities: 4 })
  })

  it('knows quarters of the calendar', () => {
    expect(quartersFrom(new Date('2026-11-26T12:00:00Z'), 3)).toEqual(['2026-Q4', '2027-Q1', '2027-Q2'])
    expect(quarterLabel('2027-Q1')).toBe('January to March 2027')
    expect(quarterLabel('2027-Q5')).toBe('')
  })
})

const at = (authorityId: string, place: string, isNamed = true): Sharer => ({ authorityId, place, isNamed })

describe('where problems are', () => {
  it('counts an authority once in each region that it lies in, and problems by themselves', () => {
    const { byCode, unplaced } = countByRegion([
      [at('a', 'TLD41'), at('b', 'TLD46')],
      [at('a', 'TLD41'), at('c', 'TLE')],
    ])
    expect(byCode.get('TLD')).toEqual({ authorities: 2, problems: 2 })
    expect(byCode.get('TLD41')).toEqual({ authorities: 1, problems: 2 })
    expect(byCode.get('TLE')).toEqual({ authorities: 1, problems: 1 })
    expect(unplaced).toBe(0)
  })

  it('counts no unnamed authority anywhere, however many there are', () => {
    const shy = ['x', 'y', 'z'].map((id) => at(id, 'TLD46', false))
    const { byCode, unplaced } = countByRegion([[at('a', 'TLD41'), ...shy, at('n', '', false)]])
    expect(byCode.get('TLD')).toEqual({ authorities: 1, problems: 1 })
    expect([byCode.has('TLD46'), unplaced]).toEqual([false, 0])
    expect(countByRegion([shy]).byCode.size).toBe(0)
  })

  it('counts the same whether or not an unnamed authority is named for another problem found', () => {
    const other = [at('a', 'TLD41'), at('b', '')]
    const mapWith = (shy: string) => countByRegion([other, [at('c', 'TLE'), at(shy, 'TLD41', false)]])
    expect(mapWith('a')).toEqual(mapWith('nobody else'))
    expect(mapWith('b').unplaced).toBe(1)
  })

  it('finds a problem by the region of a named authority alone', () => {
    const sharers = sharersOf(
      { authorityId: 'lead', coBuyers: [], sameNeeds: [need({ authorityId: 'shy', isNamed: false })] },
      (id) => (id === 'lead' ? 'TLD41' : 'TLL5'),
    )
    expect([isIn(sharers, ['TLD']), isIn(sharers, ['TLL']), isIn(sharers, [])]).toEqual([true, false, true])
  })

  it.each([
    [0, 9, 0],
    [1, 9, 1],
    [9, 9, 4],
    [5, 9, 3],
  ])('draws %i of %i in shade %i', (count, most, shade) => {
    expect(shadeOf(count, most)).toBe(shade)
  })
})
