import type { Request } from 'express'
import type { Actor } from '../../shared/platform/actor.ts'
import { limit } from '../platform/limits.ts'

const hour = 60 * 60

/** How much one organisation, one of its people and one address may do in an hour. An office shares an address. */
const limits = {
  asking: {
    organisation: limit('questions', 30, hour),
    person: limit('questions-person', 20, hour),
    address: limit('questions-address', 300, hour),
  },
  voting: {
    organisation: limit('question-votes', 120, hour),
    person: limit('question-votes-person', 80, hour),
    address: limit('question-votes-address', 1000, hour),
  },
  // Each goes to every broker at once.
  reporting: {
    organisation: limit('question-reports', 40, hour),
    person: limit('question-reports-person', 20, hour),
    address: limit('question-reports-address', 200, hour),
  },
  // Sessions announced, changed or cancelled, and answers corrected: each goes to everybody concerned.
  telling: {
    organisation: limit('told-by-organisation', 40, hour),
    person: limit('told-by-person', 20, hour),
  },
}
export type Limited = keyof typeof limits

/** Counts what a person does for their organisation. @throws AppError too-many, saying when to try again */
export async function countFor(what: Limited, { userId, organisation }: Actor): Promise<void> {
  await limits[what].person.consume(userId)
  await limits[what].organisation.consume(organisation?.id ?? '')
}

/** Counts a request from its address. @throws AppError too-many */
export async function countAddress(what: Exclude<Limited, 'telling'>, req: Request): Promise<void> {
  await limits[what].address.consume(req.ip ?? 'unknown')
}
