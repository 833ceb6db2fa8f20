import { awardPolicy as policy, type AwardStanding } from '../../server/evaluation/evaluation.award.policy.ts'
import { ownFeedbackPolicy } from '../../server/evaluation/evaluation.award.policy.ts'
import { type AwardStage, awardStages } from '../../shared/evaluation/award.ts'
import type { Clearance, PanelRole } from '../../shared/evaluation/panel.ts'
import { allowed } from '../platform/actors.ts'

const standing = (changes: Partial<AwardStanding> = {}): AwardStanding => ({
  buyerIds: ['council'],
  isPublished: true,
  isOpen: true,
  state: 'agreed',
  hasSettings: true,
  isAnonymous: false,
  own: part('moderator'),
  stage: 'decided',
  isReleased: false,
  hasContract: false,
  ...changes,
})
const part = (role: PanelRole, clearance: Clearance = 'clear') => ({
  role,
  clearance,
  hasSubmitted: false,
  hasSeenNames: false,
})
const roles: PanelRole[] = ['evaluator', 'moderator', 'observer']
const clearances: Clearance[] = ['undeclared', 'waiting', 'clear', 'barred']

/** What stands at each stage, and in which stages each action is for those who lead. */
const at: Record<AwardStage, Partial<AwardStanding>> = {
  open: {},
  decided: {},
  released: { isReleased: true },
  published: { isReleased: true },
  contracted: { isReleased: true, hasContract: true },
  ended: { isReleased: true },
}
const stages: Record<Exclude<keyof typeof policy, 'read' | 'readAward' | 'readExclusions'>, AwardStage[]> = {
  checkExclusions: ['open', 'decided'],
  decide: ['open', 'decided'],
  write: ['decided'],
  release: ['decided'],
  answer: ['released', 'published', 'contracted', 'ended'],
  publish: ['released', 'published'],
  enterContract: ['published'],
  recordNotice: ['contracted'],
  end: ['open', 'decided', 'released', 'published'],
  recordEndNotice: ['ended'],
}
const actions = Object.keys(stages) as (keyof typeof stages)[]

describe.each(actions)('%s', (action) => {
  it.each(awardStages)('is for those who act for a buyer, are clear and did not score: %s', (stage) => {
    for (const role of roles)
      for (const clearance of clearances) {
        const facts = standing({ stage, ...at[stage], own: part(role, clearance) })
        const may = stages[action].includes(stage) && role !== 'evaluator' && clearance === 'clear'
        expect(allowed((who) => policy[action](who, facts))).toEqual(may ? ['buyer'] : [])
      }
    const stranger = standing({ stage, ...at[stage], own: null })
    expect(allowed((who) => policy[action](who, stranger))).toEqual([])
    const sealed = standing({ stage, ...at[stage], isOpen: false })
    expect(allowed((who) => policy[action](who, sealed))).toEqual([])
  })
})

it('is decided only once every score stands, and can be given up before', () => {
  for (const state of ['preparing', 'scoring', 'consensus'] as const) {
    const facts = standing({ state, stage: 'open' })
    expect(allowed((who) => policy.decide(who, facts))).toEqual([])
    expect(allowed((who) => policy.end(who, facts))).toEqual(['buyer'])
    expect(allowed((who) => policy.read(who, facts))).toEqual([])
    // Grounds of exclusion are looked at from the opening on.
    expect(allowed((who) => policy.checkExclusions(who, facts))).toEqual(['buyer'])
    expect(allowed((who) => policy.readExclusions(who, facts))).toEqual(['buyer'])
    const scores = { ...facts, own: part('evaluator') }
    expect(allowed((who) => policy.readExclusions(who, scores))).toEqual([])
  }
})

it('is read by those who may see the ranking, brokers and viewers who declared too', () => {
  for (const stage of awardStages)
    for (const clearance of clearances)
      expect(
        allowed((who) => policy.read(who, standing({ stage, own: part('observer', clearance) }))),
      ).toEqual(clearance === 'clear' ? ['buyer', 'buyerViewer', 'broker'] : [])
  for (const isGuest of [true, false]) {
    const facts = standing({ own: { ...part('evaluator'), isGuest } })
    expect(allowed((who) => policy.readAward(who, facts)).includes('buyer')).toBe(!isGuest)
  }
  const readers = allowed((who) => policy.readExclusions(who, standing({ own: part('evaluator') })))
  expect(readers).toEqual(['buyer', 'buyerViewer', 'broker'])
})

describe('a supplier’s own feedback', () => {
  it.each([true, false])('is its alone, once it was sent: %s', (isSent) => {
    const own = { supplierId: 'supplier', isSent }
    const readers = isSent ? ['supplier', 'supplierViewer'] : []
    expect(allowed((who) => ownFeedbackPolicy.read(who, own))).toEqual(readers)
    expect(allowed((who) => ownFeedbackPolicy.respond(who, own))).toEqual(isSent ? ['supplier'] : [])
  })
})
