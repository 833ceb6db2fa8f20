import mongoose from 'mongoose'
import type { Document } from 'mongodb'
import { challengeClosed } from '../../shared/challenges/challenges.events.ts'
import { organisationVerified } from '../../shared/organisations/organisations.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { linkWaiting, record } from '../../server/audit/index.ts'
import { transaction } from '../../server/platform/database.ts'

/** A collection as the database's administrator has it, past every model. */
export const rows = <Row extends Document = Document & { _id: string }>(name: string) => {
  const { db } = mongoose.connection
  if (!db) throw new Error('There is no database')
  return db.collection<Row>(name)
}

/** Commits an event of a challenge. @returns its id */
export const happens = (challengeId: string): Promise<string> =>
  transaction((session) => record(session, system, challengeClosed, { challengeId }))

/** Commits an event that belongs to no challenge. @returns its id */
export const happensElsewhere = (): Promise<string> =>
  transaction((session) => record(session, system, organisationVerified, { organisationId: 'org' }))

/** Links all that waits, as a worker does. */
export async function linkAll(holder = 'test'): Promise<void> {
  while ((await linkWaiting(holder)) > 0);
}

/** Commits this many events to each of these chains in turn and links each at once. @returns their ids in order */
export async function linkedEvents(chains: string[], each: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < each; i += 1)
    for (const chain of chains) {
      ids.push(chain === 'general' ? await happensElsewhere() : await happens(chain))
      await linkAll()
    }
  return ids
}
