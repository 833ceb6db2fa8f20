import { pilotPolicy as policy, type PilotStanding } from '../../server/outcomes/outcomes.policy.ts'
import { allowed, type Who } from '../platform/actors.ts'

const standing = (changes: Partial<PilotStanding> = {}): PilotStanding => ({
  buyerIds: ['council'],
  supplierId: 'supplier',
  isPlanned: true,
  hasReviews: false,
  isInside: true,
  leads: true,
  hasBegun: true,
  ...changes,
})

const buyer: Who[] = ['buyer']
const both: Who[] = ['buyer', 'supplier']
const rows: [keyof typeof table, Partial<PilotStanding>, Who[]][] = [
  ['see', {}, ['buyer', 'buyerViewer', 'supplier', 'supplierViewer']],
  ['see', { isPlanned: false }, ['buyer', 'buyerViewer']],
  ['see', { isPlanned: false, hasReviews: true }, ['buyer', 'buyerViewer', 'supplier', 'supplierViewer']],
  ['see', { isInside: false, leads: false }, ['supplier', 'supplierViewer']],
  [
    'see',
    { buyerIds: ['council', 'other-council'] },
    ['buyer', 'buyerViewer', 'otherCouncil', 'supplier', 'supplierViewer'],
  ],
  ['plan', {}, buyer],
  ['plan', { isPlanned: false }, buyer],
  ['plan', { leads: false }, []],
  ['plan', { isInside: false }, []],
  ['lead', {}, buyer],
  ['lead', { isPlanned: false, hasReviews: true }, []],
  ['lead', { leads: false }, []],
  ['lead', { hasBegun: false }, buyer],
  ['conclude', {}, buyer],
  ['conclude', { hasBegun: false }, []],
  ['conclude', { isPlanned: false }, []],
  ['conclude', { leads: false }, []],
  ['sayReached', {}, ['supplier']],
  ['sayReached', { isPlanned: false, hasReviews: true }, []],
  ['sayReached', { supplierId: 'other-supplier' }, ['otherSupplier']],
  ['recordReading', {}, both],
  ['recordReading', { leads: false }, both],
  ['recordReading', { hasBegun: false }, both],
  ['recordReading', { isInside: false }, ['supplier']],
  ['recordReading', { isPlanned: false, hasReviews: true }, []],
  ['correctBuyers', {}, buyer],
  ['correctSuppliers', {}, ['supplier']],
  ['correctSuppliers', { isPlanned: false }, []],
]
const table = {
  see: policy.see,
  plan: policy.plan,
  lead: policy.lead,
  conclude: policy.conclude,
  sayReached: policy.sayReached,
  recordReading: policy.recordReading,
  correctBuyers: (actor: Parameters<typeof policy.see>[0], of: PilotStanding) =>
    policy.correctReading(actor, of, 'buyer'),
  correctSuppliers: (actor: Parameters<typeof policy.see>[0], of: PilotStanding) =>
    policy.correctReading(actor, of, 'supplier'),
}

it.each(rows)('%s where %j is for %j', (action, changes, who) => {
  expect(allowed((actor) => table[action](actor, standing(changes)))).toEqual(who)
})
