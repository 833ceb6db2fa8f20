import { challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import { withKnownPlaces } from '../../shared/coaching/coach/places.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { templateFields } from '../../shared/resources/template.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { findResourceBySlug, resourcePolicy } from '../resources/index.ts'
import { startChallenge, whoDrafts } from './challenges.draft.service.ts'

/**
 * A new draft with the words of a template of the library. Its brackets are places that the gates know again.
 * @returns its id, and how many fields were copied besides the title
 * @throws AppError not-found for what is no published template, forbidden for those who may begin no challenge
 */
export async function startFromTemplate(actor: Actor, slug: string): Promise<{ id: string; copied: number }> {
  const template = await findResourceBySlug(actor, slug)
  if (template?.type !== 'template' || template.status !== 'published') throw notFound('Template')
  allow(resourcePolicy.use(actor, template), whoDrafts)
  const given = templateFields(withKnownPlaces(template.body))
  const fields = challengeFieldsSchema.safeParse({ title: template.title, ...given })
  if (!fields.success) {
    throw new AppError('conflict', 'This template does not fit the form any more. Tell a broker of it.')
  }
  return { id: await startChallenge(actor, fields.data), copied: Object.keys(given).length }
}
