import { z } from 'zod'
import { evidenceApiQuery, recordsApiQuery, recordSources } from '../../shared/evidence/evidence.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { figure, interval, tellFigures } from './evidence.api-answers.ts'
import { authorityEndpoints } from './evidence.authority.api.ts'
import { readCounted } from './evidence.counted.service.ts'
import { askToRebuild } from './evidence.rebuild.service.ts'
import { readRecords } from './evidence.records.service.ts'

const chart = z
  .object({
    id: z.string(),
    title: z.string(),
    unit: z.string(),
    across: z.enum(['authority', 'region', 'category', 'year']).nullable().meta({
      description: 'The filter that its rows go across: they are of all years, whichever is chosen',
    }),
    counted: z.number().int().meta({ description: 'Of fewer than five there are no rows' }),
    rows: z.array(
      z.object({
        label: z.string(),
        value: z.number().nullable(),
        interval,
        counted: z.number().int(),
        notKnown: z.number().int().nullable(),
      }),
    ),
  })
  .meta({ id: 'EvidenceChart' })

/** The evidence for programs: what its pages say, from the same services. */
export const evidenceEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/evidence',
    summary: 'Read every figure of a choice, with public record beside it',
    tag: 'evidence',
    auth: 'anyone',
    query: evidenceApiQuery,
    answer: z.object({
      countedAt: z.iso.datetime().nullable(),
      awardsFrom: z.iso.datetime().nullable(),
      awardsTo: z.iso.datetime().nullable(),
      figures: z.array(figure),
      charts: z.array(chart),
    }),
    handle: async ({ query }) => {
      const { state, figures, charts } = await readCounted(query)
      return {
        countedAt: state.rebuiltAt,
        awardsFrom: state.from,
        awardsTo: state.to,
        figures: tellFigures(figures),
        charts: charts.map(({ id, title, unit, across, counted, rows }) => ({
          id,
          title,
          unit,
          across: across ?? null,
          counted,
          rows: rows.map(({ label, value, interval: range, of, missing }) => ({
            label,
            value,
            interval: range,
            counted: of,
            notKnown: missing,
          })),
        })),
      }
    },
  }),
  endpoint({
    method: 'get',
    path: '/evidence/records',
    summary: 'List the records that a figure is reckoned from',
    tag: 'evidence',
    auth: 'anyone',
    query: recordsApiQuery,
    answer: z.object({
      from: z.enum(recordSources),
      total: z.number().int(),
      page: z.number().int(),
      pages: z.number().int(),
      challenges: z.array(z.object({ id: z.string(), title: z.string(), authorityName: z.string() })),
      awards: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          buyer: z.string(),
          date: z.iso.datetime(),
          url: z.string(),
        }),
      ),
      sums: z
        .array(
          z.object({
            region: z.string(),
            year: z.number().int(),
            value: z.number(),
            pilots: z.number().int(),
            suppliers: z.number().int(),
          }),
        )
        .meta({ description: 'What suppliers reported: told of five or more of a region and year together' }),
    }),
    handle: async ({ query }) => {
      const { authority, region, category, year } = query
      await readCounted({ authority, region, category, year })
      const { from, total, page, pages, challenges, awards, sums } = await readRecords(query)
      return {
        from,
        total,
        page,
        pages,
        challenges: challenges.map(({ challengeId: id, title, authorityName }) => ({
          id,
          title,
          authorityName,
        })),
        awards: awards.map(({ sourceId: id, title, buyer, date, url }) => ({ id, title, buyer, date, url })),
        sums: sums.map(({ figure: _, ...sum }) => sum),
      }
    },
  }),
  ...authorityEndpoints,
  endpoint({
    method: 'post',
    path: '/evidence/rebuild',
    summary: 'Have every figure counted anew from the record (brokers)',
    tag: 'evidence',
    auth: 'signed-in',
    status: 202,
    answer: z.object({}),
    handle: async ({ actor }) => {
      await askToRebuild(actor)
      return {}
    },
  }),
]
