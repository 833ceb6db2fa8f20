import type { Request, RequestHandler, Response } from 'express'
import { resourceDatesSchema } from '../../shared/resources/resources.dates.schema.ts'
import type { ResourceContent } from '../../shared/resources/resource.ts'
import { compareWords, type Difference } from '../platform/compare-words.ts'
import { allow, notFound } from '../platform/errors.ts'
import { form, type FormState, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sentByForm, sharedForm } from '../platform/unseen-changes.ts'
import { personName } from '../identity/index.ts'
import { dateResource } from './resources.dates.service.ts'
import type { ResourceRecord } from './resources.model.ts'
import { resourcePolicy } from './resources.policy.ts'
import { fieldWords } from './resources.presenter.ts'
import { asText, datesShown, fieldLabel } from './resources.shown.ts'
import { getResourceBySlug } from './resources.service.ts'
import { getResourceVersion, listResourceVersions, type ShownVersion } from './resources.versions.service.ts'

async function getForEditing(req: Request): Promise<ResourceRecord> {
  const resource = await getResourceBySlug(actorOf(req), param(req, 'slug'))
  allow(resourcePolicy.edit(actorOf(req), resource), 'Only a broker can change the library')
  return resource
}

const showDates = (req: Request, res: Response, resource: ResourceRecord, state: FormState): void =>
  res.render('resources/dates', { resource, form: sharedForm(req, state, datesShown(resource)) })

/** When it is published and looked at again. */
export const dates: RequestHandler = async (req, res) => {
  const resource = await getForEditing(req)
  showDates(req, res, resource, formState({ publishAt: resource.publishAt, reviewOn: resource.reviewOn }))
}

const formSchema = resourceDatesSchema.strip()

/** Keeps both dates. */
export const saveDates: RequestHandler = form({
  schema: formSchema,
  show: async (req, res, state) => showDates(req, res, await getForEditing(req), state),
  act: async (input, req, res) => {
    const resource = await getForEditing(req)
    await dateResource(actorOf(req), resource._id, sentByForm(input))
    res.redirect(303, `/resources/${resource.slug}?done=dated`)
  },
})

/** What a resource has said, save by save. */
export const versions: RequestHandler = async (req, res) => {
  const resource = await getForEditing(req)
  const kept = await listResourceVersions(actorOf(req), resource)
  res.render('resources/versions', {
    resource,
    versions: await Promise.all(
      kept.map(async (version) => ({
        ...version,
        by: version.savedBy ? await personName(version.savedBy) : '',
        changedWords: version.changed?.map((field) => fieldWords[field as keyof typeof fieldWords]) ?? null,
      })),
    ),
  })
}

/** What it said from one save on. */
export const version: RequestHandler = async (req, res) => {
  const resource = await getForEditing(req)
  const number = Number(param(req, 'number'))
  if (!Number.isInteger(number)) throw notFound('Version')
  const shown = await getResourceVersion(actorOf(req), resource, number)
  res.render('resources/version', { resource, version: shown, differences: differencesIn(shown) })
}

/** What a version changed, word by word, in the order of its form. */
function differencesIn({ changed, before, content }: ShownVersion): Difference[] {
  if (!changed || !before) return []
  return changed.map((field) => ({
    label: fieldLabel(field),
    parts: compareWords(
      asText(before[field as keyof ResourceContent]),
      asText(content[field as keyof ResourceContent]),
    ),
  }))
}
