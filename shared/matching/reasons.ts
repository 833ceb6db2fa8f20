import { z } from 'zod'
import { regionTies } from './region-closeness.ts'

/** How much lower the score would be without it, 0 to 1; 0 for what is only told and counts for nothing. */
const amount = z.number().default(0)

/** Something delivered that counts as evidence. */
const projectSchema = z.object({ title: z.string(), buyer: z.string(), year: z.number().int().nullable() })
export type DeliveredProject = z.infer<typeof projectSchema>

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
    /** At most three that count, the most alike first; none in what was stored before they were kept. */
    projects: z.array(projectSchema).default([]),
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
  /** A pilot of the supplier that was measured; both of its sides agreed to say so, and the library tells of it. */
  z.object({
    kind: z.literal('measured'),
    buyer: z.string(),
    title: z.string(),
    words: z.string(),
    slug: z.string(),
  }),
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
    case 'measured':
      return reason.words
        ? t('its pilot with {buyer} was measured: {words}', { buyer: reason.buyer, words: reason.words })
        : t('its pilot with {buyer} was measured', { buyer: reason.buyer })
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
    // The project then is said in a line of its own.
    if (projectsOf(reason).length > 0)
      return buyer
        ? t('delivered a similar project for {buyer}', { buyer })
        : t('delivered a similar project')
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

/** All reasons as clauses with what they count for, the most telling first. */
export const sayReasons = (reasons: Reason[], t: Translate = inEnglish): string[] =>
  reasons.map((reason) => sayWithAmount(reason, t))

/** The projects that count as evidence, a line each. */
export const sayEvidence = (reasons: Reason[], t: Translate = inEnglish): string[] =>
  reasons.flatMap(projectsOf).map((project) => sayProject(project, t))

/** How much a reason counts for; 0 for one that is only told, and for what was stored before amounts were kept. */
export const amountOf = (reason: Reason): number => ('amount' in reason ? (reason.amount ?? 0) : 0)

const leastSaid = 0.005

/** A number between 0 and 1 as people read it: `0.12`, and never `0.00` for something that counts. */
export const sayAmount = (amount: number, t: Translate = inEnglish): string =>
  amount < leastSaid ? t('less than 0.01') : amount.toFixed(2)

/** What a reason counts for, in words: `counts for 0.12`; empty if that is nothing or not known. */
export const sayCount = (reason: Reason, t: Translate = inEnglish): string =>
  amountOf(reason) > 0 ? t('counts for {amount}', { amount: sayAmount(amountOf(reason), t) }) : ''

/** A clause with what it counts for: `works in Software (counts for 0.12)`. */
export function sayWithAmount(reason: Reason, t: Translate = inEnglish): string {
  const [clause, counts] = [sayReason(reason, t), sayCount(reason, t)]
  return counts ? t('{clause} ({counts})', { clause, counts }) : clause
}

/** The delivered projects of a reason; none for reasons of other kinds and those stored before projects were kept. */
export const projectsOf = (reason: Reason): DeliveredProject[] =>
  reason.kind === 'delivered-similar' ? (reason.projects ?? []) : []

/** One project as a line: its title, and buyer and year where they are known. */
export function sayProject({ title, buyer, year }: DeliveredProject, t: Translate = inEnglish): string {
  if (buyer && year) return t('“{title}”, {buyer}, {year}', { title, buyer, year })
  if (buyer) return t('“{title}”, {buyer}', { title, buyer })
  return year ? t('“{title}”, {year}', { title, year }) : t('“{title}”', { title })
}
