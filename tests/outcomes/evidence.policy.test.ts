import { adoptionPolicy, type AdoptionStanding } from '../../server/outcomes/outcomes.adoption.policy.ts'
import { caseStudyPolicy, type CaseStudyStanding } from '../../server/outcomes/outcomes.case-study.policy.ts'
import { reviewPolicy, type ReviewStanding } from '../../server/outcomes/outcomes.reviews.policy.ts'
import { adoptionStatuses } from '../../shared/outcomes/adoption.ts'
import { caseStudyStates } from '../../shared/outcomes/case-study.ts'
import { reviewStates } from '../../shared/outcomes/reviews.ts'
import { allowed, type Who } from '../platform/actors.ts'

const pilot = {
  buyerIds: ['council'],
  supplierId: 'supplier',
  isPlanned: true,
  hasReviews: true,
  isInside: true,
  leads: true,
  hasBegun: true,
}
const nobody: Who[] = []
const ofBuyer: Who[] = ['buyer', 'buyerViewer']
const ofSupplier: Who[] = ['supplier', 'supplierViewer']

describe('reviews', () => {
  const of = (changes: Partial<ReviewStanding>): ReviewStanding => ({
    ...pilot,
    side: 'supplier',
    state: 'open',
    ...changes,
  })
  const may = (action: keyof typeof reviewPolicy, changes: Partial<ReviewStanding> = {}) =>
    allowed((actor) => reviewPolicy[action](actor, of(changes)))

  it.each(reviewStates)('%s: the supplier’s', (state) => {
    const isSubmitted = state.startsWith('submitted')
    const own = { side: 'supplier', state } as const
    expect(may('see', own)).toEqual([...ofBuyer, ...ofSupplier])
    expect(may('readOwn', own)).toEqual(ofSupplier)
    expect(may('read', own)).toEqual(isSubmitted ? [...ofBuyer, ...ofSupplier] : ofSupplier)
    expect(may('write', own)).toEqual(state === 'to-come' ? nobody : ['supplier'])
    expect(may('skip', own)).toEqual(['open', 'late'].includes(state) ? ['supplier'] : nobody)
  })

  it.each(reviewStates)('%s: the buyer’s', (state) => {
    const own = { side: 'buyer', state } as const
    expect(may('readOwn', own)).toEqual(ofBuyer)
    expect(may('write', own)).toEqual(state === 'to-come' ? nobody : ['buyer'])
    expect(may('write', { ...own, leads: false })).toEqual(nobody)
    expect(may('skip', own)).toEqual(['open', 'late'].includes(state) ? ['buyer'] : nobody)
  })

  it('are nobody’s before a plan or the first of them, and closed to who was kept out', () => {
    expect(may('see', { isPlanned: false, hasReviews: false })).toEqual(nobody)
    const unplanned = { isPlanned: false } as const
    expect(may('see', unplanned)).toEqual([...ofBuyer, ...ofSupplier])
    expect(may('write', unplanned)).toEqual(['supplier'])
    expect(may('write', { ...unplanned, side: 'buyer' })).toEqual(['buyer'])
    expect(may('see', { isInside: false, leads: false })).toEqual(ofSupplier)
  })
})

describe('a case study', () => {
  const of = (changes: Partial<CaseStudyStanding>): CaseStudyStanding => ({
    ...pilot,
    state: 'draft',
    hasResults: true,
    wasSent: false,
    isPublic: false,
    isOurs: false,
    ...changes,
  })
  const may = (action: keyof typeof caseStudyPolicy, changes: Partial<CaseStudyStanding> = {}) =>
    allowed((actor) => caseStudyPolicy[action](actor, of(changes)))

  it.each([null, ...caseStudyStates])('%s', (state) => {
    const wasSent = state !== null && state !== 'draft'
    const isOurs = state === 'published' || state === 'taken-out'
    const standing = { state, wasSent, isPublic: state === 'published', isOurs }
    expect(may('read', standing)).toEqual(
      state === null ? nobody : wasSent ? [...ofBuyer, ...ofSupplier] : ofBuyer,
    )
    expect(may('write', standing)).toEqual(['buyer'])
    expect(may('send', standing)).toEqual(state === 'draft' ? ['buyer'] : nobody)
    expect(may('answer', standing)).toEqual(state === 'with-supplier' ? ['supplier'] : nobody)
    expect(may('withdraw', standing)).toEqual(isOurs ? ['buyer', 'supplier'] : nobody)
  })

  it('waits for public results, and for somebody who leads', () => {
    expect(may('write', { hasResults: false })).toEqual(nobody)
    expect(may('write', { leads: false })).toEqual(nobody)
    expect(may('withdraw', { isOurs: true, leads: false })).toEqual(['supplier'])
  })
})

describe('an adoption', () => {
  const may = (action: keyof typeof adoptionPolicy, standing: AdoptionStanding) =>
    allowed((actor) => adoptionPolicy[action](actor, standing))
  const owners = ['council']

  it('is asked for by another authority that is confirmed', () => {
    const none = { authorityId: null, status: null }
    expect(may('ask', { ownerIds: owners, ...none })).toEqual(['otherCouncil'])
    expect(may('ask', { ownerIds: ['other-council'], ...none })).toEqual(['buyer'])
    expect(may('see', { ownerIds: owners, ...none })).toEqual(nobody)
  })

  it.each(adoptionStatuses)('%s', (status) => {
    const standing = { ownerIds: owners, authorityId: 'other-council', status }
    expect(may('see', standing)).toEqual([...ofBuyer, 'otherCouncil'])
    expect(may('answer', standing)).toEqual(status === 'asked' ? ['buyer'] : nobody)
    expect(may('adopt', standing)).toEqual(status === 'answered' ? ['otherCouncil'] : nobody)
    expect(may('withdraw', standing)).toEqual(
      ['asked', 'answered'].includes(status) ? ['otherCouncil'] : nobody,
    )
    expect(may('ask', standing)).toEqual(nobody)
  })
})
