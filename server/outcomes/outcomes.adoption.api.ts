import { z } from 'zod'
import {
  adoptionStatuses,
  adoptSchema,
  answerAdoptionSchema,
  askToAdoptSchema,
  termsSchema,
  withdrawAdoptionSchema,
} from '../../shared/outcomes/adoption.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { listAdoptions, readAdoptable, readAdoption } from './outcomes.adoption.read.service.ts'
import {
  adopt,
  answerAdoption,
  askToAdopt,
  setTerms,
  startFromPilot,
  withdrawAdoption,
} from './outcomes.adoption.service.ts'

const id = z.string().max(40)
const params = z.object({ id, submissionId: id })
const ofAdoption = z.object({ adoptionId: id })
const common = { tag: 'outcomes', auth: 'signed-in' } as const
const shown = '/challenges/{id}/results/{submissionId}'
const done = z.object({})
const made = z.object({ id: z.string() })

const placeOf = ({ id: challengeId, submissionId }: z.output<typeof params>) => ({
  challengeId,
  submissionId,
})

const adoptionAnswer = z
  .looseObject({
    id: z.string(),
    status: z.enum(adoptionStatuses),
    organisationName: z.string(),
    asked: z.looseObject({ words: z.string() }).nullable(),
  })
  .meta({ id: 'Adoption' })

const asking: Endpoint[] = [
  endpoint({
    ...common,
    auth: 'anyone',
    method: 'get',
    path: `${shown}/ways`,
    summary:
      'Read by which lawful ways another authority can do the same, and on what terms both sides share',
    params,
    answer: z
      .looseObject({
        ways: z.array(
          z.looseObject({ id: z.string(), state: z.string(), why: z.string(), section: z.string() }),
        ),
        adoptions: z.number(),
        /** Which terms these are: who asks to adopt, or adopts, says that they are those that they read. */
        termsVersion: z.string(),
      })
      .meta({ id: 'WaysToAdopt' }),
    handle: ({ actor, params: place }) => readAdoptable(actor, placeOf(place)),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${shown}/adoptions`,
    summary: 'Ask the owner of a pilot to help you do the same',
    params,
    body: askToAdoptSchema,
    status: 201,
    answer: made,
    handle: ({ actor, params: place, body }) => askToAdopt(actor, placeOf(place), body),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${shown}/draft`,
    summary: 'Begin a draft challenge with the words of one whose pilot was measured',
    params,
    status: 201,
    answer: made,
    handle: async ({ actor, params: place }) => ({ id: await startFromPilot(actor, placeOf(place)) }),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/challenges/{id}/pilots/{submissionId}/terms',
    summary: 'Say on what terms your side of a pilot shares; public once the results are',
    params,
    body: termsSchema,
    answer: done,
    handle: async ({ actor, params: place, body }) => {
      await setTerms(actor, placeOf(place), body)
      return {}
    },
  }),
]

const adoptions: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/adoptions',
    summary: 'List what your authority asked of others, and what it is asked',
    answer: z.object({
      items: z.array(z.looseObject({ id: z.string(), status: z.enum(adoptionStatuses), isOwn: z.boolean() })),
    }),
    handle: async ({ actor }) => ({ items: await listAdoptions(actor) }),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/adoptions/{adoptionId}',
    summary: 'Read an adoption of your authority, asked or asking',
    params: ofAdoption,
    answer: adoptionAnswer,
    handle: ({ actor, params: { adoptionId } }) => readAdoption(actor, adoptionId),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/adoptions/{adoptionId}/answer',
    summary: 'Say for the owner whether it helps',
    params: ofAdoption,
    body: answerAdoptionSchema,
    answer: done,
    handle: async ({ actor, params: { adoptionId }, body }) => {
      await answerAdoption(actor, adoptionId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/adoptions/{adoptionId}/adopted',
    summary: 'Say that your authority buys the same, and by which way; it is counted in public',
    params: ofAdoption,
    body: adoptSchema,
    answer: done,
    handle: async ({ actor, params: { adoptionId }, body }) => {
      await adopt(actor, adoptionId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/adoptions/{adoptionId}/withdrawn',
    summary: 'Say that your authority does not go on with it',
    params: ofAdoption,
    body: withdrawAdoptionSchema,
    answer: done,
    handle: async ({ actor, params: { adoptionId }, body }) => {
      await withdrawAdoption(actor, adoptionId, body.words)
      return {}
    },
  }),
]

/** What other authorities make of pilots, for programs. */
export const adoptionEndpoints: Endpoint[] = [...asking, ...adoptions]
