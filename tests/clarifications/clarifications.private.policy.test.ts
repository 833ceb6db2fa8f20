import {
  type PrivateFacts,
  privatePolicy as policy,
} from '../../server/clarifications/clarifications.private.policy.ts'
import type { ClarifiedChallenge } from '../../server/clarifications/clarifications.policy.ts'
import { allowed, everybody } from '../platform/actors.ts'

const answerBy = new Date('2026-12-08T17:00:00Z')
const inTime = new Date('2026-11-30T12:00:00Z')
const challenge = (status = 'open'): ClarifiedChallenge => ({
  buyerIds: ['council'],
  status,
  isPublished: true,
  askBy: new Date('2026-12-01T17:00:00Z'),
  answerBy,
})
const asked = (status: PrivateFacts['status']): PrivateFacts => ({ askerOrganisationId: 'supplier', status })

describe('a question with confidential parts', () => {
  it('is read by the supplier who asked and the brokerage alone', () => {
    for (const status of ['with-brokers', 'to-agree', 'entered', 'withdrawn'] as const) {
      expect(allowed((who) => policy.read(who, asked(status)))).toEqual([
        'supplier',
        'supplierViewer',
        'broker',
        'brokerViewer',
      ])
    }
  })

  it('is asked by suppliers', () => {
    expect(allowed((who) => policy.ask(who, challenge(), inTime))).toEqual([
      'supplier',
      'unconfirmed',
      'otherSupplier',
    ])
  })

  it.each([
    ['with-brokers', 'open', ['broker'], [], ['supplier', 'broker']],
    ['to-agree', 'open', ['broker'], ['supplier'], ['supplier', 'broker']],
    ['to-agree', 'clarifications-closed', ['broker'], ['supplier'], ['supplier', 'broker']],
    ['to-agree', 'closed', [], [], ['supplier', 'broker']],
    ['entered', 'open', [], [], []],
    ['withdrawn', 'open', [], [], []],
  ] as const)('that is %s while the challenge is %s', (status, state, proposing, deciding, withdrawing) => {
    const facts = asked(status)
    const room = challenge(state)
    expect(allowed((who) => policy.proposeWording(who, room, facts, inTime))).toEqual(proposing)
    expect(allowed((who) => policy.decideWording(who, room, facts, inTime))).toEqual(deciding)
    expect(allowed((who) => policy.withdraw(who, room, facts))).toEqual(withdrawing)
  })

  it('enters the room at the very instant at which answers close, and not a millisecond later', () => {
    const decide = (at: Date) => policy.decideWording(everybody.supplier, challenge(), asked('to-agree'), at)
    expect(decide(answerBy)).toBe(true)
    expect(decide(new Date(answerBy.getTime() + 1))).toBe(false)
  })
})
