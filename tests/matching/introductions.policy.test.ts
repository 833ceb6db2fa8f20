import { introductionPolicy } from '../../server/matching/matching.introduction.policy.ts'
import {
  expiryOf,
  type IntroductionStatus,
  introductionStatuses,
  possibleKinds,
  type SideAnswer,
  sideView,
  standingOfIntroduction,
} from '../../shared/matching/introduction.ts'
import { challengeKindNames, challengeStatuses } from '../../shared/challenges/challenge.ts'
import { actor, everybody, type Who } from '../platform/actors.ts'

const people = {
  ...everybody,
  otherSupplierViewer: actor('supplier', 'other-supplier', 'viewer'),
  third: actor('supplier', 'third', 'admin'),
}
type Name = keyof typeof people
const names = Object.keys(people) as Name[]

const facts = (status: IntroductionStatus, first: SideAnswer = 'none', second: SideAnswer = 'none') => ({
  status,
  sides: [
    { organisationId: 'supplier', answer: first },
    { organisationId: 'other-supplier', answer: second },
  ],
})

const brokers: Name[] = ['broker']
const ofSides: Name[] = ['supplier', 'supplierViewer', 'otherSupplier', 'otherSupplierViewer']
const answering: Name[] = ['supplier', 'otherSupplier']
const always = (who: Name[]) => Object.fromEntries(introductionStatuses.map((status) => [status, who]))

/** Who may do what in which state, while neither side has answered. */
const table: Record<
  'see' | 'answer' | 'withdraw' | 'seeContact' | 'expire' | 'seeAll',
  Partial<Record<IntroductionStatus, Name[]>>
> = {
  see: always(ofSides),
  seeAll: always(['broker', 'brokerViewer', 'system']),
  answer: { proposed: answering, 'accepted-by-one': answering },
  withdraw: { proposed: brokers, 'accepted-by-one': brokers },
  seeContact: { made: ofSides },
  expire: { expired: ['system'] },
}
const actions = Object.keys(table) as (keyof typeof table)[]
const cases = actions.flatMap((action) =>
  introductionStatuses.flatMap((status) => names.map((name) => [action, status, name] as const)),
)

describe('who may do what with an introduction', () => {
  it.each(cases)('%s × %s × %s', (action, status, name) => {
    const isAllowed = table[action][status]?.includes(name) ?? false
    expect(introductionPolicy[action](people[name], facts(status))).toBe(isAllowed)
  })

  it.each(names)('each side answers once: %s', (name) => {
    const answered = facts('accepted-by-one', 'accepted')
    expect(introductionPolicy.answer(people[name], answered)).toBe(name === 'otherSupplier')
  })

  it('nobody answers for an organisation that is not confirmed', () => {
    expect(introductionPolicy.answer(actor('supplier', 'supplier', 'admin', false), facts('proposed'))).toBe(
      false,
    )
  })

  it.each(names)('proposing and reading the record: %s', (name) => {
    const one = people[name]
    expect(introductionPolicy.propose(one, 'suppliers', ['suppliers'])).toBe(name === 'broker')
    expect(introductionPolicy.propose(one, 'buyer-and-supplier', ['suppliers'])).toBe(false)
    expect(introductionPolicy.propose(one, 'suppliers', [])).toBe(false)
    const readers: Name[] = ['buyer', 'buyerViewer', 'broker', 'brokerViewer', 'system']
    expect(introductionPolicy.seeNamesOnRecord(one, ['council'])).toBe(readers.includes(name))
  })
})

describe('who may be introduced to whom', () => {
  it.each(challengeKindNames.flatMap((kind) => challengeStatuses.map((status) => [kind, status] as const)))(
    'over a challenge of the kind %s that is %s',
    (kind, status) => {
      const isOpen = status === 'open' || status === 'clarifications-closed'
      const wanted = kind === 'engagement' ? ['suppliers', 'buyer-and-supplier'] : ['suppliers']
      expect(possibleKinds({ kind, status })).toEqual(isOpen ? wanted : [])
    },
  )
})

describe('the time to answer', () => {
  const at = new Date('2026-11-02T09:00:00Z')
  const day = 86_400_000

  it('is 14 days, or until the challenge closes if that is sooner', () => {
    expect(expiryOf(at, null)).toEqual(new Date(at.getTime() + 14 * day))
    expect(expiryOf(at, new Date(at.getTime() + 30 * day))).toEqual(new Date(at.getTime() + 14 * day))
    expect(expiryOf(at, new Date(at.getTime() + 3 * day))).toEqual(new Date(at.getTime() + 3 * day))
  })

  it('ends one millisecond after its last instant, or with what makes the introduction lawful', () => {
    const waiting = { status: 'accepted-by-one', between: 'buyer-and-supplier', expiresAt: at } as const
    const engagement = { kind: 'engagement', status: 'open' } as const
    const later = new Date(at.getTime() + 1)
    expect(standingOfIntroduction(waiting, engagement, at)).toBe('accepted-by-one')
    expect(standingOfIntroduction(waiting, engagement, later)).toBe('expired')
    expect(standingOfIntroduction(waiting, { ...engagement, status: 'closed' }, at)).toBe('expired')
    expect(standingOfIntroduction(waiting, { ...engagement, kind: 'open' }, at)).toBe('expired')
    expect(standingOfIntroduction({ ...waiting, status: 'made' }, engagement, later)).toBe('made')
  })
})

describe('what a side may know', () => {
  it('is the same whatever the other side has answered, until both have said yes', () => {
    expect(sideView('proposed', 'none')).toBe(sideView('accepted-by-one', 'none'))
    for (const own of ['none', 'accepted'] as const) {
      const endings = new Set(
        (['declined', 'expired', 'withdrawn'] as const).map((status) => sideView(status, own)),
      )
      expect([...endings]).toEqual(['ended'])
    }
    expect(sideView('declined', 'declined')).toBe('declined')
    expect(sideView('made', 'accepted')).toBe('made')
  })
})

// The table above names people of one more organisation; those of everybody else are all there.
it('asks everybody', () => {
  expect(names).toEqual(expect.arrayContaining(Object.keys(everybody) as Who[]))
})
