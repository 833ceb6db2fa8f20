import { contextFinder, findInText } from '../../shared/matching/contexts.ts'

describe('words in context', () => {
  it('are found by their stem, in whatever form they stand, the first time', () => {
    const text = 'We fit sensors. A sensor’s reading tells of damp homes; sensors again.'
    const found = findInText(text, ['sensor', 'damp', 'mould'])
    expect([...found.keys()].toSorted()).toEqual(['damp', 'sensor'])
    expect(found.get('sensor')).toEqual({
      before: 'We fit ',
      word: 'sensors',
      after: '. A sensor’s reading tells of damp homes; sensors again.',
    })
  })

  it('show so much on each side that a line holds it, to the end of a word', () => {
    const long = `${'before '.repeat(40)}damp${' after'.repeat(40)}`
    const { before = '', after = '' } = findInText(long, ['damp']).get('damp') ?? {}
    expect(before).toMatch(/^… before (before )+$/)
    expect(after).toMatch(/^( after)+ …$/)
    for (const side of [before, after]) expect(side.length).toBeLessThan(65)
  })

  it('stand in both texts or not at all, as the challenge spells them', () => {
    const find = contextFinder('Tenants report damp and mould.', ['damp', 'mould', 'tenants'])
    const texts = [
      { source: 'Moulds in homes', text: 'Moulds in homes ended' },
      { source: '', text: 'We end damp' },
    ]
    const found = find(['damp', 'tenants', 'mould'], texts)
    expect(found.map(({ word, source }) => [word, source])).toEqual([
      ['damp', ''],
      ['mould', 'Moulds in homes'],
    ])
    expect(found[0]?.inChallenge.word).toBe('damp')
  })
})
