import { z } from 'zod'
import { reservations } from '../challenges/challenge.ts'
import { findAccreditation } from './accreditations.ts'

const amount = z.int().min(0)

/** A condition that profiles can state a fact about: what a firm must be or have. */
export const marketConditionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('turnover'), pence: amount }),
  z.object({ kind: z.literal('staff'), least: amount }),
  z.object({ kind: z.literal('accreditation'), id: z.string().max(60) }),
  /** A seat near where the work is. */
  z.object({ kind: z.literal('seat') }),
  z.object({ kind: z.literal('experience'), years: amount }),
  /** So many examples of past work; `years` back at most, or of any age. */
  z.object({ kind: z.literal('examples'), count: amount, years: amount.nullable() }),
  /** Past work for a public buyer, or for this one. */
  z.object({ kind: z.literal('worked-for'), whom: z.enum(['public', 'buyer']) }),
  z.object({ kind: z.literal('reserved'), whom: z.enum(reservations).extract(['sme', 'vcse']) }),
])
export type MarketCondition = z.infer<typeof marketConditionSchema>

/** A name that stays while the rest of the draft changes, for addresses: `turnover-500000`. */
export function conditionId(condition: MarketCondition): string {
  switch (condition.kind) {
    case 'turnover':
      return `turnover-${Math.round(condition.pence / 100)}`
    case 'staff':
      return `staff-${condition.least}`
    case 'accreditation':
      return `accreditation-${condition.id}`
    case 'seat':
      return 'seat'
    case 'experience':
      return `experience-${condition.years}`
    case 'examples':
      return `examples-${condition.count}-${condition.years ?? 'any'}`
    case 'worked-for':
    case 'reserved':
      return `${condition.kind}-${condition.whom}`
  }
}

/**
 * True where a profile that says nothing of it can't fail: awards and case studies show that a firm has done
 * something, never that it hasn't.
 */
export const isOnlyShown = ({ kind }: MarketCondition): boolean =>
  kind === 'experience' || kind === 'examples' || kind === 'worked-for'

/** The name of the accreditation that a condition demands; empty for any other condition. */
export const accreditationName = (condition: MarketCondition): string =>
  condition.kind === 'accreditation' ? (findAccreditation(condition.id)?.name ?? '') : ''
