import { z } from 'zod'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { personOf } from '../platform/request.ts'
import { organisationKinds, roles } from '../../shared/platform/actor.ts'
import { cursorQuery } from '../../shared/platform/pagination.ts'
import { directoryAsked } from '../../shared/organisations/directory.schema.ts'
import {
  changeRoleSchema,
  claimSchema,
  inviteMemberSchema,
  registerSupplierSchema,
} from '../../shared/organisations/organisations.schema.ts'
import { type PatchProfile, patchProfileSchema } from '../../shared/organisations/profile.schema.ts'
import type { SupplierProfile } from '../../shared/organisations/supplier-profile.ts'
import { organisationStatuses } from '../../shared/organisations/status.ts'
import { claimOrganisation } from './organisations.claim.service.ts'
import { awardsAfter, organisationsAfter, suppliersAfter } from './organisations.cursor.service.ts'
import { inviteMember } from './organisations.invite.service.ts'
import { changeRole, membersOf, removeMember } from './organisations.member.service.ts'
import { organisationPolicy } from './organisations.policy.ts'
import {
  presentAward,
  presentOrganisation,
  presentSummary,
  presentSupplier,
} from './organisations.presenter.ts'
import { saveSupplierProfile } from './organisations.profile.service.ts'
import { createOrganisation } from './organisations.register.service.ts'
import { getVisibleOrganisation } from './organisations.service.ts'

const id = z.object({ id: z.string() })
const organisationAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(organisationKinds),
    name: z.string(),
    status: z.enum(organisationStatuses),
    isExample: z.boolean().meta({ description: 'Invented for the demonstration' }),
    authority: z
      .object({ code: z.string(), gss: z.string(), nation: z.string(), region: z.string() })
      .nullable(),
  })
  .meta({ id: 'Organisation' })
const summaryAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(organisationStatuses),
    isClaimed: z.boolean(),
    isExample: z.boolean(),
    isSme: z.boolean().nullable(),
    isVcse: z.boolean().nullable(),
    regions: z.array(z.string()),
    categories: z.array(z.string()),
    awards: z.number().int(),
  })
  .meta({ id: 'SupplierSummary' })
const supplierAnswer = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    status: z.enum(organisationStatuses),
    whatWeDo: z.string(),
    capabilities: z.array(z.string()),
    categories: z.array(z.object({ code: z.string(), label: z.string() })),
    regions: z.array(z.object({ code: z.string(), name: z.string() })),
    may: z.object({ edit: z.boolean(), claim: z.boolean() }),
  })
  .meta({ id: 'Supplier' })
const awardAnswer = z
  .object({
    id: z.string(),
    buyer: z.string(),
    title: z.string(),
    text: z.string(),
    cpv: z.array(z.string()),
    regions: z.array(z.string()),
    valuePence: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Null: not published. Never zero for that.' }),
    suppliers: z.number().int().meta({ description: 'How many suppliers share the award and its value' }),
    date: z.iso.datetime(),
    url: z.string(),
  })
  .meta({ id: 'Award' })
const memberAnswer = z
  .object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    since: z.iso.datetime(),
  })
  .meta({ id: 'Member' })
const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

const reading: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/organisations',
    summary: 'List authorities and suppliers',
    tag: 'organisations',
    auth: 'anyone',
    query: cursorQuery.extend({ kind: z.enum(['authority', 'supplier']).optional() }),
    answer: pageOf(organisationAnswer),
    handle: async ({ query: { kind, ...cursor } }) => {
      const page = await organisationsAfter(kind, cursor)
      return { ...page, items: page.items.map(presentOrganisation) }
    },
  }),
  endpoint({
    method: 'get',
    path: '/organisations/{id}',
    summary: 'Read an organisation',
    tag: 'organisations',
    auth: 'anyone',
    params: id,
    answer: organisationAnswer,
    handle: async ({ actor, params }) => presentOrganisation(await getVisibleOrganisation(actor, params.id)),
  }),
  endpoint({
    method: 'get',
    path: '/suppliers',
    summary: 'Search the supplier directory',
    tag: 'suppliers',
    auth: 'anyone',
    query: directoryAsked.extend(cursorQuery.shape),
    answer: pageOf(summaryAnswer),
    handle: async ({ query: { cursor, limit, ...filter } }) => {
      const page = await suppliersAfter(filter, { cursor, limit })
      return { ...page, items: page.items.map(presentSummary) }
    },
  }),
  endpoint({
    method: 'get',
    path: '/suppliers/{id}',
    summary: 'Read a supplier’s profile',
    tag: 'suppliers',
    auth: 'anyone',
    params: id,
    answer: supplierAnswer,
    handle: async ({ actor, params }) => {
      const organisation = await getVisibleOrganisation(actor, params.id)
      if (organisation.kind !== 'supplier') throw notFound('Supplier')
      return presentSupplier(organisation, actor)
    },
  }),
  endpoint({
    method: 'get',
    path: '/suppliers/{id}/awards',
    summary: 'List a supplier’s public award records, latest first',
    tag: 'suppliers',
    auth: 'anyone',
    params: id,
    query: cursorQuery,
    answer: pageOf(awardAnswer),
    handle: async ({ actor, params, query }) => {
      const organisation = await getVisibleOrganisation(actor, params.id)
      const page = await awardsAfter(organisation.id, query)
      return { ...page, items: page.items.map(presentAward) }
    },
  }),
]

