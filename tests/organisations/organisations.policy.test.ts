import {
  organisationPolicy,
  type OrganisationFacts,
} from '../../server/organisations/organisations.policy.ts'
import { organisationStatuses } from '../../shared/organisations/status.ts'
import { actor, everybody } from '../platform/actors.ts'

const people = { ...everybody, supplierAdmin: actor('supplier', 'supplier', 'admin') }
type Who = keyof typeof people
type Action = Exclude<keyof typeof organisationPolicy, 'decideClaim' | 'seeQueue'>

const everyone = Object.keys(people) as Who[]
const own: Who[] = ['supplier', 'supplierViewer', 'supplierAdmin']
const brokers: Who[] = ['broker']
const persons = everyone.filter((who) => people[who].kind === 'person')

/** Who may do what to the supplier `supplier`, in each of its states. Whoever is not named may not. */
const table: Record<Action, Record<(typeof organisationStatuses)[number], Who[]>> = {
  see: {
    unclaimed: everyone,
    pending: [...own, ...brokers, 'system'],
    verified: everyone,
    refused: [...own, ...brokers, 'system'],
  },
  editProfile: {
    unclaimed: [],
    pending: ['supplier', 'supplierAdmin', 'system'],
    verified: ['supplier', 'supplierAdmin', 'system'],
    refused: [],
  },
  editSettings: {
    unclaimed: ['supplierAdmin'],
    pending: ['supplierAdmin'],
    verified: ['supplierAdmin'],
    refused: [],
  },
  seeMembers: {
    unclaimed: [...own, ...brokers],
    pending: [...own, ...brokers],
    verified: [...own, ...brokers],
    refused: [...own, ...brokers],
  },
  manageMembers: {
    unclaimed: ['supplierAdmin', 'system'],
    pending: ['supplierAdmin', 'system'],
    verified: ['supplierAdmin', 'system'],
    refused: ['system'],
  },
  invite: { unclaimed: [], pending: [], verified: ['supplierAdmin'], refused: [] },
  leave: { unclaimed: own, pending: own, verified: own, refused: own },
  requestVerification: {
    unclaimed: [],
    pending: [],
    verified: [],
    refused: ['supplier', 'supplierAdmin'],
  },
  verify: { unclaimed: [], pending: [...brokers, 'system'], verified: [], refused: [] },
  refuse: { unclaimed: [], pending: brokers, verified: [], refused: [] },
  claim: {
    unclaimed: persons.filter((who) => !own.includes(who)),
    pending: [],
    verified: [],
    refused: [],
  },
}

const allowedTo = (action: Action, facts: OrganisationFacts): Who[] =>
  everyone.filter((who) => organisationPolicy[action](people[who], facts))

describe.each(Object.keys(table) as Action[])('%s a supplier', (action) => {
  it.each(organisationStatuses)('that is %s', (status) => {
    const allowed = allowedTo(action, { id: 'supplier', kind: 'supplier', status })
    expect(allowed.sort()).toEqual([...table[action][status]].sort())
  })
})

describe('an authority', () => {
  const council = (status: (typeof organisationStatuses)[number]) =>
    ({ id: 'council', kind: 'authority', status }) as const
  it.each(organisationStatuses)(
    'that is %s is seen by everybody, and has no supplier’s profile',
    (status) => {
      expect(allowedTo('see', council(status))).toEqual(everyone)
      expect(allowedTo('editProfile', council(status))).toEqual([])
      expect(allowedTo('editSettings', council(status))).toEqual([])
    },
  )

  it('can be asked to take somebody in by every person outside it', () => {
    const allowed = allowedTo('claim', council('verified'))
    expect(allowed.sort()).toEqual(persons.filter((who) => !['buyer', 'buyerViewer'].includes(who)).sort())
  })
})

describe('the brokerage', () => {
  it('is nobody’s to claim or rename, and seen by its own only', () => {
    const facts = { id: 'ipec', kind: 'brokerage', status: 'verified' } as const
    expect(allowedTo('claim', facts)).toEqual([])
    expect(allowedTo('editSettings', facts)).toEqual([])
    expect(allowedTo('see', facts).sort()).toEqual(['broker', 'brokerViewer', 'system'].sort())
  })

  it('decides on claims and sees the queue, by its confirmed members', () => {
    expect(everyone.filter((who) => organisationPolicy.decideClaim(people[who]))).toEqual([
      'broker',
      'system',
    ])
    expect(everyone.filter((who) => organisationPolicy.seeQueue(people[who]))).toEqual(['broker', 'system'])
  })
})
