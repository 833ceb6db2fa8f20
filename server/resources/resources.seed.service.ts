import { z } from 'zod'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { resourceSchema } from '../../shared/resources/resources.schema.ts'
import { resourcePublished } from '../../shared/resources/resources.events.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { Resource } from './resources.model.ts'

const seedSchema = z.array(resourceSchema.safeExtend({ slug: z.string().regex(/^[a-z0-9-]+$/) }))

/**
 * Publishes the resources of a list, the first on top. One whose address is taken is left as it is, so that
 * seeding again brings nothing back that a broker has changed.
 * @returns how many were new
 */
export async function seedResources(list: unknown): Promise<number> {
  let added = 0
  for (const [index, entry] of seedSchema.parse(list).entries()) {
    added += (await seedResource(entry, index)) ? 1 : 0
  }
  return added
}

async function seedResource(entry: z.infer<typeof seedSchema>[number], index: number): Promise<boolean> {
  return transaction(async (session) => {
    if (await Resource.exists({ slug: entry.slug }).session(session)) return false
    const at = now()
    // A minute apart, so that the list keeps the order in which it was written.
    const publishedAt = new Date(at.getTime() - index * 60_000)
    const _id = newId()
    await Resource.create(
      [{ ...entry, _id, status: 'published', publishedAt, createdAt: at, updatedAt: at }],
      { session },
    )
    await record(session, system, resourcePublished, { resourceId: _id })
    return true
  })
}

// How a resource is filed; not its words.
const filing = ['gates', 'routes', 'sectors', 'categories', 'helpsAt', 'picture'] as const

/**
 * Brings a library that was begun earlier up to date: files its first resources as the list does where they were kept
 * before that could be said, and adds those that the list has gained. Words are left as they are. Safe to repeat.
 */
export async function upgradeResources(list: unknown): Promise<void> {
  if (!(await Resource.exists({}))) return
  for (const entry of seedSchema.parse(list)) {
    const filed = Object.fromEntries(filing.map((field) => [field, entry[field]]))
    await Resource.collection.updateOne(
      { slug: entry.slug, picture: { $exists: false } },
      { $set: { ...filed } },
    )
  }
  await seedResources(list)
}
