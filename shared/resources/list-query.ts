import { z } from 'zod'
import { searchWords } from '../platform/search-words.ts'
import { ipecGates, resourceRoutes, sectors } from './facets.ts'
import { resourceTypes } from './resource.ts'

/** How the list can be sorted; `relevance` needs words to be relevant to. */
export const resourceSorts = ['relevance', 'newest', 'title', 'year'] as const
export type ResourceSort = (typeof resourceSorts)[number]

/** What the list can be narrowed by, in the order of the filter. */
export const facetNames = ['type', 'gate', 'section', 'route', 'category', 'sector', 'place', 'year'] as const
export type FacetName = (typeof facetNames)[number]

const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
const many = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
const mostChosen = 20

const chosenOf = <Value extends string>(values: readonly Value[]) =>
  z
    .preprocess(many, z.array(z.string()).catch([]))
    .transform((chosen) => values.filter((value) => chosen.includes(value)))
    .default([])
const chosenLike = (pattern: RegExp) =>
  z
    .preprocess(many, z.array(z.string()).catch([]))
    .transform((chosen) => [...new Set(chosen.filter((value) => pattern.test(value)))].slice(0, mostChosen))
    .default([])

/** The filter of the list in a page's address. What makes no sense is left out, never an error. */
export const resourceListQuery = z.object({
  q: z.preprocess(one, searchWords).default(''),
  type: chosenOf(resourceTypes),
  gate: chosenOf(ipecGates),
  section: chosenLike(/^(\d{1,3}[A-Z]?|Schedule \d{1,2})$/),
  route: chosenOf(resourceRoutes),
  /** Divisions of the CPV: two digits. */
  category: chosenLike(/^\d{2}$/),
  sector: chosenOf(sectors),
  place: chosenLike(/^.{1,120}$/u),
  year: chosenLike(/^\d{4}$/),
  topic: z.preprocess(one, z.string().trim().max(60).catch('')).default(''),
  sort: z.preprocess(one, z.enum(resourceSorts).optional().catch(undefined)),
  page: z.preprocess(one, z.coerce.number().int().min(1).max(10_000).catch(1)).default(1),
})
export type ResourceListQuery = z.infer<typeof resourceListQuery>
