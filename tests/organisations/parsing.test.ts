import fc from 'fast-check'
import { parseNoticeRow } from '../../shared/challenges/notice-row.ts'
import { parseAwardRelease } from '../../shared/organisations/award-release.ts'
import { parseCompanyNumber } from '../../shared/organisations/company-number.ts'
import { completeness } from '../../shared/organisations/completeness.ts'
import { isNamedIn, normaliseName, readsTheSame } from '../../shared/organisations/organisation-name.ts'
import { patchProfileSchema } from '../../shared/organisations/profile.schema.ts'
import { repairText } from '../../shared/organisations/repaired-text.ts'
import { isSmallOrMedium } from '../../shared/organisations/sme.ts'
import { emptyProfile } from '../../shared/organisations/supplier-profile.ts'
import { readSupplierNames } from '../../shared/organisations/supplier-names.ts'

describe('company numbers', () => {
  it.each([
    ['01234567', '01234567'],
    ['1234567', '01234567'],
    [' sc123456 ', 'SC123456'],
    ['SC12345', 'SC012345'],
    ['GB-COH-10266124', '10266124'],
    ['oc 301 234', 'OC301234'],
    ['NI038288', 'NI038288'],
    ['IP12345R', 'IP12345R'],
    ['rs007149', 'RS007149'],
  ])('reads %s', (typed, number) => expect(parseCompanyNumber(typed)).toBe(number))

  it.each([
    '',
    '0',
    '00000000',
    '123456789',
    'XX123456',
    'S1234567',
    '458577871',
    'N/A',
    '12A4567',
    'SC',
    '１２３４５６７８',
  ])('refuses “%s”', (typed) => expect(parseCompanyNumber(typed)).toBeNull())

  it('gives what it would read again, for anything typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (typed) => {
        const number = parseCompanyNumber(typed)
        return number === null || parseCompanyNumber(number) === number
      }),
    )
  })
})

describe('names of firms', () => {
  it.each([
    ['Barnfield Construction', 'BARNFIELD CONSTRUCTION LIMITED'],
    ['SUEZ Recycling & Recovery UK Ltd.', 'Suez Recycling and Recovery (UK) Limited'],
    ['A E Yates', 'AE Yates Ltd'],
    ['John Wade Groundworks Ltd, T/a Wade Group', 'John Wade Groundworks Limited'],
    ['The Growth Company', 'Growth Company Ltd'],
    ["PP O'Connor", 'PP O’Connor Limited'],
    ['Café Noir PLC', 'cafe noir plc'],
    ['Ford Motor Company Ltd', 'Ford Motor Co. Ltd'],
  ])('takes %s and %s for one', (a, b) => expect(normaliseName(a)).toBe(normaliseName(b)))

  it.each([
    ['Eric Wright Civil Engineering Ltd', 'Eric Wright Construction Ltd'],
    ['Zurich Municipal', 'Zurich Insurance PLC'],
    ['A1 Taxis', 'A2 Taxis'],
  ])('keeps %s and %s apart', (a, b) => expect(normaliseName(a)).not.toBe(normaliseName(b)))

  it.each([
    ['Damson Sensors Ltd', 'DAMSON SENSORS LIMITED'],
    ['J. Smith & Sons Ltd.', 'J Smith and Sons'],
  ])('reads %s and %s as one', (a, b) => expect(readsTheSame(a, b)).toBe(true))

  it.each([
    ['Damson Sensors Ltd', 'Damson Sensors Ltd trading as NHS England'],
    ['Damson Sensors Ltd', 'Damson Sensors t/a NHS England'],
    ['Damson Sensors Ltd', 'Damson Sensors Ltd 英国政府'],
    ['Damson Sensors Ltd', 'Dаmson Sensors Ltd'],
    ['Damson Sensors Ltd', 'Damson Sensors Ltd ✓'],
    ['Damson Sensors Ltd', 'Damson\u200b Sensors Ltd'],
  ])('reads %s and %s as two', (a, b) => expect(readsTheSame(a, b)).toBe(false))

  it.each([
    ['Steady Steps Ltd', 'We at Steady Steps Ltd ask whether tenants may keep it.'],
    ['Steady Steps (UK) Ltd', 'STEADY STEPS’ sensors: may they stay?'],
    ['Steady Steps Ltd (example)', 'We at Steady Steps ask whether tenants may keep it.'],
    ['Steady Steps CIC', 'Write to farah@steadysteps.example.'],
    ['J. Smith & Sons Ltd.', 'May J Smith and Sons’s vans park there?'],
    ['Jones Ltd t/a Falls Watch', 'Would falls watch count as telecare?'],
    ['Careium Limited', 'Careium asks: by when?'],
    ['Centre for Ageing Better', 'We, the Centre for Ageing Better, ask'],
  ])('finds %s in “%s”', (name, text) => expect(isNamedIn(name, text)).toBe(true))

  it.each([
    ['Steady Steps Ltd', 'Which steps keep a tenant steady? Unsteady steps alarm us.'],
    ['Housing Ltd', 'May the pilot run in private housing?'],
    ['Centre for Ageing Better', 'Is there a centre for ageing in Darwen?'],
    ['(example)', 'For example, anything?'],
    ['', 'Anything?'],
  ])('does not find “%s” in “%s”', (name, text) => expect(isNamedIn(name, text)).toBe(false))

  it('never gives nothing for a name', () => expect(normaliseName('Limited Company Ltd')).not.toBe(''))
})

