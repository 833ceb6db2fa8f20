import { z } from 'zod'
import type { Actor } from '../../shared/platform/actor.ts'
import { cursorQuery } from '../../shared/platform/pagination.ts'
import { severalLike, severalOf, wordsAsked } from '../../shared/platform/query-values.ts'
import { helpPlaces, ipecGates, pictures, resourceRoutes, sectors } from '../../shared/resources/facets.ts'
import { facetNames } from '../../shared/resources/list-query.ts'
import { resourceStatuses, resourceTypes } from '../../shared/resources/resource.ts'
import {
  resourcePatchSchema,
  resourceSchema,
  sectionPattern,
} from '../../shared/resources/resources.schema.ts'
import { resourceDatesSchema } from '../../shared/resources/resources.dates.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { revisionOf } from '../platform/unseen-changes.ts'
import { dateResource, getDates } from './resources.dates.service.ts'
import { resourceFileAnswer, resourceFilesEndpoints } from './resources.files.api.ts'
import type { ResourceRecord } from './resources.model.ts'
import { presentResource } from './resources.presenter.ts'
import { countResources, listResourcesAfter, sortsAfter } from './resources.after.service.ts'
import { brokenLinks, listBrokenLinks } from './resources.links.service.ts'
import { datesShown, resourceShown } from './resources.shown.ts'
import { getResource } from './resources.service.ts'
import { listResourceVersions } from './resources.versions.service.ts'
import { addResource, patchResource } from './resources.write.service.ts'

const params = z.object({ id: z.string() })

const answer = z
  .object({
    id: z.string(),
    slug: z.string(),
    type: z.enum(resourceTypes),
    label: z.string(),
    title: z.string(),
    summary: z.string(),
    body: z.string(),
    number: z.number().int().nullable(),
    minutes: z.number().int().nullable(),
    link: z.string(),
    mediaLink: z.string(),
    transcript: z.string(),
    objection: z.string(),
    fairness: z.string(),
    publisher: z.string(),
    publishedOn: z.string(),
    topics: z.array(z.string()),
    procurementActSections: z.array(z.string()),
    place: z.string(),
    gates: z.array(z.enum(ipecGates)),
    routes: z.array(z.enum(resourceRoutes)),
    sectors: z.array(z.enum(sectors)),
    categories: z.array(z.string()),
    helpsAt: z.array(z.enum(helpPlaces)),
    picture: z.enum(pictures),
    readingMinutes: z.number().int(),
    status: z.enum(resourceStatuses),
    publishedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    revision: z.string().meta({ description: 'Names these words: send it with a change of them' }),
    file: resourceFileAnswer.nullable(),
    isMeasured: z.boolean().meta({ description: 'A case study of a pilot, agreed by both of its sides' }),
    may: z.object({
      edit: z.boolean(),
      file: z.boolean(),
      publish: z.boolean(),
      unpublish: z.boolean(),
      use: z.boolean(),
      attach: z.boolean(),
    }),
  })
  .meta({ id: 'Resource' })

const resourceDates = z
  .object({
    publishAt: z.iso.datetime().nullable(),
    reviewOn: z.iso.datetime().nullable(),
    revision: z.string().meta({ description: 'Names these dates: send it with a change of them' }),
  })
  .meta({ id: 'ResourceDates' })

