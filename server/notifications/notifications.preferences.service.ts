import mongoose from 'mongoose'
import { isRhythm } from '../../shared/notifications/channels.ts'
import type { NoticeKind } from '../../shared/notifications/kind.ts'
import { findKind, kindsFor, noticeKinds } from '../../shared/notifications/kinds.ts'
import type { Choice } from '../../shared/notifications/notifications.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import { Preference, type PreferenceRecord } from './notifications.model.ts'
import { releaseGathered } from './notifications.times.service.ts'

/** What holds for a kind when a person has chosen this, or nothing. Security is as the table says, always. */
export function choiceFor(kind: NoticeKind, chosen: Choice | undefined): Choice {
  if (kind.isSecurity) return { email: kind.email, inbox: true }
  return chosen ?? { email: kind.email, inbox: true }
}

/** The choice of each of these people for one kind. */
export async function choicesOf(userIds: string[], kind: NoticeKind): Promise<Map<string, Choice>> {
  const kept = await Preference.find({ _id: mongoose.trusted({ $in: userIds }) }).lean<PreferenceRecord[]>()
  const byPerson = new Map(kept.map(({ _id, choices }) => [_id, choices[kind.name]]))
  return new Map(userIds.map((userId) => [userId, choiceFor(kind, byPerson.get(userId))]))
}

/** The choices of one person, by kind. */
export async function choicesOfPerson(userId: string): Promise<(kind: NoticeKind) => Choice> {
  const kept = await Preference.findById(userId).lean<PreferenceRecord>()
  return (kind) => choiceFor(kind, kept?.choices[kind.name])
}

/** True if the person has chosen anything about what they hear of, or when. */
export const hasChosen = async (userId: string): Promise<boolean> =>
  (await Preference.exists({ _id: userId })) !== null

/** Every kind that this person can get, with what holds for it. */
export async function listPreferences(actor: Actor): Promise<{ kind: NoticeKind; choice: Choice }[]> {
  const choiceOf = await choicesOfPerson(actor.userId)
  return kindsFor(actor.organisation?.kind ?? null).map((kind) => ({ kind, choice: choiceOf(kind) }))
}

/**
 * Keeps what a person chose; kinds that are not named, and those that can't be changed, stay as they are. What
 * waits for a digest, and is wanted at once from now on, goes out at once.
 */
export async function savePreferences(
  userId: string,
  choices: Partial<Record<string, Choice>>,
): Promise<void> {
  const allowed = Object.entries(choices).filter(([name]) => {
    const kind = findKind(name)
    return kind !== undefined && !kind.isSecurity
  })
  if (allowed.length === 0) return
  const set = Object.fromEntries(allowed.map(([name, choice]) => [`choices.${name}`, choice]))
  await Preference.updateOne({ _id: userId }, { $set: { ...set, updatedAt: now() } }, { upsert: true })
  const atOnce = allowed.flatMap(([name, choice]) => (choice?.email === 'at-once' ? [name] : []))
  if (atOnce.length > 0) await releaseGathered(userId, atOnce)
}

/** Turns the e-mails of one kind off, or with `digest` of every kind that comes by digest; the inbox stays. */
export async function stopEmails(userId: string, what: string): Promise<void> {
  const choiceOf = await choicesOfPerson(userId)
  const choices: Record<string, Choice> = {}
  for (const kind of noticeKinds) {
    const choice = choiceOf(kind)
    const isMeant = what === 'digest' ? isRhythm(choice.email) : kind.name === what
    if (isMeant) choices[kind.name] = { ...choice, email: 'off' }
  }
  await savePreferences(userId, choices)
}
