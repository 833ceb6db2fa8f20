import { matchPolicy } from '../../server/matching/matching.policy.ts'
import { type ChallengeStatus, challengeStatuses } from '../../shared/challenges/challenge.ts'
import { type MatchStatus, matchStatuses } from '../../shared/matching/match.ts'
import { type Actor, type OrganisationKind, type Role, system, visitor } from '../../shared/platform/actor.ts'

const person = (kind: OrganisationKind, role: Role, id = 'elsewhere', isVerified = true): Actor => ({
  kind: 'person',
  userId: 'somebody',
  organisation: { id, kind, name: id, isVerified },
  role,
})

const actors = {
  visitor,
  'a person without an organisation': { ...visitor, kind: 'person', userId: 'somebody' } as Actor,
  'broker (admin)': person('brokerage', 'admin'),
  broker: person('brokerage', 'member'),
  'brokerage viewer': person('brokerage', 'viewer'),
  'unconfirmed brokerage': person('brokerage', 'admin', 'elsewhere', false),
  buyer: person('authority', 'admin'),
  'the supplier’s admin': person('supplier', 'admin', 'the-supplier'),
  'the supplier’s member': person('supplier', 'member', 'the-supplier'),
  'the supplier’s viewer': person('supplier', 'viewer', 'the-supplier'),
  'another supplier': person('supplier', 'admin'),
  system,
}
type ActorName = keyof typeof actors

const brokers: ActorName[] = ['broker (admin)', 'broker']
const brokerage: ActorName[] = [...brokers, 'brokerage viewer']
const theSupplier: ActorName[] = ['the supplier’s admin', 'the supplier’s member', 'the supplier’s viewer']

/** Who may do what, in which states of the match, while the challenge is open and the supplier has signed up. */
const table = {
  see: Object.fromEntries(
    matchStatuses.map((status) => [
      status,
      [...brokerage, 'system', ...(status === 'sent' || status === 'not-for-me' ? theSupplier : [])],
    ]),
  ),
  approve: { proposed: brokers, declined: brokers },
  decline: { proposed: brokers, approved: brokers },
  send: { proposed: ['system'], approved: ['system'] },
  notForMe: { sent: ['the supplier’s admin', 'the supplier’s member'] },
  takeBack: { 'not-for-me': ['the supplier’s admin', 'the supplier’s member'] },
} as Record<
  'see' | 'approve' | 'decline' | 'send' | 'notForMe' | 'takeBack',
  Partial<Record<MatchStatus, ActorName[]>>
>

const facts = (status: MatchStatus) => ({
  supplierId: 'the-supplier',
  status,
  isChallengeOpen: true,
  isClaimed: true,
})
const actions = Object.keys(table) as (keyof typeof table)[]
const cases = actions.flatMap((action) =>
  matchStatuses.flatMap((status) =>
    (Object.keys(actors) as ActorName[]).map((name) => [action, status, name] as const),
  ),
)

describe('who may do what with a match', () => {
  it.each(cases)('%s × %s × %s', (action, status, name) => {
    const isAllowed = table[action][status]?.includes(name) ?? false
    expect(matchPolicy[action](actors[name], facts(status))).toBe(isAllowed)
  })

  it.each(cases.filter(([action]) => action !== 'see'))(
    'once the challenge is closed, nobody: %s × %s × %s',
    (action, status, name) => {
      expect(matchPolicy[action](actors[name], { ...facts(status), isChallengeOpen: false })).toBe(false)
    },
  )

  it('tells nobody who has not signed up', () => {
    for (const status of matchStatuses)
      expect(matchPolicy.send(system, { ...facts(status), isClaimed: false })).toBe(false)
  })

  it.each(Object.keys(actors) as ActorName[])(
    'ranking, adding, deciding on many, asking and settings: %s',
    (name) => {
      const actor = actors[name]
      expect(matchPolicy.seeRanking(actor)).toBe([...brokerage, 'system'].includes(name))
      expect(matchPolicy.add(actor, { isChallengeOpen: true })).toBe(brokers.includes(name))
      expect(matchPolicy.add(actor, { isChallengeOpen: false })).toBe(false)
      for (const decide of [matchPolicy.decideMany, matchPolicy.rerun]) {
        expect(decide(actor, { isChallengeOpen: true })).toBe(brokers.includes(name))
        expect(decide(actor, { isChallengeOpen: false })).toBe(false)
      }
      expect(matchPolicy.askIndex(actor, { isChallengeOpen: true })).toBe(brokerage.includes(name))
      expect(matchPolicy.askIndex(actor, { isChallengeOpen: false })).toBe(false)
      expect(matchPolicy.seeSettings(actor)).toBe(brokerage.includes(name))
      expect(matchPolicy.changeSettings(actor)).toBe(brokers.includes(name))
    },
  )

  it.each(Object.keys(actors) as ActorName[])('versions of the weights: %s', (name) => {
    expect(matchPolicy.seeModels(actors[name])).toBe(brokerage.includes(name))
    expect(matchPolicy.changeModels(actors[name])).toBe(name === 'broker (admin)')
  })
})

describe('who may see the market of a draft', () => {
  const writers: ActorName[] = ['buyer']
  const ofAuthority = 'elsewhere'
  const seen: [ChallengeStatus, ActorName[]][] = challengeStatuses.map((status) => [
    status,
    status === 'draft' ? writers : [...writers, ...brokers],
  ])

  it.each(seen)('%s: those who write it, and the brokers once they have it', (status, allowed) => {
    for (const name of Object.keys(actors) as ActorName[]) {
      const actor = actors[name]
      // In this table all who are elsewhere are of one organisation: only the buyer's is the authority.
      const authorityId = name === 'buyer' ? ofAuthority : 'the-authority'
      expect([name, matchPolicy.seeMarket(actor, { authorityId, status })]).toEqual([
        name,
        allowed.includes(name),
      ])
    }
    const viewer = person('authority', 'viewer', 'the-authority')
    expect(matchPolicy.seeMarket(viewer, { authorityId: 'the-authority', status })).toBe(false)
  })
})
