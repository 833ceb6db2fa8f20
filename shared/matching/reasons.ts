import { z } from 'zod'
import { regionTies } from './region-closeness.ts'

/** How much lower the score would be without it, 0 to 1; 0 for what is only told and counts for nothing. */
const amount = z.number().default(0)

/** Why a supplier was ranked where it was: data first, so that any language and any program can say it. */
export const reasonSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('delivered-similar'),
    amount,
    count: z.number().int(),
    /** At most two, the most alike first. */
    buyers: z.array(z.string()),
    /** The project that is most alike. */
    title: z.string(),
  }),
  /** Words of the challenge that the supplier uses too, as the challenge spells them. */
  z.object({ kind: z.literal('shares-terms'), amount, terms: z.array(z.string()) }),
  z.object({ kind: z.literal('category'), amount, code: z.string(), label: z.string() }),
  z.object({
    kind: z.literal('region'),
    amount,
    tie: z.enum(regionTies),
    code: z.string(),
    label: z.string(),
  }),
  /** Works at the readiness that is asked for: technology readiness levels. */
  z.object({ kind: z.literal('readiness'), amount, from: z.number().int(), to: z.number().int() }),
  /** Says what came of something that it did. */
  z.object({ kind: z.literal('result'), amount }),
  z.object({ kind: z.literal('worked-for-buyer'), count: z.number().int(), buyer: z.string() }),
  z.object({ kind: z.literal('new-to-buyer'), buyer: z.string() }),
])
export type Reason = z.infer<typeof reasonSchema>

/** Says a sentence in the reader's language; English text with single braces is the key. */
export type Translate = (key: string, values?: Record<string, string | number>) => string

/** English as it stands, for programs and logs. */
export const inEnglish: Translate = (key, values = {}) =>
  key.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** One reason as a clause that can follow "because" and stand in a list. */
export function sayReason(reason: Reason, t: Translate = inEnglish): string {
  switch (reason.kind) {
    case 'delivered-similar':
      return sayDelivered(reason, t)
    case 'shares-terms':
      return t('shares: {terms}', { terms: reason.terms.join(', ') })
    case 'category':
      return t('works in {label}', { label: reason.label })
    case 'region':
      return sayRegion(reason, t)
    case 'readiness':
      return reason.from === reason.to
        ? t('works at technology readiness level {from}', { from: reason.from })
        : t('works at technology readiness levels {from} to {to}', { from: reason.from, to: reason.to })
    case 'result':
      return t('says what came of its work')
    case 'worked-for-buyer':
      return reason.count === 1
        ? t('has worked for {buyer} before', { buyer: reason.buyer })
        : t('has worked for {buyer} {count} times', { buyer: reason.buyer, count: reason.count })
    case 'new-to-buyer':
      return t('new to {buyer}', { buyer: reason.buyer })
  }
}

function sayDelivered(reason: Extract<Reason, { kind: 'delivered-similar' }>, t: Translate): string {
  const { count, buyers, title } = reason
  const [buyer = '', other] = buyers
  if (count === 1) {
    return buyer
      ? t('delivered a similar project for {buyer}: “{title}”', { buyer, title })
      : t('delivered a similar project: “{title}”', { title })
  }
  if (!buyer) return t('delivered {count} similar projects', { count })
  if (other)
    return t('delivered {count} similar projects, for {buyer} and {other} among them', {
      count,
      buyer,
      other,
    })
  return t('delivered {count} similar projects for {buyer}', { count, buyer })
}

function sayRegion({ tie, label }: Extract<Reason, { kind: 'region' }>, t: Translate): string {
  if (tie === 'worked-there') return t('has worked in {label}', { label })
  if (tie === 'near') return t('works near by, in {label}', { label })
  if (tie === 'serves-part') return t('serves a part of the area: {label}', { label })
  return t('serves {label}', { label })
}

/** All reasons as clauses, the most telling first. */
export const sayReasons = (reasons: Reason[], t: Translate = inEnglish): string[] =>
  reasons.map((reason) => sayReason(reason, t))
