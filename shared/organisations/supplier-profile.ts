/** Work that a supplier did before, told by the supplier itself. */
export interface CaseStudy {
  title: string
  buyer: string
  year: number | null
  what: string
  result: string
  link: string
}

/** What a supplier says about itself, and what public records say where it has said nothing yet. */
export interface SupplierProfile {
  whatWeDo: string
  capabilities: string[]
  /** CPV 2008 codes, eight digits. */
  cpv: string[]
  /** ITL 2025 codes, as `TLD` or `TLD3`. */
  regions: string[]
  trlFrom: number | null
  trlTo: number | null
  staff: number | null
  turnoverPence: number | null
  balanceSheetPence: number | null
  /** By the test of the Act, or as published in an award notice; null while nobody has said. */
  isSme: boolean | null
  /** Voluntary, community or social enterprise; null while nobody has said. */
  isVcse: boolean | null
  accreditations: string[]
  caseStudies: CaseStudy[]
  links: { label: string; url: string }[]
  contact: { name: string; email: string; phone: string }
  /** The supplier shows its contact to everybody with an account; else it is for brokers and whom it is introduced to. */
  isContactPublic: boolean
  /** As Companies House writes it: eight characters, upper case. */
  companyNumber: string | null
  hasNoCompanyNumber: boolean
  /** Identifiers by register, as in OCDS: `{ scheme: 'GB-COH', id: '10266124' }`. */
  identifiers: { scheme: string; id: string }[]
}

/** A profile in which nothing has been said. */
export const emptyProfile = (): SupplierProfile => ({
  whatWeDo: '',
  capabilities: [],
  cpv: [],
  regions: [],
  trlFrom: null,
  trlTo: null,
  staff: null,
  turnoverPence: null,
  balanceSheetPence: null,
  isSme: null,
  isVcse: null,
  accreditations: [],
  caseStudies: [],
  links: [],
  contact: { name: '', email: '', phone: '' },
  isContactPublic: false,
  companyNumber: null,
  hasNoCompanyNumber: false,
  identifiers: [],
})

/**
 * True if nothing is known of what a supplier does: its profile says nothing of it, and there is no work on record.
 * Its name and its place alone say little.
 * @param awards how many public awards it has
 */
export const saysNothing = (profile: SupplierProfile, awards: number): boolean =>
  [profile.whatWeDo, ...profile.capabilities, ...profile.cpv, ...profile.accreditations].every(
    (said) => said === '',
  ) && awards + profile.caseStudies.length === 0
