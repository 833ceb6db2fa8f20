import { readLaw } from '../../server/coaching/index.ts'
import { faultsOfRelease } from '../../server/publication/release-schema.ts'
import { type ChallengeKind, challengeKindNames } from '../../shared/challenges/kinds.ts'
import type { ChallengeRecord, ChallengeStatus } from '../../shared/challenges/challenge.ts'
import { fillNotice, noticeText } from '../../shared/publication/notice.ts'
import { noticePlans, noticesDue } from '../../shared/publication/notice-plan.ts'
import { fileableCodes, noticeRelease } from '../../shared/publication/notice-release.ts'
import { publishedAt, someContent, someFacts } from './publication.factory.ts'

const law = readLaw()
const fileable = law.notices.filter(({ code }) => fileableCodes.includes(code))
const notice = (id: string) => {
  const found = fileable.find((one) => one.id === id)
  if (!found) throw new Error(`The law has no notice ${id}`)
  return found
}

function aRecord(kind: ChallengeKind, changes: Partial<ChallengeRecord> = {}): ChallengeRecord {
  return {
    ...someContent({ kind }),
    _id: 'AAAAAAAAAAAAAAAAAAAAAAAA',
    status: 'open',
    findATender: null,
    withdrawnAt: null,
    withdrawnReason: '',
    publishedAt,
    updatedAt: publishedAt,
    ...changes,
  } as ChallengeRecord
}
const fill = (id: string, record: ChallengeRecord, facts = someFacts()) =>
  fillNotice(notice(id), { challenge: record, facts })
const field = (id: string, name: string, record: ChallengeRecord) =>
  fill(id, record).fields.find((one) => one.id === name)

describe('the notices of a challenge', () => {
  it('can be made ready from UK1 to UK7 and UK9 to UK12, each form of them', () => {
    const codes = [...new Set(fileable.map(({ code }) => code))]
    expect(codes).toEqual(['UK1', 'UK2', 'UK3', 'UK4', 'UK5', 'UK6', 'UK7', 'UK9', 'UK10', 'UK11', 'UK12'])
    for (const planned of Object.values(noticePlans).flat())
      expect(notice(planned.notice).id).toBe(planned.notice)
  })

  const turn = (kind: ChallengeKind, status: ChallengeStatus, hasNotice = false) =>
    Object.fromEntries(
      noticesDue({ kind, status, hasNotice, isPublished: status !== 'draft', isRegulated: true }).map(
        (one) => [one.notice, one.turn],
      ),
    )

  it.each<[ChallengeKind, ChallengeStatus, boolean, object]>([
    ['engagement', 'draft', false, { uk1: 'now', uk2: 'now', uk3: 'now' }],
    ['engagement', 'open', true, { uk1: 'over', uk2: 'filed', uk3: 'over' }],
    ['below-threshold', 'draft', false, { 'uk4-below': 'now', 'uk7-below': 'later' }],
    ['below-threshold', 'closed', true, { 'uk4-below': 'filed', 'uk7-below': 'now' }],
    ['below-threshold', 'withdrawn', false, { 'uk4-below': 'over', 'uk7-below': 'over' }],
  ])('of the kind %s have their turn while it is %s', (kind, status, hasNotice, turns) => {
    expect(turn(kind, status, hasNotice)).toEqual(turns)
  })

  it('have those that are due first, and those that are over last', () => {
    const due = noticesDue({
      kind: 'open',
      status: 'closed',
      hasNotice: true,
      isPublished: true,
      isRegulated: true,
    })
    expect(due.map(({ notice: id }) => id).slice(0, 3)).toEqual(['uk6', 'uk7-above', 'uk4-open'])
    expect(due.at(-1)?.turn).toBe('over')
  })

  it('above the threshold go on to the award, and end with UK12 when it is given up', () => {
    expect(turn('open', 'draft')).toMatchObject({ 'uk4-open': 'now', uk6: 'later', uk12: 'later' })
    expect(turn('competitive-flexible', 'closed', true)).toMatchObject({
      'uk4-flexible': 'filed',
      uk6: 'now',
      'uk7-above': 'now',
      uk10: 'later',
    })
    expect(turn('prototype-direct-award', 'withdrawn', true)).toMatchObject({
      uk5: 'filed',
      uk6: 'over',
      uk12: 'now',
    })
  })
})

describe('the notice of a termination', () => {
  it.each<[ChallengeStatus, string, string]>([
    ['open', 'later', 'case'],
    ['closed', 'later', 'case'],
    ['withdrawn', 'now', 'must'],
  ])('while it is %s is for %s, and needed: %s', (status, turn, need) => {
    const due = noticesDue({
      kind: 'open',
      status,
      hasNotice: true,
      isPublished: true,
      isRegulated: true,
    })
    expect(due.find(({ notice: id }) => id === 'uk12')).toMatchObject({ turn, need })
  })
})