const resourceVersions = z
  .object({
    items: z.array(
      z.object({
        number: z.number().int(),
        savedAt: z.iso.datetime(),
        changed: z
          .array(z.string())
          .nullable()
          .meta({ description: 'Fields that differ from the version before; null for the first' }),
        content: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'ResourceVersions' })

const resourceJson = (resource: ResourceRecord, actor: Actor) => ({
  ...presentResource(resource, actor),
  revision: revisionOf(resourceShown(resource)),
})

const datesJson = (resource: ResourceRecord) => {
  const { publishAt, reviewOn } = resource
  return { publishAt, reviewOn, revision: revisionOf(datesShown(resource)) }
}

/** What programs narrow the library by; each may be given several times. */
const filters = {
  q: wordsAsked,
  type: severalOf(resourceTypes),
  gate: severalOf(ipecGates),
  route: severalOf(resourceRoutes),
  sector: severalOf(sectors),
  section: severalLike(sectionPattern, 'Give a section like 20 or Schedule 2'),
  category: severalLike(/^\d{2}$/, 'Give a division of the CPV: two digits'),
  place: severalLike(/^.{1,120}$/u, 'Give a place in 120 characters or fewer'),
  year: severalLike(/^\d{4}$/, 'Give a year: four digits'),
  topic: z.string('Give one topic').trim().max(60, 'A topic has 60 characters or fewer').optional(),
}

const brokenAnswer = z
  .object({
    id: z.string(),
    slug: z.string(),
    title: z.string(),
    links: z.array(
      z.object({
        url: z.string(),
        fault: z.string(),
        status: z.number().int().nullable(),
        lookedAt: z.iso.datetime(),
        brokenSince: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'ResourceWithBrokenLinks' })

/** The library for programs: everybody reads, brokers write. */
export const resourcesEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/resources',
    summary: 'List the resources of the library, newest first unless said',
    tag: 'resources',
    auth: 'anyone',
    query: cursorQuery.extend({ ...filters, sort: z.enum(sortsAfter).default('newest') }),
    answer: z.object({ items: z.array(answer), nextCursor: z.string().nullable() }),
    handle: async ({ actor, query }) => {
      const { items, nextCursor } = await listResourcesAfter(actor, query)
      return { items: items.map((resource) => resourceJson(resource, actor)), nextCursor }
    },
  }),
  endpoint({
    method: 'get',
    path: '/resources/counts',
    summary: 'Count what each filter of the library would find, with all others as they are',
    tag: 'resources',
    auth: 'anyone',
    query: z.object(filters),
    answer: z.record(z.enum(facetNames), z.array(z.object({ value: z.string(), count: z.number().int() }))),
    handle: ({ actor, query }) => countResources(actor, query),
  }),
  endpoint({
    method: 'get',
    path: '/resources/broken-links',
    summary: 'List the links of the library that were found broken (brokers)',
    tag: 'resources',
    auth: 'signed-in',
    answer: z.object({ items: z.array(brokenAnswer) }),
    handle: async ({ actor }) => ({
      items: (await listBrokenLinks(actor)).map((resource) => ({
        id: resource._id,
        slug: resource.slug,
        title: resource.title,
        links: brokenLinks(resource).map(({ url, fault, status, at, brokenSince }) => ({
          url,
          fault,
          status,
          lookedAt: at,
          brokenSince,
        })),
      })),
    }),
  }),
  endpoint({
    method: 'get',
    path: '/resources/{id}',
    summary: 'Read a resource',
    tag: 'resources',
    auth: 'anyone',
    params,
    answer,
    handle: async ({ actor, params: { id } }) => resourceJson(await getResource(actor, id), actor),
  }),
  endpoint({
    method: 'post',
    path: '/resources',
    summary: 'Add a resource as a draft (brokers)',
    tag: 'resources',
    auth: 'signed-in',
    status: 201,
    body: resourceSchema,
    answer,
    handle: async ({ actor, body }) => resourceJson(await addResource(actor, body), actor),
  }),
  endpoint({
    method: 'patch',
    path: '/resources/{id}',
    summary: 'Change, publish or take back a resource (brokers)',
    tag: 'resources',
    auth: 'signed-in',
    params,
    body: resourcePatchSchema,
    answer,
    handle: async ({ actor, params: { id }, body }) =>
      resourceJson(await patchResource(actor, id, body), actor),
  }),
  endpoint({
    method: 'get',
    path: '/resources/{id}/dates',
    summary: 'Read when a draft is published by itself, and when a resource is looked at again (brokers)',
    tag: 'resources',
    auth: 'signed-in',
    params,
    answer: resourceDates,
    handle: async ({ actor, params: { id } }) => datesJson(await getDates(actor, id)),
  }),
  endpoint({
    method: 'put',
    path: '/resources/{id}/dates',
    summary: 'Say when a draft is published by itself, and when a resource is looked at again (brokers)',
    tag: 'resources',
    auth: 'signed-in',
    params,
    body: resourceDatesSchema,
    answer: resourceDates,
    handle: async ({ actor, params: { id }, body }) => {
      return datesJson(await dateResource(actor, id, body))
    },
  }),
  endpoint({
    method: 'get',
    path: '/resources/{id}/versions',
    summary: 'Read what a resource has said, the newest first (brokers)',
    tag: 'resources',
    auth: 'signed-in',
    params,
    answer: resourceVersions,
    handle: async ({ actor, params: { id } }) => {
      const versions = await listResourceVersions(actor, await getResource(actor, id))
      return {
        items: versions.map(({ number, content, changed, savedAt }) => ({
          number,
          content,
          changed,
          savedAt,
        })),
      }
    },
  }),
  ...resourceFilesEndpoints,
]
