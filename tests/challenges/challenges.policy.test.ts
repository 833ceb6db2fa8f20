import { type ChallengeStatus, challengeStatuses } from '../../shared/challenges/challenge.ts'
import { type ChallengeAction, challengeActions } from '../../shared/challenges/life-cycle.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { challengePolicy } from '../../server/challenges/challenges.policy.ts'
import { actor, allowed, everybody, type Who } from '../platform/actors.ts'

const standing = (
  status: ChallengeStatus,
  isPublished = !['draft', 'submitted', 'returned'].includes(status),
  coBuyerIds: string[] = [],
) => ({
  authorityId: 'council',
  status,
  isPublished,
  coBuyerIds,
})

// Who may do what, in which state; whatever is not named is refused to everybody.
const mayTake: Partial<Record<ChallengeStatus, Partial<Record<ChallengeAction, Who[]>>>> = {
  draft: { edit: ['buyer'], submit: ['buyer'], withdraw: ['buyer'] },
  submitted: {
    publish: ['broker'],
    'publish-scheduled': ['system'],
    return: ['broker'],
    withdraw: ['buyer'],
  },
  returned: { edit: ['buyer'], submit: ['buyer'], withdraw: ['buyer'] },
  open: {
    amend: ['buyer'],
    'close-clarifications': ['system'],
    close: ['system'],
    withdraw: ['buyer', 'broker'],
  },
  'clarifications-closed': { amend: ['buyer'], close: ['system'], withdraw: ['buyer', 'broker'] },
  closed: { extend: ['buyer'], withdraw: ['buyer', 'broker'] },
}

const everyone = Object.keys(everybody) as Who[]
const insiders: Who[] = ['buyer', 'buyerViewer', 'system']
const withBrokers: Who[] = ['buyer', 'buyerViewer', 'broker', 'brokerViewer', 'system']

describe('role × action × state', () => {
  const cells = challengeStatuses.flatMap((status) =>
    challengeActions.map((action) => [status, action] as const),
  )
  it.each(cells)('%s: %s', (status, action) => {
    const may = allowed((who) => challengePolicy.take(action, who, standing(status)))
    expect(may).toEqual(mayTake[status]?.[action] ?? [])
  })

  it('lets a pending authority draft, not submit', () => {
    const pending = actor('authority', 'council', 'admin', false)
    expect(challengePolicy.draft(pending)).toBe(true)
    expect(challengePolicy.take('edit', pending, standing('draft'))).toBe(true)
    expect(challengePolicy.take('submit', pending, standing('draft'))).toBe(false)
    expect(challengePolicy.take('amend', pending, standing('open'))).toBe(false)
  })
})

describe('who sees a challenge', () => {
  const cases: [ChallengeStatus, boolean, Who[]][] = [
    ['draft', false, insiders],
    ['submitted', false, withBrokers],
    ['returned', false, withBrokers],
    ['open', true, everyone],
    ['clarifications-closed', true, everyone],
    ['closed', true, everyone],
    ['withdrawn', true, everyone],
    ['withdrawn', false, insiders],
  ]
  it.each(cases)('%s, published: %s', (status, isPublished, who) => {
    const seen = allowed((one) => challengePolicy.see(one, standing(status, isPublished)))
    expect(seen.sort()).toEqual([...who].sort())
  })
})

describe('besides the life cycle', () => {
  it('drafting is for those who act for an authority', () => {
    expect(allowed(challengePolicy.draft)).toEqual(['buyer', 'otherCouncil'])
  })
  it('copying is for those who act for this authority', () => {
    expect(allowed((who) => challengePolicy.copy(who, standing('closed')))).toEqual(['buyer'])
  })
  it('following is for whoever is signed in, while the challenge is under way', () => {
    const signedIn = everyone.filter((who) => everybody[who].kind === 'person')
    expect(allowed((who) => challengePolicy.follow(who, standing('open')))).toEqual(signedIn)
    expect(allowed((who) => challengePolicy.follow(who, standing('closed')))).toEqual([])
  })
  it('comments of brokers are for them and the authority', () => {
    const may = allowed((who) => challengePolicy.seeComments(who, standing('open')))
    expect(may).toEqual(['buyer', 'buyerViewer', 'broker', 'brokerViewer'])
  })
})

