import { z } from 'zod'
import type { DomainEvent } from '../audit/index.ts'

/** The ids that events carry, whatever their room; each resolver takes what it needs. */
const idsSchema = z.object({
  challengeId: z.string().optional(),
  organisationId: z.string().optional(),
  supplierId: z.string().optional(),
  userId: z.string().optional(),
  questionId: z.string().optional(),
  liveSessionId: z.string().optional(),
  proposalId: z.string().optional(),
  matchId: z.string().optional(),
  introductionId: z.string().optional(),
  taskId: z.string().optional(),
  invitationId: z.string().optional(),
  guestId: z.string().optional(),
  partnershipId: z.string().optional(),
  pilotId: z.string().optional(),
  milestoneId: z.string().optional(),
  adoptionId: z.string().optional(),
  resourceId: z.string().optional(),
  searchId: z.string().optional(),
  groupId: z.string().optional(),
  engagementId: z.string().optional(),
  mailboxId: z.string().optional(),
  webhookId: z.string().optional(),
  challengeIds: z.array(z.string()).optional(),
  number: z.number().optional(),
  version: z.number().optional(),
  waiting: z.number().optional(),
  wasPublic: z.boolean().optional(),
  isPublic: z.boolean().optional(),
  hasInterest: z.boolean().optional(),
  isAccepted: z.boolean().optional(),
  role: z.string().optional(),
})

/** Why people are told something: an event, or a deadline that comes near. */
export interface Cause extends z.infer<typeof idsSchema> {
  /** The event's id; with the person it makes telling twice impossible. */
  eventId: string
  name: string
  at: Date
  /** Whoever did it; empty for the system. */
  actorUserId: string
  /** What is already known in words. */
  known?: Record<string, string>
}

/** The cause that an event is. */
export function causeOf(
  event: Pick<DomainEvent, '_id' | 'name' | 'at' | 'payload'> & { actor: { userId: string } },
): Cause {
  const { _id: eventId, name, at, actor, payload } = event
  return { ...idsSchema.parse(payload), eventId, name, at, actorUserId: actor.userId }
}
