import { faultsOfRelease, mergeRules } from '../../server/publication/release-schema.ts'
import { type ChallengeKind, challengeKindNames } from '../../shared/challenges/kinds.ts'
import { compiledRelease } from '../../shared/publication/compile.ts'
import { replacedLists } from '../../shared/publication/removals.ts'
import { type Happening, releaseFor } from '../../shared/publication/release.ts'
import { someAnswer, someContent, someFacts, someLife, publishedAt } from './publication.factory.ts'

const attachment = {
  id: 'DDDDDDDDDDDDDDDDDDDDDDDD',
  name: 'map.pdf',
  type: 'application/pdf',
  size: 1,
  sha256: 'x',
  description: 'A map',
}
const before = (kind: ChallengeKind) =>
  someContent({ kind, cpv: ['85310000', '72000000'], regions: ['TLD41', 'TLD3'], attachments: [attachment] })
const after = (kind: ChallengeKind) => {
  const content = someContent({ kind, cpv: ['85310000'], regions: ['TLD3'], title: 'Far fewer falls' })
  return {
    ...content,
    budget: { pilotPence: null, pilots: null, scalePence: null, vat: '' as const },
    attachments: [],
  }
}
const releasesOf = (kind: ChallengeKind, end: 'closed' | 'withdrawn' = 'closed', facts = someFacts()) =>
  someLife(before(kind), after(kind), end).map((happening) => releaseFor(facts, happening))
const compiledOf = (...given: Parameters<typeof releasesOf>) =>
  compiledRelease(releasesOf(...given), mergeRules()) as unknown as {
    tag: string[]
    tender: Record<string, unknown> & { items: object[]; enquiries: object[]; documents: object[] }
    planning: { milestones: object[] }
  }