const writing: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/organisations',
    summary: 'Register a supplier',
    tag: 'organisations',
    auth: 'signed-in',
    body: registerSupplierSchema,
    answer: organisationAnswer,
    status: 201,
    handle: async ({ actor, body, req }) =>
      presentOrganisation(await createOrganisation(actor, { kind: 'supplier', ...body }, personOf(req))),
  }),
  endpoint({
    method: 'post',
    path: '/organisations/{id}/claim',
    summary: 'Claim a supplier from public records, or ask to join a council',
    tag: 'organisations',
    auth: 'signed-in',
    params: id,
    body: claimSchema,
    answer: z.object({ claimId: z.string() }),
    status: 201,
    handle: ({ actor, params, body, req }) => claimOrganisation(actor, params.id, body.why, personOf(req)),
  }),
  endpoint({
    method: 'patch',
    path: '/suppliers/{id}',
    summary: 'Change the profile of your own supplier; fields left out stay',
    tag: 'suppliers',
    auth: 'signed-in',
    params: id,
    body: patchProfileSchema,
    answer: supplierAnswer,
    handle: async ({ actor, params, body, req }) => {
      const changes = onlyGiven(body, (req.body ?? {}) as object)
      const { trlFrom, trlTo } = changes
      if (trlFrom && trlTo && trlFrom > trlTo) {
        const message = 'The highest level must be at or above the lowest'
        throw new AppError('invalid', message, { trlTo: message })
      }
      return presentSupplier(await saveSupplierProfile(actor, params.id, changes), actor)
    },
  }),
]

/** The fields that the caller named: a schema fills in what a form leaves empty, which here would erase. */
const onlyGiven = (parsed: PatchProfile, sent: object): Partial<SupplierProfile> =>
  Object.fromEntries(Object.entries(parsed).filter(([field]) => Object.hasOwn(sent, field)))

const memberParams = z.object({ id: z.string(), userId: z.string() })
const people: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/organisations/{id}/members',
    summary: 'List the members of your organisation',
    tag: 'organisations',
    auth: 'signed-in',
    params: id,
    answer: z.object({ items: z.array(memberAnswer) }),
    handle: async ({ actor, params }) => {
      const organisation = await getVisibleOrganisation(actor, params.id)
      if (!organisationPolicy.seeMembers(actor, organisation)) throw notFound('Organisation')
      const members = await membersOf(organisation.id)
      return {
        items: members.map(({ userId, name, email, role, since }) => ({ userId, name, email, role, since })),
      }
    },
  }),
  endpoint({
    method: 'post',
    path: '/organisations/{id}/invitations',
    summary: 'Invite somebody by e-mail',
    tag: 'organisations',
    auth: 'signed-in',
    params: id,
    body: inviteMemberSchema,
    answer: z.object({ id: z.string(), email: z.string(), role: z.enum(roles), expiresAt: z.iso.datetime() }),
    status: 201,
    handle: ({ actor, params, body }) => inviteMember(actor, params.id, body),
  }),
  endpoint({
    method: 'patch',
    path: '/organisations/{id}/members/{userId}',
    summary: 'Change what a member may do',
    tag: 'organisations',
    auth: 'signed-in',
    params: memberParams,
    body: changeRoleSchema,
    answer: z.object({}),
    status: 204,
    handle: ({ actor, params, body }) => changeRole(actor, params.id, params.userId, body.role),
  }),
  endpoint({
    method: 'delete',
    path: '/organisations/{id}/members/{userId}',
    summary: 'Remove a member, or leave',
    tag: 'organisations',
    auth: 'signed-in',
    params: memberParams,
    answer: z.object({}),
    status: 204,
    handle: ({ actor, params }) => removeMember(actor, params.id, params.userId),
  }),
]

/** The operations of the API on organisations and suppliers. */
export const organisationsEndpoints: Endpoint[] = [...reading, ...writing, ...people]
