import type { ChallengeToRank } from '../../shared/matching/challenge-query.ts'
import {
  createSupplierIndex,
  type PastProject,
  type SupplierToRank,
  unknownProject,
  unknownSupplier,
} from '../../shared/matching/supplier-index.ts'

export const names = {
  category: (code: string) => ({ '44000000': 'Construction structures and materials' })[code] ?? '',
  region: (code: string) => ({ TLD: 'North West' })[code] ?? '',
}

export const aSupplierToRank = (id: string, changes: Partial<SupplierToRank> = {}): SupplierToRank => ({
  ...unknownSupplier(id),
  ...changes,
})

export const aProject = (title: string, buyer: string, changes: Partial<PastProject> = {}): PastProject => ({
  ...unknownProject(title),
  buyer,
  ...changes,
})

export const aChallengeToRank: ChallengeToRank = {
  title: 'Damp and mould in council homes',
  problem: 'Tenants live with damp. We want sensors that find mould early, and retrofit where it pays.',
  cpv: ['44000000'],
  cpvLabels: ['Construction structures and materials'],
  regions: ['TLD33'],
  buyer: 'Blackburn with Darwen Borough Council',
  buyerRegions: ['TLD41'],
  outcomes: '',
  context: '',
  asks: '',
  date: null,
  budgetPence: null,
  trlFrom: null,
  trlTo: null,
}

/** Firms that have nothing to do with it, so that words have a rarity. */
export function aDirectory(...suppliers: SupplierToRank[]) {
  const index = createSupplierIndex()
  for (let i = 0; i < 30; i += 1)
    index.put(aSupplierToRank(`other-${i}`, { profile: `Buses and coaches number ${i} for schools` }))
  for (const one of suppliers) index.put(one)
  return index
}

export const sensors = aSupplierToRank('sensors', {
  profile: 'Sensors that find damp and mould in homes',
  cpv: ['44000000'],
  regions: ['TLD'],
  projects: [
    aProject('Damp sensors in tenants’ homes', 'Blackburn With Darwen Borough Council'),
    aProject('Mould sensors and retrofit', 'Chorley Council'),
    aProject('Office cleaning', 'Chorley Council'),
  ],
})

export const cleaner = aSupplierToRank('cleaner', { profile: 'Office cleaning and washroom hygiene' })
