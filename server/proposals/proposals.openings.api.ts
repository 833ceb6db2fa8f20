import { z } from 'zod'
import { extendDeadlineSchema } from '../../shared/challenges/challenges.schema.ts'
import { comeToOpenSchema, handOverSchema } from '../../shared/proposals/opening.schema.ts'
import { receiptSchema } from '../../shared/proposals/receipt.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { extendAfterFailure } from './proposals.extension.service.ts'
import { handOverWith } from './proposals.openings.hand-over.service.ts'
import { readOpening } from './proposals.openings.read.service.ts'
import { comeToOpenWith } from './proposals.openings.service.ts'
import { readSignedReceipt } from './proposals.read.service.ts'
import { isGenuine, publishedKeys } from './receipt-keys.ts'

const tag = 'proposals'
const id = z.string().max(40)
const params = z.object({ id })
const signedReceipt = receiptSchema.meta({ id: 'SignedReceipt' })

/** Opening what was sealed, and receipts that anybody can check, for programs. */
export const openingsEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/opening',
    summary: 'Read how the opening of the proposals stands, as its buyers or a broker',
    tag,
    auth: 'signed-in',
    params,
    answer: z
      .object({
        respondBy: z.iso.datetime().nullable(),
        opensFrom: z.iso.datetime().nullable(),
        openedAt: z.iso.datetime().nullable(),
        holders: z.array(
          z.object({
            holder: z.string(),
            name: z.string(),
            isBrokerage: z.boolean(),
            cameAt: z.iso.datetime().nullable(),
          }),
        ),
        mayOpen: z.boolean(),
        mayExtend: z.boolean(),
        check: z
          .object({
            total: z.int(),
            done: z.int(),
            broken: z.array(z.string()).describe('References of those that are not what was sealed'),
            endedAt: z.iso.datetime().nullable(),
          })
          .nullable()
          .describe('How far it is with comparing everything with what was sealed; for buyers, once opened'),
      })
      .meta({ id: 'Opening' }),
    handle: ({ actor, params: { id: challengeId } }) => readOpening(actor, challengeId),
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/opening/extension',
    summary: 'Extend a deadline that has passed, for everybody, after a failure of this service',
    tag,
    auth: 'signed-in',
    params,
    body: extendDeadlineSchema,
    answer: z.object({ version: z.int() }),
    handle: async ({ actor, params: { id: challengeId }, body }) => ({
      version: await extendAfterFailure(actor, challengeId, body),
    }),
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/opening',
    summary: 'Come to open the proposals, with your password again; the second of two holders opens them',
    tag,
    auth: 'signed-in',
    params,
    body: comeToOpenSchema,
    answer: z.object({ isOpen: z.boolean() }),
    handle: async ({ actor, params: { id: challengeId }, body: { password } }) => ({
      isOpen: await comeToOpenWith(actor, challengeId, password),
    }),
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/opening/hand-over',
    summary: 'Give a share of the opening key to another officer, with your password again',
    tag,
    auth: 'signed-in',
    params,
    body: handOverSchema,
    answer: z.object({}),
    handle: async ({ actor, params: { id: challengeId }, body }) => {
      await handOverWith(actor, challengeId, body)
      return {}
    },
  }),
  endpoint({
    method: 'get',
    path: '/proposals/{id}/receipts/{version}',
    summary: 'Read the signed receipt of one submission of your own proposal',
    tag,
    auth: 'signed-in',
    params: z.object({ id, version: z.coerce.number().int().min(1).max(100_000) }),
    answer: signedReceipt,
    handle: ({ actor, params: { id: proposalId, version } }) => readSignedReceipt(actor, proposalId, version),
  }),
  endpoint({
    method: 'get',
    path: '/receipt-keys',
    summary: 'List the keys that receipts are signed with',
    tag,
    auth: 'anyone',
    answer: z.object({ keys: z.array(z.object({ keyId: z.string(), publicKey: z.string() })) }),
    handle: async () => ({ keys: await publishedKeys() }),
  }),
  endpoint({
    method: 'post',
    path: '/receipts/check',
    summary: 'Check a receipt; needs no account',
    tag,
    auth: 'anyone',
    body: receiptSchema,
    answer: z.object({ isGenuine: z.boolean() }),
    handle: async ({ body }) => ({ isGenuine: isGenuine(body, await publishedKeys()) }),
  }),
]
