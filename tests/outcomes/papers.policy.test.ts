import { paperPolicy as policy, type PaperStanding } from '../../server/outcomes/outcomes.papers.policy.ts'
import { allowed, type Who } from '../platform/actors.ts'

const standing = (changes: Partial<PaperStanding> = {}): PaperStanding => ({
  buyerIds: ['council'],
  supplierId: 'supplier',
  isPlanned: true,
  hasReviews: true,
  isInside: true,
  leads: true,
  hasBegun: true,
  stage: 'scale-up',
  isInvited: true,
  isOver: false,
  isSubmitted: true,
  isAnswered: false,
  ...changes,
})

const buyers: Who[] = ['buyer', 'buyerViewer']
const suppliers: Who[] = ['supplier', 'supplierViewer']
const report = { stage: 'pilot-report', isInvited: false } as const
const over = { isOver: true }

it.each<[keyof typeof policy, Partial<PaperStanding>, Who[]]>([
  ['see', {}, [...buyers, ...suppliers]],
  ['see', report, [...buyers, ...suppliers]],
  ['see', { isInvited: false }, []],
  ['see', { isPlanned: false }, []],
  ['see', { isInside: false, leads: false }, suppliers],
  ['readDraft', {}, suppliers],
  ['readDraft', over, suppliers],
  ['readDraft', { supplierId: 'other-supplier' }, ['otherSupplier']],
  ['read', {}, suppliers],
  ['read', over, [...buyers, ...suppliers]],
  ['read', { ...over, isSubmitted: false }, []],
  ['read', { ...over, isInside: false }, suppliers],
  ['read', report, [...buyers, ...suppliers]],
  ['read', { ...report, isSubmitted: false }, []],
  ['write', {}, ['supplier']],
  ['write', report, ['supplier']],
  ['write', over, []],
  ['write', { isInvited: false }, []],
  ['withdraw', {}, ['supplier']],
  ['withdraw', over, []],
  ['withdraw', report, []],
  ['withdraw', { isSubmitted: false }, []],
  ['invite', {}, ['buyer']],
  ['invite', { leads: false }, []],
  ['invite', { isPlanned: false }, []],
  ['answer', over, ['buyer']],
  ['answer', {}, []],
  ['answer', { ...over, isSubmitted: false }, []],
  ['answer', { ...over, isAnswered: true }, []],
  ['answer', { ...over, leads: false }, []],
  ['answer', { ...over, ...report }, []],
])('%s where %j is for %j', (action, changes, who) => {
  expect(allowed((actor) => policy[action](actor, standing(changes)))).toEqual(who)
})
