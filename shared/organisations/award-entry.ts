/** A supplier named in an award, with what the notice says of it. */
export interface NamedSupplier {
  name: string
  companyNumber: string | null
  isSme: boolean | null
  isVcse: boolean | null
}

/** One award as a public source gives it, before its suppliers are found in the directory. */
export interface AwardEntry {
  source: string
  /** The same for the same award however often it is read. */
  sourceId: string
  buyer: string
  title: string
  text: string
  cpv: string[]
  cpvLabel: string
  /** As written: `North West, Any region`, `UKD3`. */
  region: string
  valuePence: number | null
  date: Date
  /** When the notice of the opportunity was published; null where the source does not say, as the next two. */
  tenderedOn: Date | null
  startsOn: Date | null
  endsOn: Date | null
  /** How it was bought, in the words of the notice; empty where it does not say. */
  procedure: string
  /** When this was published: of two versions the later holds. */
  recordedAt: Date
  url: string
  suppliers: NamedSupplier[]
}

/** What reading one row or release gave: awards, and what was refused and why. */
export interface ReadAwards {
  entries: AwardEntry[]
  refused: { what: string; reason: string }[]
}

/** Only an address that a browser may safely follow. */
export const webAddress = (url: unknown): string =>
  typeof url === 'string' && /^https?:\/\/\S+$/i.test(url) ? url : ''
