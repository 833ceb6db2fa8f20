import {
  holderOf,
  type OpeningFacts,
  openingPolicy as policy,
} from '../../server/proposals/proposals.openings.policy.ts'
import { brokerage } from '../../shared/proposals/opening.ts'
import { actor, allowed, everybody } from '../platform/actors.ts'

const opensFrom = new Date('2026-12-14T12:01:00Z')
const tooEarly = new Date(opensFrom.getTime() - 1)
const facts = (changes: Partial<OpeningFacts> = {}): OpeningFacts => ({
  buyerIds: ['council'],
  isClosed: true,
  opensFrom,
  officers: [everybody.buyer.userId, everybody.buyerViewer.userId, everybody.otherCouncil.userId],
  isOpened: false,
  came: [],
  ...changes,
})

describe('the opening of proposals', () => {
  it('is known to the buyers’ people and the brokers, and nobody else', () => {
    expect(allowed((who) => policy.see(who, facts()))).toEqual(['buyer', 'buyerViewer', 'broker'])
    const together = facts({ buyerIds: ['council', 'other-council'] })
    expect(allowed((who) => policy.see(who, together))).toEqual([
      'buyer',
      'buyerViewer',
      'otherCouncil',
      'broker',
    ])
  })

  it('tells how many there were to the buyers’ people alone, and only afterwards', () => {
    const readers = (isOpened: boolean) => allowed((who) => policy.seeCheck(who, facts({ isOpened })))
    expect(readers(true)).toEqual(['buyer', 'buyerViewer'])
    expect(readers(false)).toEqual([])
  })

  it('needs a share: of an officer who still acts for a buyer, or the brokers’ one', () => {
    expect(allowed((who) => holderOf(who, facts()) !== '')).toEqual(['buyer', 'broker'])
    expect(holderOf(everybody.broker, facts())).toBe(brokerage)
    expect(holderOf(actor('brokerage', 'ipec', 'admin'), facts())).toBe(brokerage)
    expect(holderOf(actor('authority', 'council', 'admin'), facts())).toBe('')
  })

  it('begins at its very instant and not a millisecond earlier, once the challenge is closed', () => {
    const openers = (changes: Partial<OpeningFacts>, at = opensFrom) =>
      allowed((who) => policy.open(who, facts(changes), at))
    expect(openers({})).toEqual(['buyer', 'broker'])
    expect(openers({}, tooEarly)).toEqual([])
    expect(openers({ isClosed: false })).toEqual([])
    expect(openers({ opensFrom: null })).toEqual([])
    expect(openers({ isOpened: true })).toEqual([])
    expect(openers({ buyerIds: ['council', 'other-council'] })).toEqual(['buyer', 'otherCouncil', 'broker'])
  })

  it('lets a share be handed over by who has it or an administrator, until it was used', () => {
    const administrator = actor('authority', 'council', 'admin')
    const from = everybody.buyer.userId
    const givers = (changes: Partial<OpeningFacts>) =>
      [everybody.buyer, administrator, everybody.buyerViewer, everybody.broker, everybody.otherCouncil]
        .filter((who) => policy.handOver(who, facts(changes), from))
        .map(({ userId }) => userId)
    expect(givers({})).toEqual([from, administrator.userId])
    expect(givers({ buyerIds: ['council', 'other-council'] })).toEqual([
      from,
      administrator.userId,
      everybody.otherCouncil.userId,
    ])
    expect(givers({ came: [from] })).toEqual([])
    expect(givers({ isOpened: true })).toEqual([])
    expect(givers({ officers: ['somebody-else'] })).toEqual([])
  })
})