describe('the notices of a contract that the Act doesn’t regulate', () => {
  it('are nobody’s duty, and say that it doesn’t', () => {
    const due = noticesDue({
      kind: 'open',
      status: 'open',
      hasNotice: false,
      isPublished: true,
      isRegulated: false,
    })
    expect(new Set(due.map(({ need }) => need))).toEqual(new Set(['may']))
    const facts = someFacts({ unregulated: 'It is research.' })
    const filled = fill('uk4-open', aRecord('open'), facts)
    const procedure = filled.fields.find(({ id }) => id === 'procedure')
    expect(procedure?.text).toBe('Open competition, not regulated by the Act.\nIt is research.')
  })
})

describe('a notice', () => {
  it.each(fileable.map(({ id }) => id))('%s has every field of the Regulations, and is valid OCDS', (id) => {
    for (const kind of challengeKindNames) {
      const draft = aRecord(kind, { publishedAt: null, status: 'draft' })
      const filled = fill(id, draft)
      expect(filled.fields.map((one) => one.id)).toEqual(notice(id).fields.map((one) => one.id))
      expect(faultsOfRelease(noticeRelease(someFacts({ publishedAt: null }), draft, notice(id)))).toEqual([])
    }
  })

  it('says what is known, and what is missing with where it is to be filled in', () => {
    const record = aRecord('below-threshold')
    expect(field('uk4-below', 'award-criteria', record)?.text).toContain('Reaching the outcome: 75%')
    expect(field('uk4-below', 'estimated-value', record)?.text).toBe('£630,000 with VAT, £525,000 without')
    const budget = { ...record.budget, vat: '' as const }
    const unsaid = field('uk4-below', 'estimated-value', aRecord('below-threshold', { budget }))
    expect(unsaid).toMatchObject({ text: '£630,000', place: 'budget' })
    expect(unsaid?.missing).toContain('VAT')
    const empty = aRecord('below-threshold', { criteria: [], cpv: [], title: '' })
    const missing = fill('uk4-below', empty).missing.map(({ id, place }) => `${id} ${place}`)
    expect(missing).toEqual(
      expect.arrayContaining(['title problem', 'cpv-codes category', 'award-criteria judging']),
    )
  })

  it('claims no term that covers only the pilot, and no amount bought from how many have the problem', () => {
    const demand = { volume: 9000, unit: 'homes' }
    const scaled = aRecord('open', { demand, stages: ['pilot', 'scale'] })
    expect(field('uk4-open', 'contract-dates', scaled)).toMatchObject({
      text: 'From 1 February 2027; pilot: 12 months; scale-up: to be stated',
      missing: 'How long the contract runs, scaling up and extensions included',
    })
    expect(field('uk4-open', 'quantity', scaled)).toMatchObject({ text: '', place: 'notice' })
    const budget = { ...scaled.budget, scalePence: null }
    const pilot = aRecord('open', { budget, stages: ['pilot'] })
    expect(field('uk4-open', 'contract-dates', pilot)).toMatchObject({
      text: 'From 1 February 2027, 12 months',
      missing: '',
    })
    const lotsOf = (record: ChallengeRecord) =>
      noticeRelease(someFacts(), record, notice('uk4-open')).tender?.['lots'] as object[]
    expect(lotsOf(scaled)[0]).not.toHaveProperty('contractPeriod')
    expect(lotsOf(pilot)).toMatchObject([{ contractPeriod: { durationInMonths: 12 } }])
  })

  it('takes from the file what the law wants confirmed, and misses it where it isn’t there', () => {
    const record = aRecord('open', { onFile: { ...aRecord('open').onFile, conflictsOn: null } })
    expect(field('uk4-open', 'conflicts-confirmed', record)).toMatchObject({ text: '', place: 'on-file' })
    const onFile = {
      ...record.onFile,
      conflictsOn: new Date('2026-10-20T09:00:00Z'),
      lots: { decision: 'one-contract' as const, note: 'One service, one evening' },
      reserved: { for: ['sme' as const, 'local-area' as const], areas: 'Lancashire' },
    }
    const onRecord = aRecord('open', { onFile })
    expect(field('uk4-open', 'conflicts-confirmed', onRecord)?.text).toContain('20 October 2026')
    expect(field('uk4-open', 'no-lots-reason', onRecord)?.text).toBe('One service, one evening')
    const below = aRecord('below-threshold', { onFile })
    expect(field('uk4-below', 'reserved-kind', below)?.text).toBe('Reserved to SME.')
    expect(field('uk4-below', 'reserved-place', below)?.text).toContain('Lancashire')
  })

  it('claims nothing of a contract that nobody has', () => {
    const filled = fill('uk6', aRecord('open'))
    const byId = new Map(filled.fields.map((one) => [one.id, one]))
    for (const id of ['estimated-value', 'suppliers', 'decision-date', 'standstill-end'])
      expect(byId.get(id)).toMatchObject({ text: '', place: 'award' })
  })

  it('is filled from an award by those who may know of it, and never names who won nothing below £5 million', () => {
    const award = {
      suppliers: [{ id: 'E', name: 'Steady Ltd', companyNumber: '99000001', isSme: true, isVcse: false }],
      decidedAt: new Date('2026-12-18T10:00:00Z'),
      summariesSentAt: new Date('2026-12-19T10:00:00Z'),
      standstillEndsOn: '2027-01-06',
      value: { netPence: 40_000_00, grossPence: 48_000_00 },
      assessed: 3,
      unsuccessful: null,
      contracts: [],
      end: null,
    }
    const contract = {
      reference: 'C-17',
      signedOn: '2027-01-08',
      startsOn: '2027-02-01',
      endsOn: '2028-01-31',
      netPence: 40_000_00,
      grossPence: 48_000_00,
      kpis: [],
      noKpisReason: '',
    }
    const source = { challenge: aRecord('open'), facts: someFacts() }
    const uk6 = noticeText(fillNotice(notice('uk6'), { ...source, award }))
    for (const words of [
      'Steady Ltd, GB-COH 99000001, SME',
      '18 December 2026',
      '6 January 2027',
      'Assessed: 3',
    ])
      expect(uk6).toContain(words)
    const uk7 = (contracts: (typeof contract)[]) =>
      fillNotice(notice('uk7-above'), { ...source, award: { ...award, contracts } })
    expect(noticeText(uk7([contract]))).toContain('1 February 2027 to 31 January 2028')
    expect(noticeText(uk7([]))).not.toContain('Steady')
    const ended = { ...award, end: { reason: 'The money went elsewhere.', at: award.decidedAt } }
    expect(noticeText(fillNotice(notice('uk12'), { ...source, award: ended }))).toContain(
      'The money went elsewhere.',
    )
  })

  it('whose number is on record is filed, and one that ends it is due where nothing is awarded', () => {
    const stage = {
      kind: 'open',
      status: 'closed',
      hasNotice: true,
      isPublished: true,
      isRegulated: true,
    } as const
    const turnOf = (id: string, more: object) =>
      noticesDue({ ...stage, ...more }).find((one) => one.notice === id)
    expect(turnOf('uk6', {})?.turn).toBe('now')
    expect(turnOf('uk6', { filed: ['uk6'] })?.turn).toBe('filed')
    expect(turnOf('uk12', { isEnded: true })).toMatchObject({ turn: 'now', need: 'must' })
    expect(turnOf('uk6', { isEnded: true })?.turn).toBe('over')
  })

  it('that ends a procurement gives the decision and its day', () => {
    const record = aRecord('open', {
      status: 'withdrawn',
      withdrawnAt: new Date('2026-11-20T12:00:00Z'),
      withdrawnReason: 'The money went elsewhere',
    })
    const text = noticeText(fill('uk12', record))
    expect(text).toContain('The contract will not be awarded. The money went elsewhere')
    expect(text).toContain('20 November 2026')
  })

  it('is text in which what is missing can’t be overlooked, and what is not needed stands apart', () => {
    const text = noticeText(fill('uk4-flexible', aRecord('competitive-flexible')))
    expect(text.startsWith('UK4 Tender notice: competitive flexible procedure\n\n')).toBe(true)
    expect(text).toContain('[to be added: Estimated date of the award]')
    expect(text).toContain('Only where it is the case:\n- ')
    expect(text).toContain('(reg 18(2)(r)): Only if the contract has options')
    expect(text).not.toContain(': The contract has options')
  })

  it('names the authorities of a joint challenge, with the one that leads', () => {
    const coBuyers = [{ id: 'C', name: 'Hyndburn Borough Council', register: null, region: '' }]
    const filled = fill('uk2', aRecord('engagement'), someFacts({ coBuyers }))
    const joint = filled.fields.find(({ id }) => id === 'lead-authority')
    expect(joint?.text).toBe('Blackburn with Darwen Borough Council (lead), Hyndburn Borough Council')
  })
})
