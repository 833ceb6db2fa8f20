import {
  challengeReturned,
  challengePublished,
  challengeSubmitted,
  challengeWithdrawn,
} from '../../shared/challenges/challenges.events.ts'
import {
  clarificationAsked,
  clarificationRedacted,
  clarificationReportDismissed,
  clarificationReported,
} from '../../shared/clarifications/clarifications.events.ts'
import {
  clarificationAskedPrivately,
  clarificationPrivateWithdrawn,
  clarificationWordingDeclined,
  clarificationWordingProposed,
} from '../../shared/clarifications/clarifications.private.events.ts'
import { clarificationShown } from '../../shared/clarifications/clarifications.votes.events.ts'
import { challengeRanked, matchApproved, matchDeclined } from '../../shared/matching/matching.events.ts'
import { deskAudience, deskChanged } from '../../shared/moderation/moderation.sockets.ts'
import {
  organisationClaimed,
  organisationClaimRequested,
  organisationRefused,
  organisationRegistered,
  organisationVerified,
} from '../../shared/organisations/organisations.events.ts'
import type { EventDefinition } from '../../shared/platform/event.ts'
import { proposalsOpened, proposalsOpeningBegun } from '../../shared/proposals/openings.events.ts'
import { broadcast } from '../../server/platform/live.ts'
import { type ReactionHandler, when } from '../platform/handlers.ts'

const changesTheQueue = [
  organisationRegistered,
  organisationVerified,
  organisationRefused,
  organisationClaimRequested,
  organisationClaimed,
  challengeSubmitted,
  challengeReturned,
  challengePublished,
  challengeWithdrawn,
  challengeRanked,
  matchApproved,
  matchDeclined,
  clarificationReported,
  clarificationRedacted,
  clarificationReportDismissed,
  clarificationAskedPrivately,
  clarificationWordingProposed,
  clarificationWordingDeclined,
  clarificationPrivateWithdrawn,
  clarificationAsked,
  clarificationShown,
  proposalsOpeningBegun,
  proposalsOpened,
] as EventDefinition[]

/** Brokers' open pages hear that the queue changed, and read it again. */
export const moderationReactions: ReactionHandler[] = changesTheQueue.map((event) =>
  when('moderation', event, async () => broadcast(deskAudience, deskChanged, {})),
)
