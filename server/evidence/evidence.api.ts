import { z } from 'zod'
import { evidenceApiQuery, recordsApiQuery, recordSources } from '../../shared/evidence/evidence.schema.ts'
import { figureIds } from '../../shared/evidence/figures.ts'
import { isTooFew } from '../../shared/evidence/figure-words.ts'
import { figureDefinitions, type Estimate, type FigureId } from '../../shared/evidence/figures.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { readAuthority } from './evidence.authority.service.ts'
import { readCounted, refuseUncounted } from './evidence.counted.service.ts'
import type { Evidence } from './evidence.read.service.ts'
import { askToRebuild } from './evidence.rebuild.service.ts'
import { readRecords } from './evidence.records.service.ts'

const interval = z.object({ low: z.number(), high: z.number() }).nullable()

const estimate = z
  .object({
    value: z.number().nullable().meta({ description: 'Null where it is reckoned from fewer than five' }),
    interval: interval.meta({ description: 'Where the true figure lies 19 times out of 20' }),
    counted: z.number().int(),
    notKnown: z.number().int().nullable().meta({ description: 'Null where nobody can say' }),
  })
  .nullable()

const figure = z
  .object({
    id: z.enum(figureIds),
    title: z.string(),
    unit: z.string().meta({ description: 'Shares are parts of 1, money is pence' }),
    foothold: estimate,
    publicRecord: estimate,
  })
  .meta({ id: 'EvidenceFigure' })

const chart = z
  .object({
    id: z.string(),
    title: z.string(),
    unit: z.string(),
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

const told = (id: FigureId, known: Estimate | null): z.output<typeof estimate> => {
  if (!known) return null
  const isFew = isTooFew(figureDefinitions[id].unit, known)
  return {
    value: isFew ? null : known.value,
    interval: isFew ? null : known.interval,
    counted: known.of,
    notKnown: known.missing,
  }
}

const tellFigures = (figures: Evidence['figures']) =>
  figures.map(({ id, here, public: record }) => ({
    id,
    title: figureDefinitions[id].title,
    unit: figureDefinitions[id].unit,
    foothold: told(id, here),
    publicRecord: told(id, record),
  }))

const concentration = z
  .object({ index: z.number(), asManyAs: z.number(), greatest: z.number() })
  .nullable()
  .meta({ id: 'EvidenceConcentration' })

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
        charts: charts.map(({ id, title, unit, rows }) => ({
          id,
          title,
          unit,
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
  endpoint({
    method: 'get',
    path: '/evidence/authorities/{code}',
    summary: 'Read what is on record of an authority',
    tag: 'evidence',
    auth: 'anyone',
    params: z.object({ code: z.string() }),
    answer: z
      .object({
        code: z.string(),
        name: z.string(),
        figures: z.array(figure),
        awards: z.number().int(),
        awardsWithValue: z.number().int(),
        pence: z.number().int(),
        suppliers: z.number().int(),
        concentrationByAwards: concentration,
        concentrationByValue: concentration,
        ending: z.array(
          z.object({ id: z.string(), title: z.string(), endsOn: z.iso.datetime(), url: z.string() }),
        ),
        withoutEnd: z.number().int(),
      })
      .meta({ id: 'EvidenceOfAuthority' }),
    handle: async ({ actor, params }) => {
      const { organisation, code, state, figures, buying } = await readAuthority(actor, params.code)
      refuseUncounted(state)
      return {
        code,
        name: organisation.name,
        figures: tellFigures(figures),
        awards: buying.awards,
        awardsWithValue: buying.valued,
        pence: buying.pence,
        suppliers: buying.suppliersInAll,
        concentrationByAwards: buying.byAwards,
        concentrationByValue: buying.byValue,
        ending: buying.ending.map(({ sourceId: id, title, endsOn, url }) => ({ id, title, endsOn, url })),
        withoutEnd: buying.withoutEnd,
      }
    },
  }),
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
