import { z } from 'zod'
import { figureIds } from './figures.ts'

const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
const code = (pattern: RegExp) =>
  z.preprocess(one, z.string().trim().toUpperCase().regex(pattern).catch('')).default('')

/** Which part of the evidence a page's address asks for. What makes no sense is left out, never an error. */
export const evidenceFilter = z.object({
  /** The code of the register: `BBD`. */
  authority: code(/^[A-Z0-9-]{2,40}$/),
  /** ITL at level 1: `TLD`. */
  region: code(/^TL[A-Z]$/),
  /** A division of the CPV: `45000000`. */
  category: code(/^\d{2}0{6}$/),
  year: code(/^20\d{2}$/),
})
export type EvidenceFilter = z.infer<typeof evidenceFilter>

/** Everything. */
export const wholeEvidence: EvidenceFilter = { authority: '', region: '', category: '', year: '' }

export const recordSources = ['here', 'public'] as const
export type RecordSource = (typeof recordSources)[number]

/** What lies behind a figure, in a page's address. */
export const recordsQuery = evidenceFilter.extend({
  figure: z.preprocess(one, z.enum(figureIds).catch('challenges')).default('challenges'),
  from: z.preprocess(one, z.enum(recordSources).catch('here')).default('here'),
  page: z.preprocess(one, z.coerce.number().int().min(1).max(10_000).catch(1)).default(1),
})
export type RecordsQuery = z.infer<typeof recordsQuery>

const strict = (pattern: RegExp, like: string) =>
  z
    .string()
    .regex(pattern, `Give it like ${like}`)
    .optional()
    .transform((value) => value ?? '')

/** The same for programs, which hear of what they got wrong. */
export const evidenceApiQuery = z.object({
  authority: strict(/^[A-Z0-9-]{2,40}$/, 'BBD').meta({
    description: 'The code of an authority in the register',
  }),
  region: strict(/^TL[A-Z]$/, 'TLD').meta({ description: 'An ITL code at level 1' }),
  category: strict(/^\d{2}0{6}$/, '45000000').meta({ description: 'A division of the CPV' }),
  year: strict(/^20\d{2}$/, '2026'),
})

/** A form without fields. */
export const nothingAsked = z.object({})
