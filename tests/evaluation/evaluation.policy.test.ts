import {
  evaluationPolicy as policy,
  type EvaluationStanding,
} from '../../server/evaluation/evaluation.policy.ts'
import type { Clearance, EvaluationState, PanelRole } from '../../shared/evaluation/panel.ts'
import { allowed, type Who } from '../platform/actors.ts'

const standing = (changes: Partial<EvaluationStanding> = {}): EvaluationStanding => ({
  buyerIds: ['council'],
  isPublished: true,
  isOpen: true,
  state: 'scoring',
  hasSettings: true,
  isAnonymous: false,
  own: null,
  ...changes,
})
const part = (role: PanelRole, clearance: Clearance = 'clear', hasSubmitted = false) => ({
  role,
  clearance,
  hasSubmitted,
  hasSeenNames: false,
})
const states: EvaluationState[] = ['preparing', 'scoring', 'consensus', 'agreed']
const clearances: Clearance[] = ['undeclared', 'waiting', 'clear', 'barred']
const roles: PanelRole[] = ['evaluator', 'moderator', 'observer']

describe('an evaluation', () => {
  it('is known to the buyers’ people and, once public, to brokers', () => {
    const knowing = (changes: Partial<EvaluationStanding>) =>
      allowed((who) => policy.enter(who, standing(changes)))
    expect(knowing({})).toEqual(['buyer', 'buyerViewer', 'broker'])
    expect(knowing({ isPublished: false })).toEqual(['buyer', 'buyerViewer'])
    expect(knowing({ buyerIds: ['council', 'other-council'] })).toContain('otherCouncil')
    for (const role of roles) expect(knowing({ own: part(role, 'barred') })).toEqual([])
  })

  it.each(states)('is organised by those who act for a buyer and do not score: %s', (state) => {
    const wanted: Who[] = state === 'agreed' ? [] : ['buyer']
    const organising = (own: EvaluationStanding['own']) =>
      allowed((who) => policy.organise(who, standing({ state, own })))
    expect(organising(null)).toEqual(wanted)
    expect(organising(part('moderator'))).toEqual(wanted)
    expect(organising(part('evaluator'))).toEqual([])
    expect(organising(part('moderator', 'barred'))).toEqual([])
  })

  it.each([
    [{ state: 'preparing', isPublished: false, isOpen: false, hasSettings: true }, true],
    [{ state: 'preparing', isPublished: true, isOpen: false, hasSettings: false }, true],
    [{ state: 'preparing', isPublished: true, isOpen: false, hasSettings: true }, false],
    [{ state: 'preparing', isPublished: true, isOpen: true, hasSettings: false }, false],
    [{ state: 'scoring', isPublished: true, isOpen: true, hasSettings: false }, false],
  ] as [Partial<EvaluationStanding>, boolean][])('takes settings: %j %s', (changes, takes) => {
    expect(allowed((who) => policy.chooseSettings(who, standing(changes)))).toEqual(takes ? ['buyer'] : [])
  })
})

describe('a proposal', () => {
  it.each(clearances)(
    'is read only once it is open and by whoever declared and may stay: %s',
    (clearance) => {
      for (const role of roles) {
        const reading = (isOpen: boolean) =>
          allowed((who) => policy.readProposals(who, standing({ isOpen, own: part(role, clearance) })))
        expect(reading(true)).toEqual(clearance === 'clear' ? ['buyer', 'buyerViewer', 'broker'] : [])
        expect(reading(false)).toEqual([])
      }
      expect(allowed((who) => policy.readProposals(who, standing()))).toEqual([])
    },
  )

  it.each(states)(
    'is scored by cleared evaluators who have not submitted, while scoring goes on: %s',
    (state) => {
      for (const role of roles)
        for (const clearance of clearances)
          for (const hasSubmitted of [true, false]) {
            const may = state === 'scoring' && role === 'evaluator' && clearance === 'clear' && !hasSubmitted
            const own = part(role, clearance, hasSubmitted)
            expect(allowed((who) => policy.score(who, standing({ state, own })))).toEqual(
              may ? ['buyer'] : [],
            )
          }
    },
  )
})

