import { emptyContent } from '../../shared/challenges/challenge.ts'
import { conditionsIn, missingForMarket } from '../../shared/matching/market-reading.ts'

const idsIn = (asks: string) => conditionsIn({ ...emptyContent(), asks }).map(({ id }) => id)

describe('the conditions of a draft that can be counted', () => {
  // From notices on Contracts Finder and Public Contracts Scotland, and as officers write them.
  it.each([
    ['Bidders must have a minimum turnover of £400,000.', ['turnover-400000']],
    [
      "Bidders will be required to have a minimum 'general' yearly turnover of 300,000 GBP for the last 3 years.",
      ['turnover-300000'],
    ],
    [
      'Tenderers are required to have a minimum “general” annual turnover of 0.607m GBP for the last two financial years.',
      ['turnover-607000'],
    ],
    ['We want a firm with a turnover of 5 million.', ['turnover-5000000']],
    ['The supplier’s annual turnover must not be less than £2m.', ['turnover-2000000']],
    ['Suppliers must be certified to ISO 27001.', ['accreditation-iso-27001']],
    [
      'Bidders must hold ISO 9001 and ISO 14001 certification.',
      ['accreditation-iso-9001', 'accreditation-iso-14001'],
    ],
    ['The supplier must hold Cyber Essentials Plus.', ['accreditation-cyber-essentials-plus']],
    ['Contractors must be CHAS accredited.', ['accreditation-chas']],
    ['Bidders must have at least five years of experience.', ['experience-5']],
    ['The supplier must have ten years’ experience with English councils.', ['experience-10']],
    ['Bidders must provide 2 satisfactory references from the last 3 years.', ['examples-2-3']],
    ['Please provide two relevant examples of delivering such services.', ['examples-2-any']],
    ['Experience of working with local authorities is essential.', ['worked-for-public']],
    ['Firms must be based within the borough.', ['seat']],
    ['Suppliers must employ at least 50 full-time staff.', ['staff-50']],
  ])('%s', (text, wanted) => {
    expect(idsIn(text)).toEqual(expect.arrayContaining(wanted))
    expect(idsIn(text).filter((id) => !wanted.includes(id) && id !== 'worked-for-public')).toEqual([])
  })

  // Where the fact isn't certain, nothing is said.
  it.each([
    ['what shows no floor', 'State your turnover.'],
    ['a ceiling', 'Only firms with a turnover of less than £1m may bid.'],
    ['a multiple of the contract', 'Annual turnover shall be double the value of the contract.'],
    ['two amounts', 'A minimum turnover of £1m for lot 1 and £2m for lot 2 is required.'],
    ['a number that is broken', 'Bidders must have a minimum yearly turnover of 1 300,000 GBP.'],
    ['a ratio', 'A current ratio of less than 1.1 fails.'],
    ['an insurance', 'Bidders must hold public liability insurance of £5m.'],
    ['an equivalent that does as well', 'Suppliers must be certified to ISO 27001 or equivalent.'],
    ['what persons hold', 'All staff must hold an enhanced DBS certificate.'],
    ['what persons have done', 'The contract manager must have five years’ experience.'],
    ['a time that isn’t the firm’s', 'The contract is for three years.'],
    [
      'no more than so many',
      'Bidders provide a maximum of 3 previous examples of services from the past three years.',
    ],
    ['what would please', 'A local presence is desirable, ideally with an office in the borough.'],
    ['people on a site', 'The supplier must have 3 staff on site at all times.'],
    ['our own people', 'The council must have 40 staff trained.'],
  ])('nothing of %s', (_, text) => {
    expect(idsIn(text)).toEqual([])
  })

  it('are each counted once, with every place that makes them', () => {
    const found = conditionsIn({
      ...emptyContent(),
      asks: 'Bidders must have a minimum turnover of £400,000.',
      constraints: 'A turnover of at least £400,000 is required.',
    })
    expect(found).toHaveLength(1)
    expect(found[0]?.places.map(({ field, rule }) => [field, rule])).toEqual([
      ['constraints', 'turnover-floor'],
      ['asks', 'turnover-floor'],
    ])
  })

  it('come from the file too, where the competition is kept for some', () => {
    const content = emptyContent()
    content.onFile.reserved.for = ['sme', 'local-area']
    expect(conditionsIn(content).map(({ id }) => id)).toEqual(['reserved-sme'])
  })
})

it('a draft must have a title and a few sentences on the problem before it is counted', () => {
  const told =
    'Tenants fall at night, mostly between bed and bathroom. Pendants stay in drawers, and nobody hears.'
  const draft = { title: 'Fewer falls', summary: '', problem: told, whoHasIt: '' }
  expect(missingForMarket(draft)).toEqual([])
  expect(missingForMarket({ ...draft, title: ' ' })).toEqual(['title'])
  expect(missingForMarket({ ...draft, problem: 'Tenants fall.' })).toEqual(['problem'])
  expect(missingForMarket({ ...draft, problem: 'and the of '.repeat(40) })).toEqual(['problem'])
})
