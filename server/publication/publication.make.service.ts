import mongoose from 'mongoose'
import {
  clarificationAnswered,
  clarificationRedacted,
} from '../../shared/clarifications/clarifications.events.ts'
import { clarificationCorrected } from '../../shared/clarifications/clarifications.drafts.events.ts'
import type { Release as OcdsRelease } from '../../shared/publication/ocds.ts'
import { type DomainEvent, getEvent, listEvents } from '../audit/index.ts'
import { listPublished } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { logger } from '../platform/logger.ts'
import { publishedEvents, releaseOf } from './publication.facts.ts'
import { Places, Refused, Release, type ReleaseRecord } from './publication.model.ts'
import { faultsOfRelease } from './release-schema.ts'

/**
 * Publishes the release of an event, once. One that isn't valid is kept out, with what is wrong with it.
 * Words that a broker has redacted are taken out of the releases that carried them: the one change that a
 * published release knows.
 */
export async function publishRelease(eventId: string): Promise<void> {
  const event = await getEvent(eventId)
  await makeRelease(event)
  if (event.name === clarificationRedacted.name) await takeOutRedacted(event)
}

async function makeRelease(event: DomainEvent): Promise<void> {
  const release = await releaseOf(event)
  if (!release) return
  const { challengeId } = event.payload as { challengeId: string }
  const faults = faultsOfRelease(release)
  if (faults.length > 0) {
    logger('publication').error({ release: release.id, faults }, 'A release is not valid, and is kept out')
    await Refused.updateOne(
      { _id: event._id },
      { $set: { challengeId, faults, at: now() } },
      { upsert: true },
    )
    return
  }
  await keep(release, challengeId, event)
  await Refused.deleteOne({ _id: event._id })
  // Words may have been redacted while this was made: what is kept must not be older than what is read now.
  if (hasWordsOfPeople(event)) await takeOut(event)
}

const hasWordsOfPeople = ({ name }: DomainEvent): boolean =>
  [clarificationAnswered, clarificationRedacted, clarificationCorrected].some((event) => event.name === name)

/** Keeps it under the next place, in one transaction, so that places become readable in their order. */
async function keep(release: OcdsRelease, challengeId: string, { _id: eventId }: DomainEvent): Promise<void> {
  await transaction(async (session) => {
    if (await Release.exists({ _id: release.id }).session(session)) return
    const places = await Places.findOneAndUpdate(
      { _id: 'releases' },
      { $inc: { last: 1 } },
      { upsert: true, returnDocument: 'after', session },
    ).lean()
    const row: ReleaseRecord = {
      _id: release.id,
      ocid: release.ocid,
      challengeId,
      eventId,
      date: new Date(release.date),
      place: places?.last ?? 1,
      madeAt: now(),
      redactedAt: null,
      body: JSON.stringify(release),
    }
    await Release.create([row], { session })
  })
}

async function takeOut(event: DomainEvent): Promise<void> {
  const release = await releaseOf(event)
  if (!release) return
  const body = JSON.stringify(release)
  await Release.updateOne(
    { _id: release.id, body: mongoose.trusted({ $ne: body }) },
    { $set: { body, redactedAt: now() } },
  )
}

/** Every release that carried the question, in the words that stand now. */
async function takeOutRedacted({ subject, payload }: DomainEvent): Promise<void> {
  const { questionId } = payload as { questionId: string }
  for (const event of await listEvents('challenge', subject.id)) {
    const isOfQuestion = (event.payload as { questionId?: string }).questionId === questionId
    if (isOfQuestion && hasWordsOfPeople(event)) await takeOut(event)
  }
}

/** What making everything again found. */
export interface Rebuilt {
  same: number
  /** Releases that were missing, and were made. */
  made: number
  /** Ids of releases whose bytes would be others now; they stay as they are. */
  different: string[]
}

const names = new Set(publishedEvents.map(({ name }) => name))

/** The events of a challenge that open data tell of, oldest first. */
async function eventsOf(challengeId: string): Promise<DomainEvent[]> {
  return (await listEvents('challenge', challengeId)).filter(({ name }) => names.has(name))
}

/**
 * Makes every release again from the record, compares the bytes with what is published, and makes what is
 * missing. What differs is told and left alone: it is published.
 */
export async function rebuildReleases(): Promise<Rebuilt> {
  const found: Rebuilt = { same: 0, made: 0, different: [] }
  for await (const challengeId of publicChallenges()) {
    for (const event of await eventsOf(challengeId)) {
      const release = await releaseOf(event)
      if (!release) continue
      const known = await Release.findById(release.id).lean<ReleaseRecord>()
      if (!known) {
        await makeRelease(event)
        found.made += 1
      } else if (known.body === JSON.stringify(release)) found.same += 1
      else found.different.push(release.id)
    }
  }
  return found
}

const atOnce = 100

async function* publicChallenges(): AsyncGenerator<string> {
  let after: { publishedAt: Date; id: string } | null = null
  for (;;) {
    const page = await listPublished({ state: 'all', q: '' }, atOnce, after)
    for (const { _id } of page) yield _id
    const last = page.at(-1)
    if (!last?.publishedAt || page.length < atOnce) return
    after = { publishedAt: last.publishedAt, id: last._id }
  }
}
