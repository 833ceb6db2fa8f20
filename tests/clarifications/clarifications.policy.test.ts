import {
  type ClarifiedChallenge,
  clarificationPolicy as policy,
  type QuestionFacts,
} from '../../server/clarifications/clarifications.policy.ts'
import { allowed, everybody, type Who } from '../platform/actors.ts'

const askBy = new Date('2026-12-01T17:00:00Z')
const answerBy = new Date('2026-12-08T17:00:00Z')
const inTime = new Date('2026-11-30T12:00:00Z')
const after = (deadline: Date) => new Date(deadline.getTime() + 1)

const challenge = (status: string, buyerIds = ['council']): ClarifiedChallenge => ({
  buyerIds,
  status,
  isPublished: !['draft', 'submitted', 'returned'].includes(status),
  askBy,
  answerBy,
})
const question = (status: QuestionFacts['status'], isReported = false): QuestionFacts => ({
  askerOrganisationId: 'supplier',
  status,
  isReported,
})

const everyone = Object.keys(everybody) as Who[]
const suppliers: Who[] = ['supplier', 'unconfirmed', 'otherSupplier']
const brokerage: Who[] = ['broker', 'brokerViewer']
const states = ['draft', 'submitted', 'returned', 'open', 'clarifications-closed', 'closed', 'withdrawn']
const publicStates = ['open', 'clarifications-closed', 'closed', 'withdrawn']
const runningStates = ['open', 'clarifications-closed']

it('keeps a draft that was withdrawn before anybody saw it from everybody', () => {
  const unseen = { ...challenge('withdrawn'), isPublished: false }
  expect(allowed((who) => policy.readLog(who, unseen))).toEqual([])
})

describe.each(states)('while the challenge is %s', (status) => {
  const isPublic = publicStates.includes(status)
  const isRunning = runningStates.includes(status)

  it('lets everybody read the log of a public challenge, and nobody another', () => {
    expect(allowed((who) => policy.readLog(who, challenge(status)))).toEqual(isPublic ? everyone : [])
  })

  it('lets suppliers ask while it is open, viewers not', () => {
    expect(allowed((who) => policy.ask(who, challenge(status), inTime))).toEqual(
      status === 'open' ? suppliers : [],
    )
  })

  it('lets the authority and brokers answer what waits', () => {
    const answer = (state: QuestionFacts['status']) =>
      allowed((who) => policy.answer(who, challenge(status), question(state), inTime))
    expect(answer('waiting')).toEqual(isRunning ? ['buyer', 'broker'] : [])
    expect(answer('answered')).toEqual([])
    expect(answer('merged')).toEqual([])
  })

  it('lets brokers redact what is not merged', () => {
    const redact = (state: QuestionFacts['status']) =>
      allowed((who) => policy.redact(who, challenge(status), question(state)))
    expect(redact('waiting')).toEqual(isPublic ? ['broker'] : [])
    expect(redact('answered')).toEqual(isPublic ? ['broker'] : [])
    expect(redact('merged')).toEqual([])
  })

  it('lets brokers merge what waits', () => {
    const merge = (state: QuestionFacts['status']) =>
      allowed((who) => policy.merge(who, challenge(status), question(state)))
    expect(merge('waiting')).toEqual(isRunning ? ['broker'] : [])
    expect(merge('answered')).toEqual([])
    expect(merge('merged')).toEqual([])
  })

  it('lets those report who can read and act', () => {
    const report = (state: QuestionFacts['status']) =>
      allowed((who) => policy.report(who, challenge(status), question(state)))
    expect(report('waiting')).toEqual(isPublic ? ['buyer', 'supplier', 'broker'] : [])
    expect(report('answered')).toEqual(
      isPublic
        ? ['buyer', 'otherCouncil', 'supplier', 'unconfirmed', 'otherSupplier', 'broker', 'falseBroker']
        : [],
    )
    expect(report('merged')).toEqual([])
  })
})

describe('at all times', () => {
  it('shows waiting questions to those who asked, those who answer and the brokers', () => {
    expect(allowed((who) => policy.readWaiting(who, challenge('open'), question('waiting')))).toEqual([
      'buyer',
      'buyerViewer',
      'supplier',
      'supplierViewer',
      ...brokerage,
    ])
  })

  it('shows who asked to the brokerage alone', () => {
    expect(allowed((who) => policy.seeAsker(who))).toEqual(brokerage)
  })

  it('lets a broker settle a report, if there is one', () => {
    const settle = (isReported: boolean) =>
      allowed((who) => policy.dismissReport(who, challenge('open'), question('answered', isReported)))
    expect(settle(true)).toEqual(['broker'])
    expect(settle(false)).toEqual([])
  })
})

describe('an authority that takes part in a joint challenge', () => {
  const joint = challenge('open', ['council', 'other-council'])
  it('reads and answers questions as the lead does, and learns as little of who asked', () => {
    const { otherCouncil } = everybody
    expect(policy.isOfBuyer(otherCouncil, joint)).toBe(true)
    expect(policy.readWaiting(otherCouncil, joint, question('waiting'))).toBe(true)
    expect(policy.answer(otherCouncil, joint, question('waiting'), inTime)).toBe(true)
    expect(policy.seeAsker(otherCouncil)).toBe(false)
    expect(policy.isOfBuyer(otherCouncil, challenge('open'))).toBe(false)
  })
})

describe('the deadlines', () => {
  it('take a question at the very instant, and not one millisecond later', () => {
    expect(policy.ask(everybody.supplier, challenge('open'), askBy)).toBe(true)
    expect(policy.ask(everybody.supplier, challenge('open'), after(askBy))).toBe(false)
  })

  it('take an answer at the very instant, and not one millisecond later', () => {
    const answer = (at: Date) => policy.answer(everybody.buyer, challenge('open'), question('waiting'), at)
    expect(answer(answerBy)).toBe(true)
    expect(answer(after(answerBy))).toBe(false)
  })
})