describe('a release', () => {
  it.each(challengeKindNames)('is valid at every step of a challenge of the kind %s', (kind) => {
    for (const end of ['closed', 'withdrawn'] as const) {
      const releases = releasesOf(
        kind,
        end,
        someFacts({ notice: { noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' } }),
      )
      expect(releases.flatMap(faultsOfRelease)).toEqual([])
      expect(new Set(releases.map(({ id }) => id)).size).toBe(releases.length)
      expect(faultsOfRelease(compiledRelease(releases, mergeRules()))).toEqual([])
    }
  })

  it('that is wrong is found out', () => {
    const [release] = releasesOf('open')
    const planted = { ...release, tender: { ...release?.tender, aboveThreshold: 'yes' }, date: 'yesterday' }
    expect(faultsOfRelease(planted).join()).toMatch(/\/date .*\/tender\/aboveThreshold /)
  })

  it('comes out in the same bytes each time', () => {
    const again = () => JSON.stringify(releasesOf('below-threshold'))
    expect(again()).toBe(again())
  })

  it('has our own ocid, and Find a Tender’s as a related process only', () => {
    const facts = someFacts({ notice: { noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' } })
    const [release] = releasesOf('open', 'closed', facts)
    expect(release?.ocid).toBe('ocds-fthold-AAAAAAAAAAAAAAAAAAAAAAAA')
    expect(release?.relatedProcesses).toMatchObject([{ scheme: 'ocid', identifier: 'ocds-h6vhtk-04f2a1' }])
    expect(releasesOf('open')[0]?.relatedProcesses).toBeUndefined()
  })

  it.each([
    ['standard', { amount: 525_000, amountGross: 630_000 }, 'VAT at 20%'],
    ['none', { amount: 630_000, amountGross: 630_000 }, 'No VAT is due'],
    ['', { amount: 630_000 }, 'not stated'],
  ] as const)('says what the money is and what VAT is in it: %s', (vat, amounts, words) => {
    const content = someContent()
    const stated = { ...content, budget: { ...content.budget, vat } }
    const [release] = someLife(stated, stated, 'closed').map((happening) =>
      releaseFor(someFacts(), happening),
    )
    expect(release?.tender?.['value']).toEqual({ ...amounts, currency: 'GBP' })
    expect(release?.planning?.['budget']).toMatchObject({
      description: expect.stringContaining(words) as string,
    })
  })

  it.each([
    ['below-threshold', 'open', 'Exempted contract, or other law applies - open competition'],
    ['competitive-flexible', 'selective', 'Exempted contract, or other law applies - competition in rounds'],
  ] as const)(
    'of a contract that the Act doesn’t regulate claims no regime of the Act: %s',
    (kind, method, details) => {
      const unregulated = 'Research and development services (Schedule 2, paragraph 22).'
      const facts = someFacts({ unregulated })
      const release = releaseFor(facts, { what: 'published', at: publishedAt, content: before(kind) })
      expect(release.tender).toMatchObject({
        procurementMethod: method,
        procurementMethodDetails: details,
        procurementMethodRationale: unregulated,
      })
      expect(release.tender).not.toHaveProperty('aboveThreshold')
      expect(release.tender).not.toHaveProperty('legalBasis')
      expect(faultsOfRelease(release)).toEqual([])
    },
  )

  it('names nobody who asked, and no minute of asking', () => {
    const release = releaseFor(someFacts(), {
      what: 'answered',
      at: publishedAt,
      kind: 'open',
      answer: someAnswer(3),
    })
    expect(release.tender).toEqual({
      id: 'AAAAAAAAAAAAAAAAAAAAAAAA',
      hasEnquiries: true,
      enquiries: [
        {
          id: '3',
          date: '2026-11-03T00:00:00.000Z',
          description: 'May tenants keep the sensors?',
          answer: 'Yes, if they agree.',
          dateAnswered: '2026-11-05T10:30:00.000Z',
        },
      ],
    })
  })

  it.each([
    ['Blackburn', { code: 'BBD', nation: 'England', type: 'UA', website: '' }, 'GB-LAE-BBD', true],
    ['Cardiff', { code: 'CRF', nation: 'Wales', type: 'WPA', website: '' }, 'foothold-B', true],
    ['Aberdeen', { code: 'ABE', nation: 'Scotland', type: 'SCO', website: '' }, 'foothold-B', false],
    ['Invented', null, 'foothold-B', true],
  ])('knows the law and the register of %s', (name, register, id, isUnderAct) => {
    const facts = someFacts({ buyer: { id: 'B', name, register, region: '' } })
    const release = releaseFor(facts, { what: 'published', at: publishedAt, content: before('open') })
    expect(release.buyer).toEqual({ id, name })
    expect('legalBasis' in (release.tender ?? {})).toBe(isUnderAct)
  })
})

describe('the compiled release', () => {
  it('says what holds at the end, and nothing that an amendment took away', () => {
    const { tag, tender } = compiledOf('below-threshold')
    expect(tag).toEqual(['compiled'])
    expect(tender).toMatchObject({ title: 'Far fewer falls', status: 'active', hasEnquiries: true })
    // The deadline is past and nothing is awarded: the process is in its evaluation, not at its end.
    expect(tender).toMatchObject({
      awardPeriod: { startDate: '2026-12-14T12:00:00.000Z' },
      lots: [{ id: '1', status: 'active' }],
    })
    expect(tender.items).toMatchObject([
      {
        classification: { id: '85310000' },
        additionalClassifications: [],
        deliveryAddresses: [{ region: 'UKD3' }],
      },
    ])
    expect(JSON.stringify(tender['value'])).toBe('{}')
    expect(tender.documents).toMatchObject([{ id: 'challenge' }, { id: attachment.id }])
    expect(tender.documents[1]).toEqual({ id: attachment.id })
    expect(tender.enquiries).toMatchObject([{ id: '1', description: 'Redacted' }, { id: '2' }])
  })

  it('replaces as a whole the lists that the schema says, and no other of ours', () => {
    const wholes = [...mergeRules()].filter(([, rule]) => rule === 'replace-list').map(([path]) => path)
    for (const name of replacedLists) expect(wholes.some((path) => path.endsWith(`/${name}`))).toBe(true)
    const identified = ['tender/documents', 'tender/lots', 'tender/enquiries', 'tender/amendments', 'parties']
    expect(identified.filter((path) => wholes.includes(path))).toEqual([])
  })

  it('has the files of answers among its documents, until a broker takes one out', () => {
    const file = { id: 'a1', name: 'homes.csv', type: 'text/csv', url: 'https://foothold.example/files/a1' }
    const kind = 'below-threshold'
    const later = new Date(publishedAt.getTime() + 1000)
    const happenings: Happening[] = [
      { what: 'answered', at: publishedAt, kind, answer: { ...someAnswer(), files: [file] } },
      {
        what: 'redacted',
        at: later,
        kind,
        answer: { ...someAnswer(), goneFileIds: ['a1'] },
        eventId: 'event',
      },
    ]
    const releases = happenings.map((happening) => releaseFor(someFacts(), happening))
    expect(releases.map(faultsOfRelease)).toEqual([[], []])
    const documents = (count: number) => {
      const compiled = compiledRelease(releases.slice(0, count), mergeRules())
      return (compiled as unknown as ReturnType<typeof compiledOf>).tender.documents
    }
    expect(documents(1)).toMatchObject([{ id: 'a1', documentType: 'clarifications', title: 'homes.csv' }])
    expect(documents(2)).toEqual([{ id: 'a1' }])
  })

  it('tells a withdrawal with its reason', () => {
    const { tender } = compiledOf('competitive-flexible', 'withdrawn')
    expect(tender).toMatchObject({ status: 'cancelled', finalStatusDate: '2026-11-30T12:00:00.000Z' })
    expect(tender['amendments']).toMatchObject([
      { id: 'version-2', rationale: 'More time was asked for' },
      { id: 'withdrawal', rationale: 'The money went elsewhere' },
    ])
  })

  it('ends an engagement by its milestone', () => {
    const { tender, planning } = compiledOf('engagement')
    expect(tender['status']).toBe('planning')
    expect(planning.milestones).toMatchObject([{ status: 'met', dateMet: '2026-12-14T12:00:00.000Z' }])
  })

  it('is null for nothing', () => {
    expect(compiledRelease([], mergeRules())).toBeNull()
  })
})

describe('an award', () => {
  const supplier = {
    id: 'EEEEEEEEEEEEEEEEEEEEEEEE',
    name: 'Steady',
    companyNumber: null,
    isSme: true,
    isVcse: null,
  }
  const at = new Date('2026-12-20T10:00:00Z')
  const award = (number: number) => ({
    number,
    title: 'Far fewer falls',
    decidedAt: at,
    summariesSentAt: at,
    publishedOn: '2026-12-20',
    noticeId: '012346-2026',
    isAbove: true,
    standstillEndsOn: number === 1 ? '2027-01-06' : '2027-01-07',
    winners: [{ id: 'sub', supplier, value: { netPence: 40_000_00, grossPence: 48_000_00 } }],
  })
  const contract = {
    id: 'sub',
    title: 'Far fewer falls',
    isAbove: true,
    signedOn: '2027-01-08',
    startsOn: '2027-02-01',
    endsOn: '2028-01-31',
    value: { netPence: 40_000_00, grossPence: 48_000_00 },
    supplier,
    noKpisReason: '',
  }
  const told = (last: Happening) => [...releasesOf('open'), releaseFor(someFacts(), last)]

  it('is told with its standstill, corrected, and followed by its contract', () => {
    const later = (days: number) => new Date(at.getTime() + days * 86_400_000)
    const releases = [
      ...told({ what: 'awarded', kind: 'open', at, award: award(1) }),
      releaseFor(someFacts(), { what: 'awarded', kind: 'open', at: later(1), award: award(2) }),
      releaseFor(someFacts(), { what: 'contracted', kind: 'open', at: later(20), contract }),
    ]
    expect(releases.flatMap(faultsOfRelease)).toEqual([])
    expect(releases.slice(-3).map(({ tag }) => tag)).toEqual([['award'], ['awardUpdate'], ['contract']])
    expect(new Set(releases.map(({ id }) => id)).size).toBe(releases.length)
    const compiled = compiledRelease(releases, mergeRules())
    expect(faultsOfRelease(compiled)).toEqual([])
    expect(compiled).toMatchObject({
      tender: { status: 'complete', title: 'Far fewer falls' },
      awards: [
        {
          id: 'sub',
          status: 'active',
          value: { amount: 40_000, amountGross: 48_000, currency: 'GBP' },
          assessmentSummariesDateSent: at.toISOString(),
          standstillPeriod: { startDate: '2026-12-20T00:00:00Z', endDate: '2027-01-07T23:59:59Z' },
          documents: [{ id: '012346-2026', noticeType: 'UK6' }],
        },
      ],
      contracts: [{ awardID: 'sub', dateSigned: '2027-01-08T00:00:00Z', status: 'active' }],
    })
    expect(JSON.stringify(compiled)).toContain('"scale":"sme"')
  })

  it.each([
    [true, [], 'unsuccessful', ['tenderCancellation']],
    [false, ['sub'], 'cancelled', ['tenderCancellation', 'awardCancellation']],
  ])(
    'that there is none is told, and ends what was awarded before: %s',
    (isUnsuccessful, awardIds, status, tag) => {
      const end = { isUnsuccessful, reason: 'None is good enough.', awardIds }
      const releases = told({ what: 'not-awarded', kind: 'open', at, end })
      expect(releases.flatMap(faultsOfRelease)).toEqual([])
      expect(releases.at(-1)).toMatchObject({ tag, tender: { status } })
      expect(releases.at(-1)?.awards?.length ?? 0).toBe(awardIds.length)
    },
  )
})
