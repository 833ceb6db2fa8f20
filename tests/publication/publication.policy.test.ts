import { publicationPolicy as policy } from '../../server/publication/publication.policy.ts'
import { challengeStatuses } from '../../shared/challenges/challenge.ts'
import { allowed, type Who } from '../platform/actors.ts'

describe.each(challengeStatuses)('the notices of a challenge that is %s', (status) => {
  const brokers: Who[] = status === 'draft' ? [] : ['broker', 'brokerViewer']

  it('are for its own people and, once it is theirs to see, the brokers', () => {
    const wanted: Who[] = ['buyer', 'buyerViewer', ...brokers]
    expect(allowed((who) => policy.seeNotices(who, { authorityId: 'council', status }))).toEqual(wanted)
  })

  it.each(['invited', 'declined'])('are not for an authority that is %s to buy with it', (answer) => {
    const coBuyers = [{ authorityId: 'other-council', status: answer }]
    const seen = allowed((who) => policy.seeNotices(who, { authorityId: 'council', status, coBuyers }))
    expect(seen).not.toContain('otherCouncil')
  })

  it('are for one that has agreed', () => {
    const coBuyers = [{ authorityId: 'other-council', status: 'approved' }]
    const seen = allowed((who) => policy.seeNotices(who, { authorityId: 'council', status, coBuyers }))
    expect(seen).toContain('otherCouncil')
  })
})
