import { z } from 'zod'
import {
  changeSearchSchema,
  saveSearchSchema,
  searchCriteriaSchema,
} from '../../shared/challenges/saved-search.schema.ts'
import { searchAlerts } from '../../shared/challenges/saved-search.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import type { SavedSearchRecord } from './challenges.searches.model.ts'
import { countFound } from './challenges.search.service.ts'
import { changeSearch, deleteSearch, listSavedSearches, saveSearch } from './challenges.searches.service.ts'

const params = z.object({ id: z.string().max(40) })
const common = { tag: 'challenges', auth: 'signed-in' } as const

const searchAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    alert: z.enum(searchAlerts),
    search: searchCriteriaSchema,
    count: z.number().int(),
    createdAt: z.date(),
  })
  .meta({ id: 'SavedSearch' })

async function present({ _id: id, name, alert, criteria, createdAt }: SavedSearchRecord) {
  const search = searchCriteriaSchema.parse(criteria)
  return { id, name, alert, search, count: await countFound(criteria), createdAt }
}

/** Saved searches for programs: each person's own. */
export const savedSearchEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/saved-searches',
    summary: 'List your saved searches, with how many challenges each finds now',
    answer: z.object({ items: z.array(searchAnswer) }),
    handle: async ({ actor }) => ({
      items: await Promise.all((await listSavedSearches(actor)).map(present)),
    }),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/saved-searches',
    summary: 'Save a search under a name, and hear of what it newly finds',
    status: 201,
    body: saveSearchSchema,
    answer: searchAnswer,
    handle: async ({ actor, body: { name, alert, search } }) =>
      present(await saveSearch(actor, { name, alert, criteria: search })),
  }),
  endpoint({
    ...common,
    method: 'patch',
    path: '/saved-searches/{id}',
    summary: 'Give a saved search another name, choose when you hear of what it finds, or what it looks for',
    params,
    body: changeSearchSchema,
    answer: searchAnswer,
    handle: async ({ actor, params: { id }, body: { search: criteria, ...changes } }) =>
      present(await changeSearch(actor, id, { ...changes, criteria })),
  }),
  endpoint({
    ...common,
    method: 'delete',
    path: '/saved-searches/{id}',
    summary: 'Delete a saved search',
    params,
    status: 204,
    answer: z.null(),
    handle: ({ actor, params: { id } }) => deleteSearch(actor, id),
  }),
]
