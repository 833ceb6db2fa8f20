import {
  type ProposalFacts,
  proposalPolicy as policy,
  type ProposedChallenge,
} from '../../server/proposals/proposals.policy.ts'
import { allowed, everybody, type Who } from '../platform/actors.ts'

const respondBy = new Date('2026-12-14T12:00:00Z')
const inTime = new Date('2026-12-14T11:00:00Z')
const tooLate = new Date(respondBy.getTime() + 1)

const challenge = (status: string, buyerIds = ['council']): ProposedChallenge => ({
  buyerIds,
  status,
  respondBy,
})
const proposal = (status: ProposalFacts['status']): ProposalFacts => ({ supplierId: 'supplier', status })

const states = ['draft', 'submitted', 'returned', 'open', 'clarifications-closed', 'closed', 'withdrawn']
const proposalStates = ['draft', 'submitted', 'withdrawn'] as const

describe.each(states)('while the challenge is %s', (status) => {
  const takes = status === 'open' || status === 'clarifications-closed'

  it('lets any supplier start while proposals are taken', () => {
    const wanted: Who[] = takes ? ['supplier', 'unconfirmed', 'otherSupplier'] : []
    expect(allowed((who) => policy.start(who, challenge(status), inTime))).toEqual(wanted)
  })

  it.each(proposalStates)('lets nobody but its own people see a proposal that is %s', (state) => {
    expect(allowed((who) => policy.see(who, proposal(state)))).toEqual(['supplier', 'supplierViewer'])
  })

  it.each(proposalStates)('lets its own people who may act change and submit one that is %s', (state) => {
    const wanted = takes ? ['supplier'] : []
    expect(allowed((who) => policy.edit(who, challenge(status), proposal(state), inTime))).toEqual(wanted)
    expect(allowed((who) => policy.submit(who, challenge(status), proposal(state), inTime))).toEqual(wanted)
  })

  it.each(proposalStates)('lets them withdraw what is submitted: %s', (state) => {
    const wanted = takes && state === 'submitted' ? ['supplier'] : []
    expect(allowed((who) => policy.withdraw(who, challenge(status), proposal(state), inTime))).toEqual(wanted)
  })

  it.each([true, false])('lets the authority read what was opened, and nobody else ever: %s', (isOpened) => {
    const wanted = status === 'closed' && isOpened ? ['buyer', 'buyerViewer'] : []
    expect(allowed((who) => policy.readReceived(who, challenge(status), isOpened))).toEqual(wanted)
  })
})

describe('an authority that takes part in a joint challenge', () => {
  const joint = (status: string) => challenge(status, ['council', 'other-council'])
  it.each(states)('reads what was submitted when the lead does, not before: %s', (status) => {
    const { otherCouncil } = everybody
    expect(policy.readReceived(otherCouncil, joint(status), true)).toBe(status === 'closed')
    expect(policy.readReceived(otherCouncil, challenge(status), true)).toBe(false)
  })
})

describe('a supplier that no broker has confirmed', () => {
  it('may draft and not submit', () => {
    const own: ProposalFacts = { supplierId: 'unconfirmed', status: 'draft' }
    expect(policy.edit(everybody.unconfirmed, challenge('open'), own, inTime)).toBe(true)
    expect(policy.submit(everybody.unconfirmed, challenge('open'), own, inTime)).toBe(false)
  })
})

describe('the deadline', () => {
  const rules = {
    start: (at: Date) => policy.start(everybody.supplier, challenge('open'), at),
    edit: (at: Date) => policy.edit(everybody.supplier, challenge('open'), proposal('draft'), at),
    submit: (at: Date) => policy.submit(everybody.supplier, challenge('open'), proposal('draft'), at),
    withdraw: (at: Date) => policy.withdraw(everybody.supplier, challenge('open'), proposal('submitted'), at),
  }
  it.each(Object.entries(rules))(
    'is met at its very instant and missed one millisecond later: %s',
    (_name, rule) => {
      expect(rule(respondBy)).toBe(true)
      expect(rule(tooLate)).toBe(false)
    },
  )
})
