import { z } from 'zod'
import { shareFrom } from '../../shared/evidence/figures.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { estimate, figure, tellFigures, told } from './evidence.api-answers.ts'
import { readAuthority, startFromContract } from './evidence.authority.service.ts'
import { refuseUncounted } from './evidence.counted.service.ts'

const concentration = z
  .object({ index: z.number(), asManyAs: z.number(), greatest: z.number() })
  .nullable()
  .meta({
    id: 'EvidenceConcentration',
    description: 'An award that names several suppliers, and its value, count for each in equal parts',
  })

/** What is on record of an authority for programs, and a draft from one of its contracts. */
export const authorityEndpoints: Endpoint[] = [
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
        years: z.array(
          z.object({
            year: z.number().int(),
            awards: z.number().int(),
            awardsWithValue: z.number().int(),
            pence: z.number().int(),
          }),
        ),
        toSmallFirms: estimate,
        suppliers: z.number().int(),
        buysFrom: z
          .array(
            z.object({
              id: z.string(),
              name: z.string(),
              awards: z.number().int().meta({ description: 'Those that name it' }),
              share: z.number(),
              pence: z.number().int().nullable(),
            }),
          )
          .meta({ description: 'Those with the greatest shares of awards' }),
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
        years: buying.years.map(({ valued, ...year }) => ({ ...year, awardsWithValue: valued })),
        toSmallFirms: told('sme', shareFrom(buying.sme)),
        suppliers: buying.suppliersInAll,
        buysFrom: buying.suppliers,
        concentrationByAwards: buying.byAwards,
        concentrationByValue: buying.byValue,
        ending: buying.ending.map(({ sourceId: id, title, endsOn, url }) => ({ id, title, endsOn, url })),
        withoutEnd: buying.withoutEnd,
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/evidence/authorities/{code}/challenges',
    summary: 'Begin a draft challenge from a contract of your authority, on public record or recorded here',
    tag: 'evidence',
    auth: 'signed-in',
    params: z.object({ code: z.string() }),
    body: z.strictObject({
      award: z.string().max(200).meta({ description: 'The id of one of those that end' }),
    }),
    status: 201,
    answer: z.object({ id: z.string() }),
    handle: async ({ actor, params, body }) => ({
      id: await startFromContract(actor, params.code, body.award),
    }),
  }),
]
