import {
  type SessionFacts,
  sessionPolicy as policy,
} from '../../server/clarifications/clarifications.sessions.policy.ts'
import type { ClarifiedChallenge } from '../../server/clarifications/clarifications.policy.ts'
import { graceMs, type SessionStatus } from '../../shared/clarifications/session-status.ts'
import { actor, allowed, everybody, type Who } from '../platform/actors.ts'

const startsAt = new Date('2026-12-01T10:00:00Z')
const during = new Date('2026-12-01T10:30:00Z')
const before = new Date(startsAt.getTime() - 1)
const lastInstant = new Date(startsAt.getTime() + 60 * 60_000 + graceMs)
const askBy = new Date('2026-12-03T17:00:00Z')

const challenge = (status: string, changes: Partial<ClarifiedChallenge> = {}): ClarifiedChallenge => ({
  buyerIds: ['council'],
  status,
  isPublished: !['draft', 'submitted', 'returned'].includes(status),
  askBy,
  answerBy: new Date('2026-12-08T17:00:00Z'),
  ...changes,
})
const session = (status: SessionStatus, chairUserId = 'council-member'): SessionFacts => ({
  status,
  startsAt,
  minutes: 60,
  chair: { userId: chairUserId },
})

const everyone = Object.keys(everybody) as Who[]
const leaders: Who[] = ['buyer', 'broker']
const suppliers: Who[] = ['supplier', 'unconfirmed', 'otherSupplier']
const statuses: SessionStatus[] = ['announced', 'open', 'closed', 'cancelled']
const challengeStates = [
  'draft',
  'submitted',
  'returned',
  'open',
  'clarifications-closed',
  'closed',
  'withdrawn',
]
const publicStates = ['open', 'clarifications-closed', 'closed', 'withdrawn']
const runningStates = ['open', 'clarifications-closed']

describe.each(challengeStates)('while the challenge is %s', (state) => {
  const isRunning = runningStates.includes(state)

  it('is read by everybody once the challenge is public, and by nobody before', () => {
    expect(allowed((who) => policy.read(who, challenge(state)))).toEqual(
      publicStates.includes(state) ? everyone : [],
    )
  })

  it('is announced by those who lead, while questions are taken', () => {
    expect(allowed((who) => policy.announce(who, challenge(state), during))).toEqual(
      state === 'open' ? leaders : [],
    )
  })

  describe.each(statuses)('and the session is %s', (status) => {
    const isOpen = isRunning && status === 'open'
    const isAnnounced = isRunning && status === 'announced'
    const who = (rule: keyof typeof rules) =>
      allowed((one) => policy[rule](one, challenge(state), session(status), during))
    const rules = {
      change: isAnnounced ? leaders : [],
      cancel: isAnnounced ? leaders : [],
      open: isAnnounced ? leaders : [],
      close: isOpen ? leaders : [],
      note: isOpen ? leaders : [],
      steer: isOpen ? leaders : [],
      ask: isOpen && state === 'open' ? suppliers : [],
      vote: isOpen ? suppliers : [],
    } as const

    it.each(Object.keys(rules) as (keyof typeof rules)[])('lets these and nobody else %s', (rule) => {
      expect(who(rule)).toEqual(rules[rule])
    })
  })
})

describe('the chair', () => {
  it('steers alone, but for brokers; a colleague may note and close', () => {
    const led = session('open', 'somebody-else')
    expect(allowed((who) => policy.steer(who, challenge('open'), led, during))).toEqual(['broker'])
    expect(allowed((who) => policy.note(who, challenge('open'), led, during))).toEqual(leaders)
    expect(allowed((who) => policy.close(who, challenge('open'), led, during))).toEqual(leaders)
  })

  it('may be with an authority that takes part', () => {
    const joint = challenge('open', { buyerIds: ['council', 'other-council'] })
    const officer = actor('authority', 'other-council', 'admin')
    expect(policy.steer(officer, joint, session('open', officer.userId), during)).toBe(true)
    expect(policy.steer(officer, challenge('open'), session('open', officer.userId), during)).toBe(false)
  })
})

describe('how many are there', () => {
  it('is for the authority and the brokers, viewers among them', () => {
    expect(allowed((who) => policy.seePresence(who, challenge('open')))).toEqual([
      'buyer',
      'buyerViewer',
      'broker',
      'brokerViewer',
    ])
  })
})

describe('the clock', () => {
  it('opens a session at its very instant, and not a millisecond before', () => {
    const open = (at: Date) => policy.open(everybody.buyer, challenge('open'), session('announced'), at)
    expect(open(startsAt)).toBe(true)
    expect(open(before)).toBe(false)
  })

  it('ends it two hours after its expected end, whatever is stored', () => {
    const late = new Date(lastInstant.getTime() + 1)
    const statusAt = (status: SessionStatus, at: Date) =>
      policy.statusAt(challenge('open'), session(status), at)
    expect(statusAt('open', lastInstant)).toBe('open')
    expect(statusAt('open', late)).toBe('closed')
    expect(statusAt('announced', late)).toBe('cancelled')
    expect(allowed((who) => policy.note(who, challenge('open'), session('open'), late))).toEqual([])
  })

  it('takes no question after the deadline for questions, though the session goes on', () => {
    const late = challenge('open', { askBy: before })
    expect(allowed((who) => policy.ask(who, late, session('open'), during))).toEqual([])
    expect(allowed((who) => policy.announce(who, late, during))).toEqual([])
    expect(allowed((who) => policy.vote(who, late, session('open'), during))).toEqual(suppliers)
  })
})
