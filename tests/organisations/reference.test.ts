import { authorities, bankHolidays, categories, regions } from '../../server/organisations/index.ts'
import { isWithin, regionName } from '../../shared/organisations/region-tree.ts'

describe('the register of authorities', () => {
  it('has all of them, with those of today apart', () => {
    expect(authorities().all()).toHaveLength(470)
    expect(authorities().current()).toHaveLength(397)
    expect(authorities().find('bbd')?.name).toContain('Blackburn with Darwen')
  })

  it.each([
    ['Chorley Council', 'CHO'],
    ['BLACKPOOL BOROUGH COUNCIL', 'BPL'],
    ['Blackburn With Darwen Borough Council', 'BBD'],
    ['London Borough of Merton', 'MRT'],
    ['City of Bradford Metropolitan District Council', 'BRD'],
    ['Lancashire County Council', 'LAN'],
  ])('knows %s by the name that notices use', (name, code) => {
    expect(authorities().findByName(name)?.code).toBe(code)
  })

  it.each(['Chorley Council & South Ribble Borough Council', 'Ministry of Defence', 'Council', ''])(
    'does not guess at “%s”',
    (name) => expect(authorities().findByName(name)).toBeNull(),
  )

  it('gives every authority of today by its own name', () => {
    const lost = authorities()
      .current()
      .filter(({ code, name }) => authorities().findByName(name)?.code !== code)
    expect(lost.map(({ name }) => name)).toEqual([])
  })

  it('knows a council by a domain that is its alone', () => {
    expect(authorities().findByEmail('A.Officer@Chorley.gov.uk')?.code).toBe('CHO')
    expect(authorities().findByEmail('officer@northyorks.gov.uk')?.name).toBe('North Yorkshire Council')
  })

  it.each([
    'officer@adur-worthing.gov.uk',
    'officer@northnorfolk.org',
    'officer@chorley.gov.uk.evil.example',
    'officer@evil.chorley.gov.uk',
    'officer@chorley.gov.uk@evil.example',
    'officer@cabinetoffice.gov.uk',
    'chorley.gov.uk',
    '@chorley.gov.uk',
    '',
  ])('knows none by “%s”', (email) => expect(authorities().findByEmail(email)).toBeNull())

  it('takes what comes after the last @ only', () => {
    expect(authorities().findByEmail('"a@evil.example"@chorley.gov.uk')?.code).toBe('CHO')
  })
})

describe('the categories', () => {
  it('has the whole tree', () => {
    expect(categories().divisions()).toHaveLength(45)
    expect(
      categories()
        .path('45321000')
        .map(({ label }) => label),
    ).toEqual([
      'Construction work',
      'Building installation work',
      'Insulation work',
      'Thermal insulation work',
    ])
  })

  it.each([
    ['insul therm', '45321000'],
    ['INSULATION', '45320000'],
    ['7222', '72220000'],
    ['72220000-3', '72220000'],
  ])('finds by “%s”', (typed, code) => {
    expect(
      categories()
        .search(typed)
        .map((category) => category.code),
    ).toContain(code)
  })

  it('finds by any of the words where no label has them all, the best first', () => {
    const labels = (typed: string) =>
      categories()
        .search(typed)
        .map(({ label }) => label.toLowerCase())
    expect(labels('falls alarm')[0]).toContain('alarm')
    expect(labels('alarm of telecare')).toEqual(labels('alarm telecare of'))
    expect(labels('telecare of')).toEqual([])
  })

  it('finds nothing by nothing', () => {
    expect(categories().search('  ')).toEqual([])
    expect(categories().search('zzzz')).toEqual([])
    expect(categories().search('works', 5)).toHaveLength(5)
  })
})

describe('the regions', () => {
  it.each([
    ['North West', ['TLD']],
    ['Yorkshire and the Humber', ['TLE']],
    ['East of England', ['TLH']],
    ['UKD3', ['TLD3']],
    ['TLD33', ['TLD33']],
    ['North East,Wales', ['TLC', 'TLL']],
    ['Atlantis', []],
    ['', []],
  ])('reads %s', (text, codes) => {
    expect(regions().read(text)).toEqual(codes)
  })

  it('falls back on the region above for a code without a successor', () => {
    expect(regions().read('UKM82')[0]).toMatch(/^TLM/)
  })

  it('reads the wide ones', () => {
    expect(regions().read('Any region')).toHaveLength(12)
    expect(regions().read('England')).toHaveLength(9)
  })

  it('knows where a council lies', () => {
    expect(regions().ofAuthority('E06000008')?.code.slice(0, 3)).toBe('TLD')
    expect(regions().ofAuthority('nowhere')).toBeNull()
  })

  it('says names as people do', () => {
    expect(regions().nations().map(regionName)).toContain('East of England')
    expect(isWithin('TLD33', 'TLD')).toBe(true)
    expect(isWithin('TLD33', 'TLD4')).toBe(false)
  })
})

it('has the bank holidays of all three divisions', () => {
  expect(bankHolidays()).toHaveLength(280)
  expect(bankHolidays()).toContainEqual(expect.objectContaining({ division: 'scotland', date: '2026-06-15' }))
})
