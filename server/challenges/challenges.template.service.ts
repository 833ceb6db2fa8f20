import { challengeFieldsSchema } from '../../shared/challenges/challenges.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { templateFields } from '../../shared/resources/template.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { findResourceBySlug, resourcePolicy } from '../resources/index.ts'
import { startChallenge, whoDrafts } from './challenges.draft.service.ts'

/**
 * A new draft with the words of a template of the library.
 * @returns its id
 * @throws AppError not-found for what is no published template, forbidden for those who may begin no challenge
 */
export async function startFromTemplate(actor: Actor, slug: string): Promise<string> {
  const template = await findResourceBySlug(actor, slug)
  if (template?.type !== 'template' || template.status !== 'published') throw notFound('Template')
  allow(resourcePolicy.use(actor, template), whoDrafts)
  const fields = challengeFieldsSchema.safeParse({ title: template.title, ...templateFields(template.body) })
  if (!fields.success) {
    throw new AppError('conflict', 'This template does not fit the form any more. Tell a broker of it.')
  }
  return startChallenge(actor, fields.data)
}