describe('an anonymous first look', () => {
  const hidden = (role: PanelRole, changes: Partial<EvaluationStanding> = {}, hasSeenNames = false) =>
    standing({ isAnonymous: true, own: { ...part(role), hasSeenNames }, ...changes })

  it.each(roles)('shows names to those who lead and do not score: %s', (role) => {
    const leading = role === 'evaluator' ? [] : ['buyer']
    expect(allowed((who) => policy.seeNames(who, hidden(role)))).toEqual(leading)
    const later = hidden(role, { isAnonymous: false, state: 'consensus' })
    expect(allowed((who) => policy.seeNames(who, later))).toEqual(['buyer', 'buyerViewer', 'broker'])
    for (const clearance of ['undeclared', 'waiting', 'barred'] as const)
      expect(allowed((who) => policy.seeNames(who, hidden(role, { own: part(role, clearance) })))).toEqual([])
    expect(allowed((who) => policy.seeNames(who, hidden(role, { isOpen: false })))).toEqual([])
  })

  it('lets evaluators score once they declared against the names', () => {
    expect(allowed((who) => policy.score(who, hidden('evaluator')))).toEqual([])
    expect(allowed((who) => policy.readSheet(who, hidden('evaluator')))).toEqual([])
    expect(allowed((who) => policy.score(who, hidden('evaluator', {}, true)))).toEqual(['buyer'])
    expect(allowed((who) => policy.score(who, hidden('evaluator', { isAnonymous: false })))).toEqual([
      'buyer',
    ])
  })

  it('has the names listed to whoever declared at all, once the proposals are open', () => {
    const listing = (changes: Partial<EvaluationStanding>) =>
      allowed((who) => policy.declareAgainstNames(who, hidden('evaluator', changes)))
    expect(listing({})).toEqual(['buyer', 'buyerViewer', 'broker'])
    expect(listing({ own: part('evaluator', 'undeclared') })).toEqual([])
    expect(listing({ isOpen: false })).toEqual([])
    expect(listing({ isAnonymous: false })).toEqual([])
  })
})

describe('others’ scores', () => {
  it.each(states)('are read by nobody before all are in: %s', (state) => {
    const areIn = state === 'consensus' || state === 'agreed'
    for (const role of roles) {
      const reading = allowed((who) => policy.readScores(who, standing({ state, own: part(role) })))
      expect(reading).toEqual(areIn ? ['buyer', 'buyerViewer', 'broker'] : [])
      const ranking = allowed((who) => policy.readRanking(who, standing({ state, own: part(role) })))
      expect(ranking).toEqual(state === 'agreed' ? ['buyer', 'buyerViewer', 'broker'] : [])
    }
  })

  it.each(states)('are given back and agreed by the moderator alone: %s', (state) => {
    for (const role of roles)
      for (const clearance of clearances) {
        const isModerator = role === 'moderator' && clearance === 'clear'
        const facts = standing({ state, own: part(role, clearance) })
        const returning = isModerator && state === 'scoring'
        expect(allowed((who) => policy.returnScores(who, facts))).toEqual(returning ? ['buyer'] : [])
        const agreeing = isModerator && state === 'consensus'
        expect(allowed((who) => policy.agree(who, facts))).toEqual(agreeing ? ['buyer'] : [])
      }
  })
})

it('has interests decided by others than the person, and by nobody whose own wait for a decision', () => {
  const ruling = (own: EvaluationStanding['own'], about = 'somebody') =>
    allowed((who) => policy.rule(who, standing({ own }), about))
  expect(ruling(null)).toEqual(['buyer'])
  expect(ruling(part('moderator'))).toEqual(['buyer'])
  expect(ruling(part('moderator', 'waiting'))).toEqual([])
  expect(ruling(part('evaluator'))).toEqual([])
  expect(ruling(part('moderator'), 'council-member')).toEqual([])
})
