import { z } from 'zod'
import { partnerLineSchema } from '../../shared/proposals/partner-board.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { readPartnerBoard, withdrawPartnerLine, writePartnerLine } from './proposals.partner-board.service.ts'

const params = z.object({ id: z.string().max(40) })
const common = { tag: 'proposals', auth: 'signed-in', params } as const
const line = z.looseObject({ brings: z.string(), looksFor: z.string(), writtenAt: z.iso.datetime() })

/** The board on which confirmed suppliers look for partners for a challenge, for programs. */
export const partnerBoardEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/challenges/{id}/partners',
    summary:
      'List the suppliers that are open to partners for a challenge; for confirmed suppliers, until the deadline',
    answer: z.object({
      own: line.nullable(),
      others: z.array(line.extend({ supplierId: z.string(), supplierName: z.string() })),
    }),
    handle: async ({ actor, params: { id } }) => {
      const { own, others } = await readPartnerBoard(actor, id)
      return { own, others }
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/challenges/{id}/partners/own',
    summary: 'Say that your supplier is open to partners for a challenge, in a line each',
    body: partnerLineSchema,
    answer: z.object({}),
    handle: async ({ actor, params: { id }, body }) => {
      await writePartnerLine(actor, id, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'delete',
    path: '/challenges/{id}/partners/own',
    summary: 'Take the line of your supplier back',
    status: 204,
    answer: z.object({}),
    handle: ({ actor, params: { id } }) => withdrawPartnerLine(actor, id),
  }),
]
