import mongoose from 'mongoose'
import { type Actor, system } from '../../shared/platform/actor.ts'
import {
  resourceChanged,
  resourcePublished,
  resourceReviewDue,
} from '../../shared/resources/resources.events.ts'
import type { ResourceDates } from '../../shared/resources/resources.dates.schema.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { Resource, type ResourceRecord } from './resources.model.ts'
import { resourcePolicy } from './resources.policy.ts'
import { getResource } from './resources.service.ts'
import { datesShown } from './resources.shown.ts'
import { change } from './resources.write.service.ts'

/** A resource for whoever sets its dates. @throws AppError not-found, forbidden */
export async function getDates(actor: Actor, id: string): Promise<ResourceRecord> {
  const resource = await getResource(actor, id)
  allow(resourcePolicy.edit(actor, resource), 'Only a broker can change the library')
  return resource
}

/** Says when a draft goes before everybody, and when somebody looks at it again. @throws AppError conflict where somebody else said so meanwhile */
export async function dateResource(
  actor: Actor,
  id: string,
  { publishAt, reviewOn, revision }: ResourceDates,
): Promise<ResourceRecord> {
  return change(actor, id, async (resource, session) => {
    allow(resourcePolicy.edit(actor, resource), 'Only a broker can change the library')
    refuseUnseen(datesShown(resource), revision)
    const isNew = (at: Date | null, was: Date | null | undefined) =>
      at !== null && at.getTime() !== was?.getTime()
    const mistakes: Record<string, string> = {}
    if (publishAt && resource.status === 'published') {
      mistakes['publishAt'] = 'It is published already: leave the time of publication empty'
    } else if (publishAt && publishAt <= now() && isNew(publishAt, resource.publishAt)) {
      mistakes['publishAt'] = 'The time of publication must be to come'
    }
    if (reviewOn && reviewOn <= now() && isNew(reviewOn, resource.reviewOn)) {
      mistakes['reviewOn'] = 'The day of the review must be to come'
    }
    if (Object.keys(mistakes).length > 0) throw new AppError('invalid', 'The dates have mistakes.', mistakes)
    resource.set({ publishAt, reviewOn })
    await record(session, actor, resourceChanged, { resourceId: id, change: 'dated' })
  })
}

/** Publishes every draft whose time has come. Safe to repeat. */
export async function publishDueResources(): Promise<void> {
  const isDue = { status: 'draft' as const, publishAt: mongoose.trusted({ $ne: null, $lte: now() }) }
  for (const { _id } of await Resource.find(isDue).select({ _id: 1 }).lean()) {
    await transaction(async (session) => {
      const resource = await Resource.findOne({ _id, ...isDue }).session(session)
      if (!resource) return
      const at = now()
      resource.set({
        status: 'published',
        publishedAt: resource.publishedAt ?? at,
        publishAt: null,
        revision: resource.revision + 1,
        updatedAt: at,
      })
      await resource.save({ session })
      await record(session, system, resourcePublished, { resourceId: _id })
    })
  }
}

/** Says once of each resource that its day of review has come. Safe to repeat. */
export async function remindOfReviews(): Promise<void> {
  const due = await Resource.find({ reviewOn: mongoose.trusted({ $ne: null, $lte: now() }) })
    .select({ _id: 1, reviewOn: 1, reviewTold: 1 })
    .lean()
  for (const { _id, reviewOn, reviewTold } of due) {
    if (reviewOn?.getTime() === reviewTold?.getTime()) continue
    await transaction(async (session) => {
      const told = await Resource.updateOne({ _id, reviewOn }, { reviewTold: reviewOn }, { session })
      if (told.modifiedCount > 0) await record(session, system, resourceReviewDue, { resourceId: _id })
    })
  }
}
