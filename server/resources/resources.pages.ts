import { scriptJson } from '../../shared/platform/script-json.ts'
import { resourceData } from '../../shared/resources/linked-data.ts'
import type { Request, RequestHandler, Response } from 'express'
import {
  gateLabels,
  pictureLabels,
  placesOfHelp,
  resourceRouteLabels,
  sectorLabels,
} from '../../shared/resources/facets.ts'
import { resourceTypeLabels, type ResourceContent } from '../../shared/resources/resource.ts'
import { citation } from '../../shared/resources/cite.ts'
import { facetNames, resourceListQuery } from '../../shared/resources/list-query.ts'
import { resourceFilingForm, resourceFormSchema } from '../../shared/resources/resources.schema.ts'
import { formatDate } from '../../shared/platform/dates.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { templateHeadings } from '../../shared/resources/template.ts'
import { allow } from '../platform/errors.ts'
import { fragmentsOf } from '../platform/fragments.ts'
import { form, type FormState, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sentByForm, sharedForm } from '../platform/unseen-changes.ts'
import type { ResourceRecord } from './resources.model.ts'
import { resourcePolicy } from './resources.policy.ts'
import { presentFacets } from './resources.facets.ts'
import { brokenLinks } from './resources.links.service.ts'
import { presentDetails, presentFound, presentResource } from './resources.presenter.ts'
import { listResources } from './resources.search.service.ts'
import { resourceShown } from './resources.shown.ts'
import { getResourceBySlug, listObjections, listTopics, relatedResources } from './resources.service.ts'
import {
  addResource,
  editResource,
  publishResource,
  unpublishResource,
  whyNotEdited,
} from './resources.write.service.ts'

/** The library: search, filter, sort, page through. */
export const list: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  const query = resourceListQuery.parse(req.query)
  const [found, topics] = await Promise.all([listResources(actor, query), listTopics(actor)])
  const { page, ...filters } = query
  res.render('resources/list', {
    ...found,
    resources: found.items.map((resource) => presentFound(resource, actor, query.q)),
    query,
    filters: { ...filters, sort: query.sort ? found.sort : '' },
    topics,
    facetsShown: presentFacets(query, found.facets),
    isFiltered: query.q !== '' || query.topic !== '' || facetNames.some((name) => query[name].length > 0),
    may: { add: resourcePolicy.add(actor) },
  })
}

/** What people say against innovation, and what answers it. */
export const objections: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  const found = await listObjections(actor)
  res.render('resources/objections', {
    articles: found.map((resource) => ({ ...presentResource(resource, actor), ...presentDetails(resource) })),
  })
}

// What a broker is told after a step; only these words, whatever the address says.
const notices: Record<string, string | undefined> = {
  added: 'Saved as a draft. Publish it when it is ready.',
  saved: 'Your changes are saved.',
  dated: 'The dates are saved.',
  filed: 'The file is saved.',
  unfiled: 'The file is gone.',
  published: 'Everybody can read it now.',
  unpublished: 'It is a draft again: only brokers see it.',
}

/** One resource. */
export const show: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  const resource = await getResourceBySlug(actor, param(req, 'slug'))
  const address = `${config().publicUrl}/resources/${resource.slug}`
  res.render('resources/show', {
    notice: noticeFor(req, notices),
    address,
    fragments: await fragmentsOf('resource', actor, resource._id, req),
    linkedData: scriptJson(resourceData(resource, address)),
    mayKeep: resourcePolicy.add(actor),
    plan: resourcePolicy.add(actor)
      ? { publishAt: resource.publishAt, reviewOn: resource.reviewOn, broken: brokenLinks(resource) }
      : null,
    citation: citation(resource, address, formatDate(now())),
    related: (await relatedResources(resource)).map((other) => presentResource(other, actor)),
    resource: { ...presentResource(resource, actor), ...presentDetails(resource) },
  })
}

/** The empty form. */
export const add: RequestHandler = (req, res) => {
  allow(resourcePolicy.add(actorOf(req)), 'Only a broker can add to the library')
  showForm(req, res, formState({ type: 'article' }))
}

/** Adds a draft, or shows it as it will look. */
export const create: RequestHandler = form({
  schema: resourceFormSchema,
  show: (req, res, state) => {
    allow(resourcePolicy.add(actorOf(req)), 'Only a broker can add to the library')
    showForm(req, res, state)
  },
  act: async (input, req, res) => {
    const { action, revision: _, ...content } = input
    if (action === 'preview') return showPreview(req, res, content)
    const { slug } = await addResource(actorOf(req), content)
    res.redirect(303, `/resources/${slug}?done=added`)
  },
})

