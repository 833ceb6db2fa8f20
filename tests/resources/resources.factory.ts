import type { Actor, Role } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { type ResourceInput, resourceSchema } from '../../shared/resources/resources.schema.ts'
import type { ResourceRecord } from '../../server/resources/index.ts'
import { addResource, publishResource } from '../../server/resources/resources.write.service.ts'

/** Somebody who acts for an organisation of this kind. */
export const somebody = (
  kind: 'authority' | 'supplier' | 'brokerage',
  role: Role = 'member',
  isVerified = true,
): Actor => ({
  kind: 'person',
  userId: newId(),
  organisation: { id: newId(), kind, name: `The ${kind}`, isVerified },
  role,
})

/** What a broker might write about a resource. */
export const resourceWords = (changes: Partial<ResourceInput> = {}): ResourceInput =>
  resourceSchema.parse({
    type: 'article',
    title: 'How a council bought warmth',
    summary: 'A council asked for warm homes and got an answer that it had not thought of.',
    body: 'It asked for **warm homes**.',
    ...changes,
  })

/** A resource that exists in the database, published unless said otherwise. */
export async function aResource(
  changes: Partial<ResourceInput> & { status?: 'draft' | 'published' } = {},
): Promise<ResourceRecord> {
  const { status, ...words } = changes
  const broker = somebody('brokerage')
  const draft = await addResource(broker, resourceWords(words))
  return status === 'draft' ? draft : publishResource(broker, draft._id)
}
