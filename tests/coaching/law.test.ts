import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { law, readLaw } from '../../server/coaching/index.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { coachRules } from '../../shared/coaching/coach/rules/index.ts'
import { sectionOf } from '../../shared/coaching/law/law.ts'
import {
  clockOf,
  contractThreshold,
  findThreshold,
  isQualifyingNotice,
  type PeriodCase,
  shortestPeriod,
} from '../../shared/coaching/law/lookups.ts'
import { adviceFor } from '../../shared/coaching/routes/advise.ts'
import { defaultAnswers } from '../../shared/coaching/routes/answers.ts'
import { routeIds } from '../../shared/coaching/routes/route-names.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'law-'))
  cpSync(join(projectRoot, 'data', 'law'), folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Changes a file of the copy, and fails if there was nothing to change. */
function change(file: string, from: string, to: string): void {
  const path = join(folder, `${file}.csv`)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}

describe('the files of the law', () => {
  it('are read whole, as at 24 March 2026', () => {
    const rules = law()
    expect(rules.asAt).toBe('2026-03-24')
    expect(new Set(rules.notices.map(({ code }) => code)).size).toBe(17)
    expect(rules.sections.length).toBeGreaterThan(100)
    expect(rules.notices.find(({ id }) => id === 'uk4-flexible')?.fields.length).toBeGreaterThan(30)
  })

  it.each<[string, string, string, string, RegExp]>([
    [
      'a gap in validity',
      'thresholds',
      '20772000,least,2026-01-01',
      '20772000,least,2026-01-02',
      /thresholds\.csv, row \d+: .*leaves a gap after 2025-12-31/,
    ],
    [
      'an overlap in validity',
      'thresholds',
      '20772000,least,2026-01-01',
      '20772000,least,2025-12-31',
      /thresholds\.csv, row \d+: .*overlaps .*row \d+/,
    ],
    [
      'an open row before another',
      'thresholds',
      '2025-12-31,Sch 1,amounts-2025',
      ',Sch 1,amounts-2025',
      /overlaps/,
    ],
    [
      'a row that ends before it begins',
      'thresholds',
      '2026-01-01,2027-12-31',
      '2026-01-01,2025-12-31',
      /row \d+: valid_to: It ends before it begins/,
    ],
    ['an unknown section', 'periods', 's.54(3)', 's.540(3)', /periods\.csv, row 2: the section “s.540\(3\)”/],
    ['an unknown source', 'clocks', ',act,read', ',hearsay,read', /clocks\.csv, row 2: the source “hearsay”/],
    ['an article of no regulation', 'notice-fields', 'reg 13(a)', 'reg 213(a)', /notice-fields\.csv, row 2/],
    ['a field of no notice', 'notice-fields', 'uk1,authority-name', 'uk99,authority-name', /“uk99”/],
    [
      'a day that does not exist',
      'sections',
      '2025-02-24',
      '2025-02-30',
      /sections\.csv, row 2: in_force_from/,
    ],
    ['an amount that is none', 'thresholds', '20772000', '207,720', /columns|Invalid Record|thresholds/],
    ['a confidence that nobody knows', 'clocks', ',act,read', ',act,sure', /clocks\.csv, row 2: confidence/],
    ['a notice twice', 'notices', 'uk2,UK2', 'uk1,UK2', /notices\.csv, row 3: “uk1” stands in/],
  ])('refuse to load with %s, naming the row', (_what, file, from, to, message) => {
    change(file, from, to)
    expect(() => readLaw(folder)).toThrow(message)
  })

  it('load unchanged from a copy', () => expect(readLaw(folder)).toEqual(law()))
})

describe('sections', () => {
  it.each([
    ['s.54(4)', 's.54'],
    ['s.5', 's.5'],
    ['Sch 5 para 8(a)', 'Sch 5 para 8'],
    ['Sch 3 para 1(2)(e)', 'Sch 3 para 1'],
    ['reg 26(2)(h) and (i)', 'reg 26'],
    ['reg 38A', 'reg 38A'],
  ])('%s belongs to %s', (citation, id) => expect(sectionOf(law(), citation)?.id).toBe(id))

  it.each(['s.999', 'Sch 99', 'nonsense', ''])('“%s” belongs to none', (citation) =>
    expect(sectionOf(law(), citation)).toBeNull(),
  )

  it('are known for everything that any route cites', () => {
    const cases = [
      defaultAnswers,
      {
        ...defaultAnswers,
        valuePence: 600_000_000,
        reserve: ['mutual', 'sme'] as const,
        contract: 'works' as const,
      },
      { ...defaultAnswers, valuePence: 5_000_000, engagement: 'planned' as const },
      { ...defaultAnswers, contract: 'light-touch' as const, buyer: 'central' as const },
    ]
    const cited = cases.flatMap((answers) => {
      const advice = adviceFor({ ...answers, reserve: [...(answers.reserve ?? [])] }, law(), '2026-06-01')
      expect(advice.routes.map(({ id }) => id).sort()).toEqual([...routeIds].sort())
      return advice.routes.flatMap((route) => [
        ...route.conditions.map(({ section }) => section),
        ...route.notices.map(({ section }) => section),
        ...route.onFile.map(({ section }) => section),
        ...(route.calendar?.steps ?? []).map(({ section }) => section),
        ...route.periods.map(({ section }) => section),
      ])
    })
    const unknown = cited.filter((section) => section !== '' && !sectionOf(law(), section))
    expect(cited.length).toBeGreaterThan(500)
    expect([...new Set(unknown)]).toEqual([])
  })
})

describe('thresholds', () => {
  const council = { authority: 'sub-central', contract: 'services', jurisdiction: 'england' } as const

  it.each([
    ['2026-01-01', 20_772_000],
    ['2027-12-31', 20_772_000],
    ['2025-12-31', 21_490_400],
  ])('a council’s on %s is %i pence', (day, pence) =>
    expect(contractThreshold(law(), council, day).pence).toBe(pence),
  )

  it.each([
    [{ ...council, authority: 'central' as const }, 13_501_800],
    [{ ...council, authority: 'utility' as const }, 41_544_000],
    [{ ...council, contract: 'works' as const }, 519_300_000],
    [{ ...council, contract: 'light-touch' as const }, 66_354_000],
    [{ ...council, authority: 'utility' as const, contract: 'light-touch' as const }, 88_472_000],
    [{ ...council, jurisdiction: 'northern-ireland' as const }, 20_772_000],
  ])('%o has %i pence', (wanted, pence) =>
    expect(contractThreshold(law(), wanted, '2026-06-01').pence).toBe(pence),
  )

  it('of Wales are those that the Welsh Government reports', () => {
    const welsh = contractThreshold(law(), { ...council, jurisdiction: 'wales' }, '2026-06-01')
    expect(welsh).toMatchObject({ pence: 20_772_000, confidence: 'reported', jurisdiction: 'wales' })
    expect(contractThreshold(law(), council, '2025-06-01').confidence).toBe('reported')
  })

  it.each(['2028-01-01', '2025-02-23'])('are refused for %s, saying for when they are known', (day) => {
    expect(() => contractThreshold(law(), council, day)).toThrow(
      /hold from 24 February 2025 to 31 December 2027/,
    )
  })

  it('for publishing payments begin on 1 April 2026', () => {
    const payment = { ...council, subject: 'payment' } as const
    expect(findThreshold(law(), payment, '2026-03-31')).toBeNull()
    expect(findThreshold(law(), payment, '2026-04-01')?.pence).toBe(3_000_000)
  })
})

describe('shortest times (s.54)', () => {
  const usual: PeriodCase = {
    isLightTouch: false,
    isCentral: false,
    isUrgent: false,
    isPreSelected: false,
    isNegotiated: false,
    isDynamicMarket: false,
    hasPlannedNotice: false,
    electronic: true,
    allDocuments: true,
  }
  it.each<[string, Partial<PeriodCase>, number, number]>([
    ['electronic, all documents', {}, 25, 25],
    ['electronic, not all documents', { allDocuments: false }, 25, 30],
    ['on paper, all documents', { electronic: false }, 25, 30],
    ['on paper, not all documents', { electronic: false, allDocuments: false }, 25, 35],
    ['urgent', { isUrgent: true }, 10, 10],
    ['light touch', { isLightTouch: true }, 0, 0],
    ['planned procurement notice', { hasPlannedNotice: true }, 25, 10],
    ['pre-selected suppliers of a council', { isPreSelected: true }, 25, 10],
    ['pre-selected suppliers of central government', { isPreSelected: true, isCentral: true }, 25, 25],
    ['negotiated with pre-selected suppliers', { isPreSelected: true, isNegotiated: true }, 25, 0],
    [
      'negotiated by central government',
      { isPreSelected: true, isNegotiated: true, isCentral: true },
      25,
      25,
    ],
    ['dynamic market', { isDynamicMarket: true }, 25, 10],
    ['urgent light touch', { isLightTouch: true, isUrgent: true }, 0, 0],
  ])('%s: %o', (_name, more, participation, tendering) => {
    const given = { ...usual, ...more }
    expect(shortestPeriod(law(), 'participation', given, '2026-06-01').days).toBe(participation)
    expect(shortestPeriod(law(), 'tendering', given, '2026-06-01').days).toBe(tendering)
  })

  it('are refused for a day before the Act', () => {
    expect(() => shortestPeriod(law(), 'tendering', usual, '2025-01-01')).toThrow(RangeError)
    expect(() => clockOf(law(), 'standstill', '2025-02-23')).toThrow(RangeError)
    expect(() => clockOf(law(), 'no-such-clock', '2026-06-01')).toThrow(RangeError)
  })

  it.each([
    ['2026-04-22', '2026-06-01', true],
    ['2026-04-23', '2026-06-01', false],
    ['2025-06-01', '2026-06-01', true],
    ['2025-05-31', '2026-06-01', false],
    ['2026-06-02', '2026-06-01', false],
  ])('a planned procurement notice of %s shortens a tender notice of %s: %s', (planned, notice, expected) =>
    expect(isQualifyingNotice(law(), planned, notice)).toBe(expected),
  )
})

test('each section that a rule cites stands on the page of the law', () => {
  const sections = new Set(law().sections.map(({ id }) => id))
  const cited = coachRules.flatMap(({ source, below }) =>
    [source, below?.source ?? ''].flatMap((one) => /Act 2023 (s\.\d+)/.exec(one)?.[1] ?? []),
  )
  expect(cited.filter((id) => !sections.has(id))).toEqual([])
})