/** The form with what the resource says now. */
export const edit: RequestHandler = async (req, res) => {
  const resource = await getForEditing(req)
  showForm(req, res, formState(typed(resource)), resource)
}

/** Saves what was changed, or shows it as it will look. */
export const save: RequestHandler = form({
  schema: resourceFormSchema,
  show: async (req, res, state) => showForm(req, res, state, await getForEditing(req)),
  act: async (input, req, res) => {
    const resource = await getForEditing(req)
    const { action, revision, ...content } = sentByForm(input)
    if (action === 'preview') return showPreview(req, res, content, resource)
    await editResource(actorOf(req), resource._id, content, revision)
    res.redirect(303, `/resources/${resource.slug}?done=saved`)
  },
})

async function getForFiling(req: Request): Promise<ResourceRecord> {
  const resource = await getResourceBySlug(actorOf(req), param(req, 'slug'))
  allow(resourcePolicy.file(actorOf(req), resource), 'Only a broker can say how a resource is filed')
  return resource
}

const showFiling = (req: Request, res: Response, resource: ResourceRecord, state: FormState): void =>
  res.render('resources/filing', {
    resource,
    choices,
    form: sharedForm(req, state, resourceShown(resource)),
  })

/** How a resource is filed, by itself: its words may be others'. */
export const filing: RequestHandler = async (req, res) => {
  const resource = await getForFiling(req)
  showFiling(req, res, resource, formState(typed(resource)))
}

/** Saves how it is filed. */
export const saveFiling: RequestHandler = form({
  schema: resourceFilingForm,
  show: async (req, res, state) => showFiling(req, res, await getForFiling(req), state),
  act: async (input, req, res) => {
    const { revision, ...filed } = sentByForm(input)
    const { _id, slug } = await getForFiling(req)
    await editResource(actorOf(req), _id, filed, revision)
    res.redirect(303, `/resources/${slug}?done=saved`)
  },
})

/** Publishes a draft. */
export const publish: RequestHandler = async (req, res) => {
  const { _id, slug } = await getResourceBySlug(actorOf(req), param(req, 'slug'))
  await publishResource(actorOf(req), _id)
  res.redirect(303, `/resources/${slug}?done=published`)
}

/** Takes a published resource back. */
export const unpublish: RequestHandler = async (req, res) => {
  const { _id, slug } = await getResourceBySlug(actorOf(req), param(req, 'slug'))
  await unpublishResource(actorOf(req), _id)
  res.redirect(303, `/resources/${slug}?done=unpublished`)
}

async function getForEditing(req: Request): Promise<ResourceRecord> {
  const resource = await getResourceBySlug(actorOf(req), param(req, 'slug'))
  allow(resourcePolicy.edit(actorOf(req), resource), whyNotEdited(resource))
  return resource
}

/** A resource as its form holds it: lists with commas, and which save it is only as the form says it. */
function typed({ revision: _, ...resource }: ResourceRecord): object {
  return {
    ...resource,
    topics: resource.topics.join(', '),
    procurementActSections: resource.procurementActSections.join(', '),
    categories: resource.categories.join(', '),
  }
}

function showPreview(req: Request, res: Response, content: ResourceContent, resource?: ResourceRecord): void {
  // A file is not typed: it stays what it is.
  const preview = {
    ...content,
    ...presentDetails(content),
    file: resource?.file ?? null,
    slug: resource?.slug ?? '',
  }
  showForm(req, res, formState(req.body as object), resource, preview)
}

const itemsOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, text]) => ({ value, text }))

const choices = {
  types: itemsOf(resourceTypeLabels),
  gates: itemsOf(gateLabels),
  routes: itemsOf(resourceRouteLabels),
  sectors: itemsOf(sectorLabels),
  helpsAt: itemsOf(placesOfHelp),
  pictures: itemsOf(pictureLabels),
}

function showForm(
  req: Request,
  res: Response,
  state: FormState,
  resource?: ResourceRecord,
  preview?: ResourceContent & ReturnType<typeof presentDetails>,
): void {
  res.render('resources/edit', {
    form: resource ? sharedForm(req, state, resourceShown(resource)) : state,
    resource,
    choices,
    preview,
    templateHeadings: Object.keys(templateHeadings),
  })
}
