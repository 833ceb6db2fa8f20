import { handOutAgain } from '../server/audit/index.ts'
import { auditHandlers } from './audit/audit.handlers.ts'
import { challengesHandlers } from './challenges/challenges.handlers.ts'
import { clarificationsHandlers } from './clarifications/clarifications.handlers.ts'
import { evaluationHandlers } from './evaluation/evaluation.handlers.ts'
import { evidenceHandlers } from './evidence/evidence.handlers.ts'
import { groupsHandlers } from './groups/groups.handlers.ts'
import { identityHandlers } from './identity/identity.handlers.ts'
import { matchingHandlers } from './matching/matching.handlers.ts'
import { moderationHandlers } from './moderation/moderation.handlers.ts'
import { notificationsHandlers } from './notifications/notifications.handlers.ts'
import { organisationsHandlers } from './organisations/organisations.handlers.ts'
import { operationsHandlers } from './operations/operations.handlers.ts'
import type { Handlers } from './platform/runner.ts'
import { proposalsHandlers } from './proposals/proposals.handlers.ts'
import { publicationHandlers } from './publication/publication.handlers.ts'
import { resourcesHandlers } from './resources/resources.handlers.ts'

const rooms: Handlers[] = [
  auditHandlers,
  organisationsHandlers,
  identityHandlers,
  resourcesHandlers,
  challengesHandlers,
  matchingHandlers,
  clarificationsHandlers,
  proposalsHandlers,
  evaluationHandlers,
  evidenceHandlers,
  groupsHandlers,
  notificationsHandlers,
  moderationHandlers,
  publicationHandlers,
  operationsHandlers,
]

/** Everything that is done later, of every room. */
export const handlers: Handlers = {
  jobs: rooms.flatMap((room) => room.jobs),
  reactions: rooms.flatMap((room) => room.reactions),
  schedules: rooms.flatMap((room) => room.schedules),
  questions: rooms.flatMap((room) => room.questions ?? []),
  afterLoss: [handOutAgain, ...rooms.flatMap((room) => room.afterLoss ?? [])],
}
