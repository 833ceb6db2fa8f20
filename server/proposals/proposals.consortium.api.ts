import { z } from 'zod'
import { partnershipStates } from '../../shared/proposals/consortium.ts'
import {
  answerPartnershipSchema,
  changePartnerSchema,
  confirmPartnershipSchema,
  consortiumSchema,
  invitePartnerSchema,
} from '../../shared/proposals/consortium.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import {
  changePartner,
  invitePartner,
  readConsortium,
  removePartner,
  saveConsortium,
} from './proposals.consortium.service.ts'
import {
  answerPartnership,
  confirmPartnership,
  leavePartnership,
  listPartnerships,
  readPartnership,
  readSharedDraft,
} from './proposals.partnerships.service.ts'
import { contentAnswer } from './proposals.content.answer.ts'

const common = { tag: 'proposals', auth: 'signed-in' } as const
const params = z.object({ id: z.string().max(40) })
const partnerParams = params.extend({ partnershipId: z.string().max(40) })
const nothing = z.object({})
const share = z.int().nullable()
const confirmed = z.object({ list: z.string(), at: z.iso.datetime() }).nullable()

const consortiumAnswer = z
  .object({
    leadRole: z.string(),
    leadShare: share,
    isOpenToPartners: z.boolean(),
    subcontractors: z.array(z.object({ name: z.string(), what: z.string(), share })),
    partners: z.array(
      z.object({
        id: z.string(),
        organisationId: z.string().nullable(),
        name: z.string(),
        state: z.enum(partnershipStates),
        role: z.string(),
        share,
        confirmed,
      }),
    ),
    problems: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Consortium' })

const partnershipAnswer = z
  .object({
    id: z.string(),
    challengeId: z.string(),
    lead: z.object({ id: z.string(), name: z.string() }),
    state: z.enum(partnershipStates),
    role: z.string(),
    share,
    confirmed,
    confirmations: z.object({
      list: z.string(),
      items: z.array(z.object({ id: z.string(), text: z.string(), source: z.string() })),
    }),
  })
  .meta({ id: 'Partnership' })

const leadEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/proposals/{id}/consortium',
    summary: 'Read the partners and subcontractors of your own proposal',
    params,
    answer: consortiumAnswer,
    handle: async ({ actor, params: { id } }) => {
      const { plan, partners, problems } = await readConsortium(actor, id)
      return {
        ...plan,
        problems,
        partners: partners.map((one) => ({
          id: one.id,
          organisationId: one.organisationId,
          name: one.name,
          state: one.state,
          role: one.role,
          share: one.share,
          confirmed: one.confirmed,
        })),
      }
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/proposals/{id}/consortium',
    summary: 'Save your own part, your subcontractors, and whether partners read the draft',
    params,
    body: consortiumSchema,
    answer: nothing,
    handle: async ({ actor, params: { id }, body }) => {
      await saveConsortium(actor, id, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/proposals/{id}/partners',
    summary: 'Invite a partner',
    params,
    body: invitePartnerSchema,
    status: 201,
    answer: z.object({ id: z.string() }),
    handle: ({ actor, params: { id }, body }) => invitePartner(actor, id, body),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/proposals/{id}/partners/{partnershipId}',
    summary: 'Change the part that a partner plays',
    params: partnerParams,
    body: changePartnerSchema,
    answer: nothing,
    handle: async ({ actor, params: { id, partnershipId }, body }) => {
      await changePartner(actor, id, partnershipId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'delete',
    path: '/proposals/{id}/partners/{partnershipId}',
    summary: 'Take a partner out',
    params: partnerParams,
    status: 204,
    answer: nothing,
    handle: ({ actor, params: { id, partnershipId } }) => removePartner(actor, id, partnershipId),
  }),
]

const partnerEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/partnerships',
    summary: 'List the consortia that your supplier was invited into',
    answer: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          challengeId: z.string(),
          challengeTitle: z.string(),
          leadName: z.string(),
          state: z.enum(partnershipStates),
        }),
      ),
    }),
    handle: async ({ actor }) => ({ items: await listPartnerships(actor) }),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/partnerships/{id}',
    summary: 'Read an invitation into a consortium',
    params,
    answer: partnershipAnswer,
    handle: async ({ actor, params: { id } }) => {
      const one = await readPartnership(actor, id)
      return {
        id,
        challengeId: one.challenge.id,
        lead: { id: one.leadId, name: one.leadName },
        state: one.state,
        role: one.role,
        share: one.share,
        confirmed: one.confirmed,
        confirmations: { list: one.list.from, items: one.list.items },
      }
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/partnerships/{id}/answer',
    summary: 'Accept or decline an invitation into a consortium',
    params,
    body: answerPartnershipSchema,
    answer: nothing,
    handle: async ({ actor, params: { id }, body }) => {
      await answerPartnership(actor, id, body.answer)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/partnerships/{id}/confirm',
    summary: "Give your organisation's own confirmations",
    params,
    body: confirmPartnershipSchema,
    answer: nothing,
    handle: async ({ actor, params: { id }, body }) => {
      await confirmPartnership(actor, id, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/partnerships/{id}/leave',
    summary: 'Leave a consortium before the deadline',
    params,
    answer: nothing,
    handle: async ({ actor, params: { id } }) => {
      await leavePartnership(actor, id)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/partnerships/{id}/draft',
    summary: 'Read the draft that the lead opened to its partners',
    params,
    answer: z.object({ draft: contentAnswer }),
    handle: async ({ actor, params: { id } }) => ({ draft: (await readSharedDraft(actor, id)).draft }),
  }),
]

/** Consortia for programs: the lead’s side and the partners’. */
export const consortiumEndpoints: Endpoint[] = [...leadEndpoints, ...partnerEndpoints]
