import { z } from 'zod'
import { wholeNumber } from '../platform/query-values.ts'
import { figureIds } from './figures.ts'
import { lineIds } from './lines.ts'

const filter = (pattern: RegExp, refusal: string) =>
  z
    .string(refusal)
    .trim()
    .toUpperCase()
    .refine((code) => code === '' || pattern.test(code), refusal)
    .default('')

/**
 * Which part of the evidence a page's address asks for. Other parameters are left out, but a filter that makes no sense
 * is refused: without it the page would show everything, and whoever reads it would take that for the part.
 */
export const evidenceFilter = z.object({
  /** The code of the register: `BBD`. */
  authority: filter(/^[A-Z0-9-]{2,40}$/, 'Give one authority by its code, like BBD'),
  /** ITL at level 1: `TLD`. */
  region: filter(/^TL[A-Z]$/, 'Give one region by its code, like TLD'),
  /** A division of the CPV: `45000000`. */
  category: filter(/^\d{2}0{6}$/, 'Give one category by its code, like 45000000'),
  year: filter(/^20\d{2}$/, 'Give one year, like 2026'),
})
export type EvidenceFilter = z.infer<typeof evidenceFilter>

/** Everything. */
export const wholeEvidence: EvidenceFilter = { authority: '', region: '', category: '', year: '' }

export const recordSources = ['here', 'public'] as const
export type RecordSource = (typeof recordSources)[number]

const ofRecords = {
  figure: z.enum(figureIds, 'There is no such figure'),
  /** Without it, whichever the figure has: that of Foothold first. */
  from: z.enum(recordSources, 'Give “here” for Foothold, or “public” for public record').optional(),
  /** One line of a drawing: a part of the figure's records. */
  line: z.enum(lineIds, 'No drawing has such a line').optional(),
  /** Awards to one supplier alone. */
  supplier: z.string('Give one supplier by its id').trim().max(64, 'Give one supplier by its id').default(''),
  page: wholeNumber(1, 10_000, 1),
}

/** What lies behind a figure, in a page's address. */
export const recordsQuery = evidenceFilter.extend({
  ...ofRecords,
  figure: ofRecords.figure.default('challenges'),
})
export type RecordsQuery = z.infer<typeof recordsQuery>

const strict = (pattern: RegExp, like: string) =>
  z
    .string()
    .regex(pattern, `Give it like ${like}`)
    .optional()
    .transform((value) => value ?? '')

/** The same for programs, which hear of parameters that there are not, too. */
export const evidenceApiQuery = z.object({
  authority: strict(/^[A-Z0-9-]{2,40}$/, 'BBD').meta({
    description: 'The code of an authority in the register',
  }),
  region: strict(/^TL[A-Z]$/, 'TLD').meta({ description: 'An ITL code at level 1' }),
  category: strict(/^\d{2}0{6}$/, '45000000').meta({ description: 'A division of the CPV' }),
  year: strict(/^20\d{2}$/, '2026'),
})
export const recordsApiQuery = evidenceApiQuery.extend(ofRecords)

/** A form without fields. */
export const nothingAsked = z.object({})
