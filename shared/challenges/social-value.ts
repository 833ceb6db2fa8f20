/** Where a row of data stands, from when to when it holds, and how sure we are of it. */
interface Dated {
  validFrom: string
  validTo: string | null
  section: string
  source: string
  confidence: 'read' | 'reported' | 'mem'
  note: string
}

/** Something that a criterion of social value may ask, ready to be added. */
export interface SocialValueRow extends Dated {
  id: string
  title: string
  description: string
  /** What a good answer says, for suppliers. */
  guidance: string
}

/** What a kind of authority has to do about social value, or may. */
export interface SocialValueAdvice extends Dated {
  id: string
  who: string
  /** Of the whole score, in per cent; null where nothing is set. */
  leastPercent: number | null
  advice: string
}

/** The rows that hold on a day, `2026-12-14`. */
export const holdingOn = <Row extends Dated>(rows: readonly Row[], day: string): Row[] =>
  rows.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))

/** How much of the score is for social value, in per cent; 0 where no criterion is marked so. */
export const socialValueShare = (
  criteria: readonly { weight: number | null; isSocialValue?: boolean | undefined }[],
): number => criteria.reduce((sum, { weight, isSocialValue }) => sum + (isSocialValue ? (weight ?? 0) : 0), 0)
