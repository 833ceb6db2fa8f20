import { operationsPolicy as policy } from '../../server/operations/operations.policy.ts'
import { actor, allowed } from '../platform/actors.ts'

const others = [actor('authority', 'council', 'admin'), actor('supplier', 'supplier', 'admin')]
const administrator = actor('brokerage', 'ipec', 'admin')
const falseOne = actor('brokerage', 'false', 'admin', false)

describe.each(['see', 'change'] as const)('operations: %s', (what) => {
  it('is for administrators of the brokerage and nobody else', () => {
    expect(policy[what](administrator)).toBe(true)
    expect(allowed(policy[what])).toEqual([])
    expect([...others, falseOne].filter(policy[what])).toEqual([])
  })
})