describe('suppliers in a cell', () => {
  it.each([
    ['A Ltd | B Ltd', ['A Ltd', 'B Ltd']],
    ['Baker, Lomax & Shackley Limited', ['Baker, Lomax & Shackley Limited']],
    ['Lea Hough,Sanderson Weatherall', ['Lea Hough', 'Sanderson Weatherall']],
    ['Shell Energy,Shell Energy,', ['Shell Energy']],
    ['Lot 2 - Central Lancashire - Global Ardour Recycling Limited', ['Global Ardour Recycling Limited']],
    ['Ralph Livesey Ltd (Lots 1 and 2)', ['Ralph Livesey Ltd']],
    ['24x7', ['24x7']],
    ['8X8 UK LIMITED', ['8X8 UK LIMITED']],
  ])('finds those in “%s”', (cell, names) => expect(readSupplierNames(cell)).toEqual({ names, refused: [] }))

  it.each([
    ['n/a', 'No supplier is named'],
    ['', 'No supplier is named'],
    ['NOT AWARDED TO SUPPLIER', 'Nothing was awarded'],
    ['Lot 4 - North Lancashire - No Award', 'Nothing was awarded'],
    ['Name withheld (as individual and not a company)', 'The name is withheld'],
    ['0100165SC', 'This is a number, not a name'],
    ['Various Suppliers', 'The suppliers are not named one by one'],
  ])('refuses “%s”', (cell, reason) =>
    expect(readSupplierNames(cell)).toEqual({ names: [], refused: [{ what: cell, reason }] }),
  )
})

describe('repaired text', () => {
  it.each([
    ['Â£60,000 â€¢ two', '£60,000 • two'],
    ['a\\r \\r b', 'a\n\nb'],
    ['for the rnpurchase of', 'for the\npurchase of'],
    ['Details: rnThe Council', 'Details:\nThe Council'],
    ['modern barns return', 'modern barns return'],
    ['Café – “fine” £5 µm', 'Café – “fine” £5 µm'],
    ['\uf0a7 one', '• one'],
    ['a\u0000b\u200bc', 'a b c'],
  ])('makes %j into %j', (text, repaired) => expect(repairText(text)).toBe(repaired))

  it('leaves repaired text alone', () => {
    fc.assert(fc.property(fc.string(), (text) => repairText(repairText(text)) === repairText(text)))
  })
})

describe('the SME test of section 123', () => {
  const million = 1_000_000_00
  it.each([
    [249, 44 * million, null, true],
    [250, 1 * million, 1 * million, false],
    [249, 44 * million + 1, 38 * million, true],
    [249, 44 * million + 1, 38 * million + 1, false],
    [249, 44 * million + 1, null, null],
    [null, 1 * million, null, null],
    [10, null, null, null],
    [300, null, null, false],
    [null, null, null, null],
  ])('for %s staff, %s and %s says %s', (staff, turnoverPence, balanceSheetPence, answer) => {
    expect(isSmallOrMedium({ staff, turnoverPence, balanceSheetPence })).toBe(answer)
  })
})

describe('notices', () => {
  const row = {
    ref: 'notice-1',
    buyer: 'Chorley Council',
    title: 'Sheds',
    status: 'closed',
    value_low: '180000',
    value_high: '0',
  }
  it('reads money, and nothing for 0', () => {
    expect(parseNoticeRow(row)).toMatchObject({
      entry: { valueFromPence: 180_000_00, valueToPence: 180_000_00 },
    })
    expect(parseNoticeRow({ ...row, value_low: '0' })).toMatchObject({
      entry: { valueFromPence: null, valueToPence: null },
    })
  })

  it.each([
    [{ ref: '' }, 'reference'],
    [{ title: '' }, 'title'],
    [{ buyer: ' ' }, 'buyer'],
    [{ status: 'lost' }, 'status'],
  ])('refuses %j', (change, word) => {
    expect(parseNoticeRow({ ...row, ...change })).toMatchObject({
      refused: { reason: expect.stringContaining(word) },
    })
  })
})

describe('releases', () => {
  it('refuses what is none, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { entries } = parseAwardRelease(value)
        return Array.isArray(entries)
      }),
    )
    expect(parseAwardRelease(null).refused).toHaveLength(1)
  })
})

describe('completeness', () => {
  it('goes from nothing to a hundred', () => {
    expect(completeness(emptyProfile()).percent).toBe(0)
    const full = {
      ...emptyProfile(),
      whatWeDo: 'x'.repeat(100),
      capabilities: ['a'],
      cpv: ['72000000'],
      regions: ['TLD'],
      trlFrom: 1,
      trlTo: 9,
      isSme: true,
      isVcse: false,
      accreditations: ['ISO 27001'],
      caseStudies: [{ title: 'a', buyer: '', year: null, what: 'b', result: '', link: '' }],
      links: [{ label: '', url: 'https://a.example' }],
      contact: { name: '', email: 'a@b.example', phone: '' },
      hasNoCompanyNumber: true,
    }
    expect(completeness(full).percent).toBe(100)
  })
})

it('refuses fields that a profile does not have', () => {
  expect(patchProfileSchema.safeParse({ status: 'verified' }).success).toBe(false)
  expect(patchProfileSchema.safeParse({ isSme: true }).success).toBe(false)
})
