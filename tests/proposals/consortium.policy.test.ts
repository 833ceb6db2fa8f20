import {
  consortiumPolicy as policy,
  type PartnershipFacts,
} from '../../server/proposals/proposals.consortium.policy.ts'
import type { ProposedChallenge } from '../../server/proposals/proposals.policy.ts'
import { type PartnershipState, partnershipStates } from '../../shared/proposals/consortium.ts'
import { allowed, type Who } from '../platform/actors.ts'

const respondBy = new Date('2026-12-14T12:00:00Z')
const challenge: ProposedChallenge = { buyerIds: ['council'], status: 'open', respondBy }
const tooLate = new Date(respondBy.getTime() + 1)

const invitation = (state: PartnershipState, facts: Partial<PartnershipFacts> = {}): PartnershipFacts => ({
  leadId: 'supplier',
  partnerId: 'other-supplier',
  state,
  isOpenToPartners: true,
  ...facts,
})
const partner: Who[] = ['otherSupplier']
const who = (is: boolean): Who[] => (is ? partner : [])

describe.each(partnershipStates)('an invitation that is %s', (state) => {
  const facts = invitation(state)

  it('is seen by the partner’s people alone, and not by its lead, buyers or brokers', () => {
    expect(allowed((actor) => policy.see(actor, facts))).toEqual(partner)
  })

  it('is answered once, confirmed and left while it stands, and nothing after the deadline', () => {
    const may = (rule: 'answer' | 'confirm' | 'leave', at = respondBy) =>
      allowed((actor) => policy[rule](actor, challenge, facts, at))
    expect(may('answer')).toEqual(who(state === 'invited'))
    expect(may('confirm')).toEqual(who(state === 'accepted'))
    expect(may('leave')).toEqual(who(state === 'accepted'))
    for (const rule of ['answer', 'confirm', 'leave'] as const) expect(may(rule, tooLate)).toEqual([])
  })

  it('opens the lead’s draft only to a partner who accepted, and only if the lead says so', () => {
    expect(allowed((actor) => policy.readDraft(actor, facts))).toEqual(who(state === 'accepted'))
    const closed = invitation(state, { isOpenToPartners: false })
    expect(allowed((actor) => policy.readDraft(actor, closed))).toEqual([])
  })

  it('of an address is taken up by a supplier that is not the lead, and seen by nobody before', () => {
    const byAddress = invitation(state, { partnerId: null })
    expect(allowed((actor) => policy.claim(actor, byAddress))).toEqual(
      state === 'invited' ? ['unconfirmed', 'otherSupplier'] : [],
    )
    expect(allowed((actor) => policy.see(actor, byAddress))).toEqual([])
    expect(allowed((actor) => policy.claim(actor, facts))).toEqual([])
  })
})

it('a viewer of the partner reads and does nothing', () => {
  const facts = invitation('accepted', { partnerId: 'supplier', leadId: 'other-supplier' })
  expect(allowed((actor) => policy.see(actor, facts))).toEqual(['supplier', 'supplierViewer'])
  expect(allowed((actor) => policy.leave(actor, challenge, facts, respondBy))).toEqual(['supplier'])
})

it('only a lead that is confirmed invites, and only until the deadline', () => {
  for (const [supplierId, expected] of [
    ['supplier', ['supplier']],
    ['unconfirmed', []],
  ] as const)
    expect(allowed((actor) => policy.invite(actor, challenge, { supplierId }, respondBy))).toEqual(expected)
  expect(allowed((actor) => policy.invite(actor, challenge, { supplierId: 'supplier' }, tooLate))).toEqual([])
})
