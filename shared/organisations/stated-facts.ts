/** What a supplier's profile and the public record state of it, without its name, id or words. */
export interface StatedFacts {
  isSme: boolean | null
  isVcse: boolean | null
  staff: number | null
  turnoverPence: number | null
  accreditations: string[]
  /** ITL codes of the regions that it says it serves. */
  regions: string[]
  /** ITL codes of where it has worked. */
  workedIn: string[]
  trlFrom: number | null
  trlTo: number | null
  /** Its case studies and public awards: for whom, and in which year where that is known. */
  past: { buyer: string; year: number | null; isAward: boolean }[]
}
