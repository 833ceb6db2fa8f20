import type { StatedFacts } from '../../shared/organisations/stated-facts.ts'

/** What a firm states that states nothing, but for the changes. */
export const someFacts = (changes: Partial<StatedFacts> = {}): StatedFacts => ({
  isSme: null,
  isVcse: null,
  staff: null,
  turnoverPence: null,
  accreditations: [],
  regions: [],
  workedIn: [],
  trlFrom: null,
  trlTo: null,
  past: [],
  ...changes,
})

/** Where and by whom the work is wanted, and in which year. */
export const aSetting = { regions: ['TLD33'], buyer: 'Chorley Council', year: 2026 }
