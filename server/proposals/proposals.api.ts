import { z } from 'zod'
import { proposalResults, proposalStatuses } from '../../shared/proposals/proposal.ts'
import { draftSchema, submitSchema, withdrawSchema } from '../../shared/proposals/proposals.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { beginDraftAnew } from './proposals.anew.service.ts'
import { consortiumEndpoints } from './proposals.consortium.api.ts'
import { contentAnswer } from './proposals.content.answer.ts'
import { DraftUnreadable } from './proposals.drafts.service.ts'
import { filesEndpoints } from './proposals.files.api.ts'
import { formEndpoints } from './proposals.form.api.ts'
import { openingsEndpoints } from './proposals.openings.api.ts'
import { partnerBoardEndpoints } from './proposals.partner-board.api.ts'
import { readProposal } from './proposals.read.service.ts'
import { listReceived } from './proposals.received.service.ts'
import { listOwnProposals, saveDraft, startProposal } from './proposals.service.ts'
import { submitProposal, withdrawProposal } from './proposals.submit.service.ts'

const tag = 'proposals'
const params = z.object({ id: z.string().max(40) })

const receiptAnswer = z
  .object({
    reference: z.string(),
    version: z.number().int(),
    receivedAt: z.iso.datetime(),
    sha256: z.string(),
  })
  .meta({ id: 'Receipt' })

const proposalAnswer = z
  .object({
    id: z.string(),
    status: z.enum(proposalStatuses),
    draft: contentAnswer,
    revision: z.number().int(),
    savedAt: z.iso.datetime(),
    missing: z.record(z.string(), z.string()).meta({ description: 'What is missing or too long, by field' }),
    isAboveBudget: z.boolean(),
    anonymity: z
      .object({
        isAsked: z.boolean(),
        places: z.array(z.object({ field: z.string(), title: z.string(), found: z.array(z.string()) })),
      })
      .meta({ description: 'Whether it is first read without names, and where it names those who wrote it' }),
    receipts: z.array(receiptAnswer),
  })
  .meta({ id: 'Proposal' })

/** The proposals room for programs. */
export const proposalsEndpoints: Endpoint[] = [
  ...filesEndpoints,
  ...formEndpoints,
  ...consortiumEndpoints,
  ...partnerBoardEndpoints,
  ...openingsEndpoints,
  endpoint({
    method: 'get',
    path: '/proposals',
    summary: "List your supplier's proposals",
    tag,
    auth: 'signed-in',
    answer: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          challengeId: z.string(),
          challengeTitle: z.string(),
          status: z.enum(proposalStatuses),
          result: z
            .enum(proposalResults)
            .nullable()
            .meta({ description: 'What you were told of it; null before the feedback is sent' }),
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listOwnProposals(actor) }),
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/proposals',
    summary: 'Start a proposal, or get the one you have',
    tag,
    auth: 'signed-in',
    params,
    status: 201,
    answer: z.object({ id: z.string(), isNew: z.boolean() }),
    handle: ({ actor, params: { id } }) => startProposal(actor, id),
  }),
  endpoint({
    method: 'get',
    path: '/challenges/{id}/proposals',
    summary: 'Read what was submitted, as the authority and after the opening; null while sealed',
    tag,
    auth: 'signed-in',
    params,
    answer: z.object({
      received: z
        .array(
          receiptAnswer
            .omit({ version: true })
            .extend({ id: z.string(), supplierId: z.string(), content: contentAnswer }),
        )
        .nullable(),
      unreadable: z
        .array(z.string())
        .describe('References of those that cannot be read: what is stored is not what was sealed'),
    }),
    handle: async ({ actor, params: { id } }) => {
      const { received, unreadable } = await listReceived(actor, id)
      return {
        unreadable,
        received:
          received?.map(({ id: submissionId, supplierId, reference, receivedAt, sha256, content }) => ({
            id: submissionId,
            supplierId,
            reference,
            receivedAt,
            sha256,
            content,
          })) ?? null,
      }
    },
  }),
  endpoint({
    method: 'get',
    path: '/proposals/{id}',
    summary: 'Read your own proposal',
    tag,
    auth: 'signed-in',
    params,
    answer: proposalAnswer,
    handle: async ({ actor, params: { id } }) => {
      const {
        challenge,
        plan: _plan,
        partners: _partners,
        list: _list,
        isUnreadable,
        ...proposal
      } = await readProposal(actor, id)
      if (isUnreadable) throw new DraftUnreadable()
      return { ...proposal, challengeId: challenge.id }
    },
  }),
  endpoint({
    method: 'post',
    path: '/proposals/{id}/begin-anew',
    summary: 'Begin a draft anew that cannot be read any more, with what was submitted last or with nothing',
    tag,
    auth: 'signed-in',
    params,
    body: withdrawSchema,
    answer: z.object({}),
    handle: async ({ actor, params: { id } }) => {
      await beginDraftAnew(actor, id)
      return {}
    },
  }),
  endpoint({
    method: 'put',
    path: '/proposals/{id}',
    summary: 'Save the draft',
    tag,
    auth: 'signed-in',
    params,
    body: draftSchema,
    answer: z.object({ revision: z.number().int(), savedAt: z.iso.datetime() }),
    handle: ({ actor, params: { id }, body }) => saveDraft(actor, id, body),
  }),
  endpoint({
    method: 'post',
    path: '/proposals/{id}/submit',
    summary: 'Submit the draft as it stands at a revision',
    tag,
    auth: 'signed-in',
    params,
    body: submitSchema,
    answer: receiptAnswer,
    handle: ({ actor, params: { id }, body }) => submitProposal(actor, id, body.revision, body.seen),
  }),
  endpoint({
    method: 'post',
    path: '/proposals/{id}/withdraw',
    summary: 'Withdraw a submitted proposal before the deadline',
    tag,
    auth: 'signed-in',
    params,
    answer: z.object({}),
    handle: async ({ actor, params: { id } }) => {
      await withdrawProposal(actor, id)
      return {}
    },
  }),
]
