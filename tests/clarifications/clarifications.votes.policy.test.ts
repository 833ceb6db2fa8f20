import {
  type ClarifiedChallenge,
  clarificationPolicy as policy,
  type QuestionFacts,
} from '../../server/clarifications/clarifications.policy.ts'
import { allowed, everybody, type Who } from '../platform/actors.ts'

const answerBy = new Date('2026-12-08T17:00:00Z')
const inTime = new Date('2026-11-30T12:00:00Z')
const challenge = (status = 'open'): ClarifiedChallenge => ({
  buyerIds: ['council'],
  status,
  isPublished: true,
  askBy: new Date('2026-12-01T17:00:00Z'),
  answerBy,
})
const question = (isShown: boolean, status: QuestionFacts['status'] = 'waiting'): QuestionFacts => ({
  askerOrganisationId: 'supplier',
  status,
  isReported: false,
  isShown,
})

describe('a waiting question', () => {
  it('is read by everybody once it is shown', () => {
    const readers = (isShown: boolean) =>
      allowed((who) => policy.readWaiting(who, challenge(), question(isShown)))
    expect(readers(true)).toEqual(Object.keys(everybody))
    expect(readers(false)).not.toContain('otherSupplier')
  })

  it.each([
    ['open', true, 'waiting', ['unconfirmed', 'otherSupplier']],
    ['clarifications-closed', true, 'waiting', ['unconfirmed', 'otherSupplier']],
    ['closed', true, 'waiting', []],
    ['open', false, 'waiting', []],
    ['open', true, 'answered', []],
    ['open', true, 'merged', []],
  ] as [string, boolean, QuestionFacts['status'], Who[]][])(
    'in a challenge that is %s, shown: %s and %s, is wanted by other suppliers',
    (state, isShown, status, wanting) => {
      const facts = question(isShown, status)
      expect(allowed((who) => policy.vote(who, challenge(state), facts, inTime))).toEqual(wanting)
    },
  )

  it('is wanted up to the instant at which answers close', () => {
    const at = (instant: Date) => policy.vote(everybody.otherSupplier, challenge(), question(true), instant)
    expect([at(answerBy), at(new Date(answerBy.getTime() + 1))]).toEqual([true, false])
  })

  it('is shown by a broker', () => {
    const showing = (state: string, facts: QuestionFacts) =>
      allowed((who) => policy.show(who, challenge(state), facts))
    expect(showing('open', question(false))).toEqual(['broker'])
    expect(showing('open', question(true))).toEqual([])
    expect(showing('open', question(false, 'merged'))).toEqual([])
    expect(showing('closed', question(false))).toEqual([])
  })
})

it('lets the authority and brokers choose how questions go, while it is open', () => {
  const choosing = (state: string) => allowed((who) => policy.changeSettings(who, challenge(state)))
  expect(choosing('open')).toEqual(['buyer', 'broker'])
  expect(choosing('clarifications-closed')).toEqual(['buyer', 'broker'])
  expect(choosing('closed')).toEqual([])
})
