import { z } from 'zod'
import {
  agreeSchema,
  announceReadSchema,
  cancelEngagementSchema,
  editEngagementSchema,
  engagementSchema,
  notesSchema,
  registerSchema,
} from '../../shared/groups/engagements.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { revisionOf } from '../platform/unseen-changes.ts'
import { announceEngagement } from './groups.announce.service.ts'
import { draftJointChallenge } from './groups.drafting.service.ts'
import { notesWords, plannedWords } from './groups.engagement-words.ts'
import { presentEngagement } from './groups.engagements.presenter.ts'
import {
  agreeToEngagement,
  cancelEngagement,
  editEngagement,
  getEngagement,
  listAnnounced,
  planEngagement,
  withdrawAgreement,
} from './groups.engagements.service.ts'
import { publishNotes } from './groups.notes.service.ts'
import {
  listRegistrations,
  registerForEngagement,
  withdrawRegistration,
} from './groups.registrations.service.ts'

const id = z.string().max(40)
const params = z.object({ id })
const common = { tag: 'groups', auth: 'signed-in' } as const
const nothing = { status: 204, answer: z.null() } as const
const made = { status: 201, answer: z.object({ id: z.string() }) } as const

const engagementAnswer = z
  .object({
    id: z.string(),
    title: z.string(),
    state: z.enum(['planned', 'announced', 'under-way', 'held', 'cancelled']),
    learn: z.string(),
    questions: z.array(z.string()),
    startsAt: z.iso.datetime(),
    minutes: z.int(),
    place: z.string(),
    registerBy: z.iso.datetime(),
    lead: z.string(),
    authorities: z.array(z.string()),
    noticeId: z.string(),
    noNoticeReason: z.string(),
    cancelled: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
    notes: z.object({ text: z.string(), at: z.iso.datetime(), number: z.int() }).nullable(),
    words: z.string().meta({
      description:
        'Which words these are (not the place, nor until when one registers): who takes part, or announces them, says that they are those that they read',
    }),
    revision: z.string().meta({ description: 'Names all that is planned: send it with a change of it' }),
    notesRevision: z.string().meta({ description: 'Names the notes: send it with a correction of them' }),
  })
  .meta({ id: 'EarlyEngagement' })

const registrationAnswer = z
  .object({
    organisation: z.object({ id: z.string(), name: z.string() }),
    note: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'EngagementRegistration' })

async function engagementJson(actor: Actor, engagementId: string) {
  const shown = presentEngagement(await getEngagement(actor, engagementId), actor)
  const { title, state, learn, questions, startsAt, minutes, place, registerBy, lead } = shown
  const { authorities, noticeId, noNoticeReason, cancelled, notes, wordsKey: words } = shown
  const about = { id: engagementId, title, state, learn, questions, startsAt, minutes, place, registerBy }
  const revisions = {
    revision: revisionOf(plannedWords(shown)),
    notesRevision: revisionOf(notesWords(notes)),
  }
  return { ...about, lead, authorities, noticeId, noNoticeReason, cancelled, notes, words, ...revisions }
}

const reading: Endpoint[] = [
  endpoint({
    ...common,
    auth: 'anyone',
    method: 'get',
    path: '/engagements',
    summary: 'List the early market engagements that were announced',
    answer: z.object({ items: z.array(engagementAnswer) }),
    handle: async ({ actor }) => ({
      items: await Promise.all((await listAnnounced()).map(({ _id }) => engagementJson(actor, _id))),
    }),
  }),
  endpoint({
    ...common,
    auth: 'anyone',
    method: 'get',
    path: '/engagements/{id}',
    summary: 'Read an early market engagement, and its notes once they are published',
    params,
    answer: engagementAnswer,
    handle: ({ actor, params: { id: engagementId } }) => engagementJson(actor, engagementId),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/engagements/{id}/registrations',
    summary: 'Read who registered (the authorities that take part, and brokers), or what your firm wrote',
    params,
    answer: z.object({ items: z.array(registrationAnswer) }),
    handle: async ({ actor, params: { id: engagementId } }) => ({
      items: (await listRegistrations(actor, engagementId)).map(
        ({ organisationId, organisationName, note, at }) => ({
          organisation: { id: organisationId, name: organisationName },
          note,
          at,
        }),
      ),
    }),
  }),
]

const leading: Endpoint[] = [
  endpoint({
    ...common,
    ...made,
    method: 'post',
    path: '/groups/{id}/engagements',
    summary: 'Plan an early market engagement for a group (organisers)',
    params,
    body: engagementSchema,
    handle: async ({ actor, params: { id: groupId }, body }) => ({
      id: await planEngagement(actor, groupId, body),
    }),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/engagements/{id}',
    summary: 'Change what is planned',
    params,
    body: editEngagementSchema,
    handle: ({ actor, params: { id: engagementId }, body }) => editEngagement(actor, engagementId, body),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'post',
    path: '/engagements/{id}/announce',
    summary: 'Let everybody read it and suppliers register: the words that you read, 409 where they changed',
    params,
    body: announceReadSchema,
    handle: ({ actor, params: { id: engagementId }, body }) => announceEngagement(actor, engagementId, body),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'post',
    path: '/engagements/{id}/cancel',
    summary: 'Call it off before it has begun',
    params,
    body: cancelEngagementSchema,
    handle: ({ actor, params: { id: engagementId }, body }) =>
      cancelEngagement(actor, engagementId, body.reason),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/engagements/{id}/notes',
    summary: 'Publish the notes of what was said once it has begun, or correct them',
    params,
    body: notesSchema,
    handle: ({ actor, params: { id: engagementId }, body }) => publishNotes(actor, engagementId, body),
  }),
  endpoint({
    ...common,
    ...made,
    method: 'post',
    path: '/engagements/{id}/challenge',
    summary: 'Begin the joint challenge that comes of it; the answer is its id',
    params,
    handle: async ({ actor, params: { id: engagementId } }) => ({
      id: await draftJointChallenge(actor, engagementId),
    }),
  }),
]

const takingPart: Endpoint[] = [
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/engagements/{id}/participation',
    summary: 'Take part for your authority',
    params,
    body: agreeSchema,
    handle: ({ actor, params: { id: engagementId }, body }) =>
      agreeToEngagement(actor, engagementId, body.words),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'delete',
    path: '/engagements/{id}/participation',
    summary: 'Take your authority out of it',
    params,
    handle: ({ actor, params: { id: engagementId } }) => withdrawAgreement(actor, engagementId),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/engagements/{id}/registration',
    summary: 'Register your firm, or change its note',
    params,
    body: registerSchema.omit({ revision: true }),
    handle: ({ actor, params: { id: engagementId }, body }) =>
      registerForEngagement(actor, engagementId, body),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'delete',
    path: '/engagements/{id}/registration',
    summary: 'Take the registration back',
    params,
    handle: ({ actor, params: { id: engagementId } }) => withdrawRegistration(actor, engagementId),
  }),
]

/** Early market engagements for programs. */
export const engagementEndpoints: Endpoint[] = [...reading, ...leading, ...takingPart]