describe('several authorities', () => {
  const joint = (status: ChallengeStatus) => standing(status, undefined, ['other-council'])
  it('read a draft that they are asked to join, and the brokers’ comments on it, and edit nothing', () => {
    expect(allowed((who) => challengePolicy.see(who, joint('draft')))).toEqual([
      'buyer',
      'buyerViewer',
      'otherCouncil',
      'system',
    ])
    expect(challengePolicy.seeComments(everybody.otherCouncil, joint('returned'))).toBe(true)
    for (const action of challengeActions)
      for (const status of challengeStatuses)
        expect(challengePolicy.take(action, everybody.otherCouncil, joint(status))).toBe(false)
  })

  const by = (rule: (who: Actor, at: ReturnType<typeof standing>) => boolean) =>
    Object.fromEntries(
      challengeStatuses.map((status) => [status, allowed((who) => rule(who, joint(status)))]),
    )
  const none = {
    draft: [],
    submitted: [],
    returned: [],
    open: [],
    'clarifications-closed': [],
    closed: [],
    withdrawn: [],
  }
  it('are asked by the lead while it is a draft', () => {
    expect(by(challengePolicy.invite)).toEqual({ ...none, draft: ['buyer'], returned: ['buyer'] })
  })
  it('are taken out by the lead before it is public', () => {
    expect(by(challengePolicy.uninvite)).toEqual({
      ...none,
      draft: ['buyer'],
      returned: ['buyer'],
      submitted: ['buyer'],
    })
  })
  it('approve what was submitted, each for itself, and decline at any time before it is public', () => {
    expect(by((who, at) => challengePolicy.decide(who, at, 'approve'))).toEqual({
      ...none,
      submitted: ['otherCouncil'],
    })
    expect(by((who, at) => challengePolicy.decide(who, at, 'decline'))).toEqual({
      ...none,
      draft: ['otherCouncil'],
      returned: ['otherCouncil'],
      submitted: ['otherCouncil'],
    })
    const viewer = actor('authority', 'other-council', 'viewer')
    const pending = actor('authority', 'other-council', 'admin', false)
    for (const who of [viewer, pending])
      expect(challengePolicy.decide(who, joint('submitted'), 'approve')).toBe(false)
  })
  it('say of a public challenge of others that they have the problem too, if they take no part in it', () => {
    const may = (status: ChallengeStatus) =>
      allowed((who) => challengePolicy.shareNeed(who, standing(status)))
    expect(challengeStatuses.map(may)).toEqual(
      challengeStatuses.map((status) =>
        ['open', 'clarifications-closed', 'closed'].includes(status) ? ['otherCouncil'] : [],
      ),
    )
    expect(challengePolicy.shareNeed(everybody.otherCouncil, joint('open'))).toBe(false)
  })
})

describe('the plan', () => {
  it('is read by those who write the challenge, and changed by its lead until it is withdrawn', () => {
    expect(allowed((who) => challengePolicy.seePlan(who, standing('open')))).toEqual(['buyer', 'buyerViewer'])
    const joint = standing('open', true, ['other-council'])
    expect(challengePolicy.seePlan(everybody.otherCouncil, joint)).toBe(true)
    expect(challengePolicy.plan(everybody.otherCouncil, joint)).toBe(false)
    for (const status of challengeStatuses) {
      const may = allowed((who) => challengePolicy.plan(who, standing(status)))
      expect([status, may]).toEqual([status, status === 'withdrawn' ? [] : ['buyer']])
    }
  })
})
