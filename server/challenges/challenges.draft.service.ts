import type { ClientSession } from 'mongoose'
import { contentOf, emptyContent } from '../../shared/challenges/challenge.ts'
import { challengeCoBuyerInvited, challengeDrafted } from '../../shared/challenges/challenges.events.ts'
import type { ChallengeFields, FieldSection } from '../../shared/challenges/challenges.schema.ts'
import { isNamed } from '../../shared/challenges/same-need.ts'
import { type SectionName, sectionOfField } from '../../shared/challenges/sections.ts'
import { type Actor, actsFor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { asInvited } from './challenges.co-buyers.service.ts'
import { makeListing, setFields } from './challenges.content.ts'
import { Challenge, type ChallengeDocument } from './challenges.model.ts'
import { challengePolicy } from './challenges.policy.ts'
import { loadForChange, standingOf } from './challenges.service.ts'

/** Why somebody may not begin a challenge. */
export const whoDrafts =
  'Only members and administrators of an authority can begin a challenge; viewers read and change nothing'

/** How a save went: when, and what to send with the next one. */
export interface Saved {
  savedAt: Date
  revision: number
}

/**
 * Begins a draft for the authority that the actor works for.
 * @param isExample invented for the demonstration, and shown so
 * @returns its id
 */
export async function startChallenge(
  actor: Actor,
  fields: ChallengeFields,
  isExample = false,
): Promise<string> {
  allow(challengePolicy.draft(actor), whoDrafts)
  const { id: authorityId, name: authorityName } = actor.organisation as NonNullable<Actor['organisation']>
  return transaction(async (session) => {
    const challenge = new Challenge({
      authorityId,
      authorityName,
      createdBy: actor.userId,
      updatedBy: actor.userId,
      isExample,
    })
    setFields(challenge, fields)
    await challenge.save({ session })
    await record(session, actor, challengeDrafted, {
      challengeId: challenge._id,
      authorityId,
      copiedFrom: null,
    })
    return challenge._id
  })
}

/**
 * Saves one section of a draft, complete or not.
 * @param revision the section's count as the writer read it; left out, nothing is compared
 * @throws AppError conflict if somebody else saved the section in the meantime
 */
export async function saveSection(
  actor: Actor,
  id: string,
  section: FieldSection,
  fields: ChallengeFields,
  revision: number | undefined,
): Promise<Saved> {
  return transaction(async (session) => {
    const challenge = await loadForEditing(session, actor, id)
    refuseStale(challenge, section, revision)
    setFields(challenge, fields)
    return keep(session, actor, challenge, [section])
  })
}

/**
 * Changes any fields of a draft at once.
 * @param revision the whole challenge's; left out, nothing is compared
 */
export async function patchChallenge(
  actor: Actor,
  id: string,
  fields: ChallengeFields,
  revision: number | undefined,
): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForEditing(session, actor, id)
    if (revision !== undefined && revision !== challenge.revision) {
      throw new AppError('conflict', 'The challenge was changed in the meantime: read it again')
    }
    setFields(challenge, fields)
    await keep(session, actor, challenge, [...new Set(Object.keys(fields).map(sectionOfField))])
  })
}

/**
 * A new draft with an earlier challenge's words, without its dates, files, notices and conflicts assessment.
 * @param isJoint those who said that they have the problem too are invited to it
 * @returns its id
 */
export async function copyChallenge(actor: Actor, id: string, isJoint = false): Promise<string> {
  return transaction(async (session) => {
    const earlier = await loadForChange(session, actor, id)
    allow(
      challengePolicy.copy(actor, standingOf(earlier.toObject())),
      'Only people of this authority can copy its challenges',
    )
    const { authorityId, authorityName } = earlier
    const content = contentOf(earlier.toObject())
    const { timetable: none, shortTime } = emptyContent()
    const timetable = { ...none, pilotMonths: content.timetable.pilotMonths }
    // An assessment of conflicts is of one procurement; what was found on lots and small firms may well hold again.
    const onFile = { ...content.onFile, conflictsOn: null }
    const who = { createdBy: actor.userId, updatedBy: actor.userId }
    const copy = new Challenge({
      ...content,
      timetable,
      shortTime,
      onFile,
      attachments: [],
      authorityId,
      authorityName,
      ...who,
      // Whoever is not named in public is not named to the others who are asked either: the lead asks it by itself.
      coBuyers: isJoint ? earlier.sameNeeds.filter(isNamed).map(asInvited) : [],
      copiedFrom: id,
    })
    copy.set('listing', makeListing(copy.toObject()))
    await copy.save({ session })
    await record(session, actor, challengeDrafted, { challengeId: copy._id, authorityId, copiedFrom: id })
    for (const { authorityId: organisationId } of copy.coBuyers)
      await record(session, actor, challengeCoBuyerInvited, { challengeId: copy._id, organisationId })
    return copy._id
  })
}

/** A draft or returned challenge, for writing in. @throws AppError forbidden to those who only read */
export async function loadForEditing(
  session: ClientSession,
  actor: Actor,
  id: string,
): Promise<ChallengeDocument> {
  const challenge = await loadForChange(session, actor, id)
  const standing = standingOf(challenge.toObject())
  if (actsFor(actor, challenge.authorityId) && !challengePolicy.take('edit', actor, standing)) {
    throw new AppError('conflict', 'This challenge is not a draft any more, so it can’t be edited')
  }
  allow(
    challengePolicy.take('edit', actor, standing),
    'Only members of this authority can edit the challenge',
  )
  return challenge
}

/** @throws AppError conflict if the section was saved since `revision` was read */
export function refuseStale(
  challenge: ChallengeDocument,
  section: SectionName,
  revision: number | undefined,
): void {
  if (revision === undefined || revision === (challenge.sectionRevisions[section] ?? 0)) return
  throw new AppError(
    'conflict',
    'Somebody else saved this section while you were writing. Your words are still below: compare them with what is saved now, then save again.',
  )
}

/** Saves what was changed in these sections, and counts it. */
export async function keep(
  session: ClientSession,
  actor: Actor,
  challenge: ChallengeDocument,
  sections: SectionName[],
): Promise<Saved> {
  const counts = { ...challenge.sectionRevisions }
  for (const section of sections) counts[section] = (counts[section] ?? 0) + 1
  challenge.set({ sectionRevisions: counts, updatedAt: now(), updatedBy: actor.userId })
  await challenge.save({ session })
  return {
    savedAt: challenge.updatedAt,
    revision: Math.max(0, ...sections.map((section) => counts[section] ?? 0)),
  }
}
