import DataLoader from 'dataloader'
import mongoose from 'mongoose'
import { findPeople, type Person } from '../identity/index.ts'
import { unreachableOf } from '../platform/unreachable.ts'
import { Notice, type NoticeRecord, Preference, type PreferenceRecord } from './notifications.model.ts'
import { mutersOf } from './notifications.mute.service.ts'
import { readersAmong } from './notifications.readers.ts'

/** Which notice: of one event, to one person. */
interface NoticeKey {
  userId: string
  eventId: string
  kind: string
}

/**
 * Looks up what e-mails are written from: what several of one lot ask for at one time is one question to the database.
 * What it has seen stays so; meant for one lot.
 */
export interface MailLook {
  /** Null for an id that nobody has. */
  person: (userId: string) => Promise<Person | null>
  isUnreachable: (email: string) => Promise<boolean>
  /** The notice if its reader may still read it. */
  notice: (key: NoticeKey) => Promise<NoticeRecord | null>
  /** What the person has chosen; null where that is nothing. */
  preference: (userId: string) => Promise<PreferenceRecord | null>
  /** Who muted a challenge. */
  mutersOf: (challengeId: string) => Promise<string[]>
}

const { trusted } = mongoose
const asText = ({ userId, eventId, kind }: NoticeKey): string => `${userId} ${eventId} ${kind}`

/** A fresh look at the world. */
export function lookForMail(): MailLook {
  const people = new DataLoader<string, Person | null>(async (ids) => {
    const found = await findPeople([...ids])
    return ids.map((id) => found.get(id) ?? null)
  })
  const unreachable = new DataLoader<string, boolean>(async (emails) => {
    const found = await unreachableOf([...emails])
    return emails.map((email) => found.has(email.trim().toLowerCase()))
  })
  const preferences = new DataLoader<string, PreferenceRecord | null>(async (ids) => {
    const found = await Preference.find({ _id: trusted({ $in: [...ids] }) }).lean<PreferenceRecord[]>()
    const byPerson = new Map(found.map((one) => [one._id, one]))
    return ids.map((id) => byPerson.get(id) ?? null)
  })
  const muters = new DataLoader<string, string[]>(async (ids) => {
    const found = await mutersOf([...ids])
    return ids.map((id) => found.get(id) ?? [])
  })
  const notices = new DataLoader<NoticeKey, NoticeRecord | null, string>(readableNotices, {
    cacheKeyFn: asText,
  })
  return {
    person: (userId) => people.load(userId),
    isUnreachable: (email) => unreachable.load(email),
    notice: (key) => notices.load(key),
    preference: (userId) => preferences.load(userId),
    mutersOf: (challengeId) => muters.load(challengeId),
  }
}

/** Each notice that its reader may still read. */
async function readableNotices(keys: readonly NoticeKey[]): Promise<(NoticeRecord | null)[]> {
  const among = (field: keyof NoticeKey) => trusted({ $in: [...new Set(keys.map((key) => key[field]))] })
  const [found, mayRead] = await Promise.all([
    Notice.find({ userId: among('userId'), eventId: among('eventId'), kind: among('kind') }).lean<
      NoticeRecord[]
    >(),
    readersAmong([...new Set(keys.map(({ userId }) => userId))]),
  ])
  const byKey = new Map(found.map((notice) => [asText(notice), notice]))
  return keys.map((key) => {
    const notice = byKey.get(asText(key)) ?? null
    return notice && mayRead(notice) ? notice : null
  })
}
