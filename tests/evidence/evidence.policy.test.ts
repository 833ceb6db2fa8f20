import { system, visitor } from '../../shared/platform/actor.ts'
import { evidencePolicy } from '../../server/evidence/evidence.policy.ts'
import { actor } from '../platform/actors.ts'

const people = {
  visitor,
  system,
  'council admin': actor('authority', 'council', 'admin'),
  'council member': actor('authority', 'council', 'member'),
  'council viewer': actor('authority', 'council', 'viewer'),
  'other council': actor('authority', 'other', 'admin'),
  supplier: actor('supplier', 'council', 'admin'),
  'broker admin': actor('brokerage', 'brokers', 'admin'),
  'broker member': actor('brokerage', 'brokers', 'member'),
  'broker viewer': actor('brokerage', 'brokers', 'viewer'),
  'unconfirmed broker': actor('brokerage', 'brokers', 'admin', false),
}
type Who = keyof typeof people
const everybody = Object.keys(people) as Who[]

const mayRebuild: Who[] = ['broker admin', 'broker member']
const maySeeOwn: Who[] = ['council admin', 'council member', 'council viewer']
const mayStart: Who[] = ['council admin', 'council member']

it.each(everybody)('%s has everything counted anew, if a broker', (who) => {
  expect(evidencePolicy.rebuild(people[who])).toBe(mayRebuild.includes(who))
})

it.each(everybody)('%s reads which contracts that an authority recorded end, if of it', (who) => {
  expect(evidencePolicy.seeOwnContracts(people[who], { authorityId: 'council' })).toBe(
    maySeeOwn.includes(who),
  )
  expect(evidencePolicy.seeOwnContracts(people[who], { authorityId: null })).toBe(false)
})

it.each(everybody)('%s begins a challenge from a contract, if of its authority', (who) => {
  expect(evidencePolicy.startChallenge(people[who], { authorityId: 'council' })).toBe(mayStart.includes(who))
  expect(evidencePolicy.startChallenge(people[who], { authorityId: null })).toBe(false)
})
