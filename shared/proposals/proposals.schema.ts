import { z } from 'zod'
import { parsePounds } from '../platform/money.ts'
import type { ProposalContent } from './proposal.ts'

const longest = { summary: 1500, how: 3000, approach: 6000, pilotPlan: 6000, team: 3000 }

const words = (thing: string, most: number) =>
  z
    .string()
    .max(most, `${thing} must be ${most.toLocaleString('en-GB')} characters or fewer`)
    .default('')

const pounds = (thing: string) =>
  z
    .union([z.string(), z.number()])
    .default('')
    .transform((typed, context) => {
      if (String(typed).trim() === '') return null
      const pence = parsePounds(String(typed))
      if (pence !== null) return pence
      context.addIssue({ code: 'custom', message: `${thing} must be an amount in pounds, like 60,000` })
      return z.NEVER
    })

const wrongLevel = 'Choose a technology readiness level from 1 to 9'
const trl = z
  .union([z.literal(''), z.coerce.number(wrongLevel).int(wrongLevel).min(1, wrongLevel).max(9, wrongLevel)])
  .nullish()
  .transform((level) => (level === '' || level === undefined ? null : level))

/** A draft as it is typed: anything may still be missing, nothing may be too long or nonsense. */
export const draftSchema = z.strictObject({
  summary: words('The summary', longest.summary),
  outcomes: z
    .array(z.strictObject({ outcomeId: z.string().max(40), how: words('This answer', longest.how) }))
    .max(20, 'A challenge has at most 20 outcomes')
    .default([]),
  approach: words('The approach', longest.approach),
  trl,
  pilotPlan: words('The pilot plan', longest.pilotPlan),
  pilotPrice: pounds('The price of the pilot'),
  scalePrice: pounds('The price of scaling up'),
  team: words('The team', longest.team),
  /** The revision that the page showed, so that two colleagues notice each other. */
  revision: z.coerce.number().int().min(0, 'Reload the page').default(0),
  next: z.enum(['save', 'continue']).default('save'),
})
export type DraftInput = z.output<typeof draftSchema>

/** Submitting names the revision that was checked and carries no content. */
export const submitSchema = z.strictObject({
  revision: z.coerce.number('Check your answers again').int().min(0, 'Check your answers again'),
})

/** Withdrawing asks for nothing but the decision. */
export const withdrawSchema = z.strictObject({})

/** What still keeps a draft from being submitted, by field; empty if nothing does. */
export function missingParts(
  content: ProposalContent,
  outcomes: { id: string; title: string }[],
): Record<string, string> {
  const missing: Record<string, string> = {}
  const want = (field: string, isThere: boolean, message: string) => {
    if (!isThere) missing[field] = message
  }
  want('summary', content.summary.trim() !== '', 'Write a summary')
  for (const [index, { id, title }] of outcomes.entries()) {
    const how = content.outcomes.find(({ outcomeId }) => outcomeId === id)?.how ?? ''
    want(`outcomes.${index}.how`, how.trim() !== '', `Say how you would reach “${title}”`)
  }
  want('approach', content.approach.trim() !== '', 'Describe your approach')
  want('trl', content.trl !== null, 'Choose how ready your solution is')
  want('pilotPlan', content.pilotPlan.trim() !== '', 'Describe the pilot')
  want('pilotPrice', content.pilotPricePence !== null, 'Give the price of the pilot')
  want('team', content.team.trim() !== '', 'Say who would do it')
  return missing
}
