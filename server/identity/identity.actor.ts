import { membershipsOf } from '../organisations/index.ts'
import type { Actor } from '../../shared/platform/actor.ts'

type Memberships = Awaited<ReturnType<typeof membershipsOf>>

/** The person as every policy sees them: for the organisation chosen, or the one they have been in longest. */
export function actorFor(userId: string, organisationId: string | null, memberships: Memberships): Actor {
  const membership = memberships.find((one) => one.organisationId === organisationId) ?? memberships[0]
  if (!membership) return { kind: 'person', userId, organisation: null, role: null }
  const { id, kind, name, isVerified } = membership.organisation
  return { kind: 'person', userId, organisation: { id, kind, name, isVerified }, role: membership.role }
}

/** The person at this moment, for jobs and other callers without a session. */
export async function actorOfPerson(userId: string, organisationId: string | null = null): Promise<Actor> {
  return actorFor(userId, organisationId, await membershipsOf(userId))
}
