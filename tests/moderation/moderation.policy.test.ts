import { moderationPolicy as policy } from '../../server/moderation/moderation.policy.ts'
import { actor, allowed } from '../platform/actors.ts'

describe('the brokers’ desk', () => {
  it('is seen by the whole brokerage and nobody else', () => {
    expect(allowed((who) => policy.seeQueue(who))).toEqual(['broker', 'brokerViewer'])
  })

  it('lets a broker take what nobody has', () => {
    expect(allowed((who) => policy.claim(who, { claimedBy: null }))).toEqual(['broker'])
    expect(allowed((who) => policy.claim(who, { claimedBy: 'somebody' }))).toEqual([])
  })

  it('lets the one who took it release it, or an administrator', () => {
    expect(allowed((who) => policy.release(who, { claimedBy: 'ipec-member' }))).toEqual(['broker'])
    expect(allowed((who) => policy.release(who, { claimedBy: 'somebody' }))).toEqual([])
    expect(allowed((who) => policy.release(who, { claimedBy: null }))).toEqual([])
    expect(policy.release(actor('brokerage', 'ipec', 'admin'), { claimedBy: 'somebody' })).toBe(true)
  })
})
