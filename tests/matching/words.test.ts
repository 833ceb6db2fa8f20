import { readWords, stemsOf } from '../../shared/matching/words.ts'

const surfaces = (text: string) => readWords(text).map(({ surface }) => surface)

describe('reading the words of procurement English', () => {
  it('leaves out what every notice says', () => {
    expect(surfaces('Invitation to tender for the provision of damp sensors by the Council')).toEqual([
      'damp',
      'sensors',
    ])
  })

  it('compares by stem and keeps the spelling', () => {
    expect(readWords('Retrofitting')).toEqual([{ stem: 'retrofit', surface: 'retrofitting' }])
    expect(stemsOf('retrofit retrofitting RETROFITTED').size).toBe(1)
  })

  it('reads accents, possessives and apostrophes of either kind', () => {
    expect(surfaces("Café’s tenants’ children's")).toEqual(['cafe', 'tenants', 'children'])
  })

  it('reads a page of nothing but half an address at once', () => {
    const start = performance.now()
    for (const piece of ['@', 'a@', 'www', 'http:']) readWords(piece.repeat(5000))
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('drops addresses, bare numbers and escaped line ends, and keeps names with digits', () => {
    expect(surfaces('See https://example.gov.uk/a?b=1 or a@b.gov.uk\\r\\n2024 PR25 5G')).toEqual([
      'see',
      'pr25',
      '5g',
    ])
  })

  it('keeps the number of a lot with it, and drops postcodes', () => {
    expect(readWords('HCC Lot 02: sweepers, PR7 1XA')).toEqual([
      { stem: 'hcc', surface: 'hcc' },
      { stem: 'lot2', surface: 'lot 2' },
      { stem: 'sweeper', surface: 'sweepers' },
    ])
    expect(surfaces('a lot of 3 lots, a car lot')).toEqual(['car'])
    expect(surfaces('4G 5GHz, F16 3D')).toEqual(['4g', '5ghz', 'f16', '3d'])
  })

  it('reads words of other scripts and survives none', () => {
    expect(surfaces('Gwasanaethau tai 住宅')).toEqual(['gwasanaethau', 'tai', '住宅'])
    expect(readWords('')).toEqual([])
    expect(readWords('§ – 42 …')).toEqual([])
  })
})
