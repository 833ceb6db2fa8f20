import {
  challengeAmended,
  challengeCoBuyerAsked,
  challengeCoBuyerDecided,
  challengeCoBuyerInvited,
  challengeCoBuyerJoined,
  challengeCoBuyerRemoved,
  challengeNeedShared,
  challengeClarificationsClosed,
  challengeClosed,
  challengePlanTaskAssigned,
  challengePlanTaskDue,
  challengePublicationScheduled,
  challengePublicationStopped,
  challengePublished,
  challengeReturned,
  challengeSubmitted,
  challengeWithdrawn,
} from '../../shared/challenges/challenges.events.ts'
import { searchesGathered, searchFound } from '../../shared/challenges/saved-search.events.ts'
import {
  clarificationAnswered,
  clarificationAsked,
  clarificationMerged,
  clarificationReported,
} from '../../shared/clarifications/clarifications.events.ts'
import {
  sessionAnnounced,
  sessionCancelled,
  sessionChanged,
  sessionClosed,
  sessionOpened,
} from '../../shared/clarifications/clarifications.sessions.events.ts'
import {
  clarificationsBlocked,
  clarificationsClosed,
} from '../../shared/clarifications/clarifications.closing.ts'
import {
  clarificationCorrected,
  clarificationSignOffAsked,
} from '../../shared/clarifications/clarifications.drafts.events.ts'
import { clarificationAnsweredTogether } from '../../shared/clarifications/clarifications.several.events.ts'
import {
  clarificationAskedPrivately,
  clarificationPrivateWithdrawn,
  clarificationWordingAgreed,
  clarificationWordingDeclined,
  clarificationWordingProposed,
} from '../../shared/clarifications/clarifications.private.events.ts'
import {
  engagementAgreed,
  engagementAnnounced,
  engagementCancelled,
  engagementChanged,
  engagementDrafted,
  engagementNotesPublished,
  engagementPlanned,
  engagementRegistered,
} from '../../shared/groups/engagements.events.ts'
import {
  groupClosed,
  groupJoinRequested,
  groupMemberRemoved,
  groupPosted,
  groupPostHidden,
  groupRequestDecided,
} from '../../shared/groups/groups.events.ts'
import { watchGroupFound, watchProblemFound, watchProblemShared } from '../../shared/groups/watches.events.ts'
import { emailChanged, passwordChanged, tokenCreated } from '../../shared/identity/identity.events.ts'
import {
  introductionDeclined,
  introductionEnded,
  introductionExpired,
  introductionMade,
  introductionProposed,
} from '../../shared/matching/introduction.events.ts'
import { challengeRanked, matchSent } from '../../shared/matching/matching.events.ts'
import {
  memberAdded,
  memberInvited,
  memberRemoved,
  memberRoleChanged,
  organisationClaimed,
  organisationClaimRefused,
  organisationClaimRequested,
  organisationRefused,
  organisationRegistered,
  organisationVerified,
} from '../../shared/organisations/organisations.events.ts'
import { resourceReviewDue } from '../../shared/resources/resources.events.ts'
import { mailboxAdded } from '../../shared/notifications/shared-mailbox.events.ts'
import { reachAsked } from '../../shared/notifications/reach.events.ts'
import { webhookTurnedOff } from '../../shared/notifications/webhook.events.ts'
import type { EventDefinition } from '../../shared/platform/event.ts'
import {
  evaluationAwardPublished,
  evaluationFeedbackQuestionAnswered,
  evaluationFeedbackQuestionAsked,
  evaluationFeedbackReleased,
  evaluationNotAwarded,
} from '../../shared/evaluation/award.events.ts'
import {
  evaluationAgreed,
  evaluationAllScoresIn,
  evaluationInterestRuled,
  evaluationInterestsDeclared,
  evaluationPersonInvited,
  evaluationScoresReturned,
  evaluationScoringAsked,
} from '../../shared/evaluation/evaluation.events.ts'
import { evaluationGuestInvited } from '../../shared/evaluation/guests.ts'
import { proposalQuestionAnswered, proposalQuestionAsked } from '../../shared/evaluation/questions.ts'
import { proposalsOpened, proposalsOpeningBegun } from '../../shared/proposals/openings.events.ts'
import {
  partnerAnswered,
  partnerChanged,
  partnerInvited,
  partnerRemoved,
} from '../../shared/proposals/consortium.events.ts'
import { filesQuarantined, proposalFileQuarantined } from '../../shared/proposals/quarantine.events.ts'
import { proposalSubmitted, proposalWithdrawn } from '../../shared/proposals/proposals.events.ts'
import { endCalendarsFrom } from '../../server/notifications/notifications.calendar.service.ts'
import { announceUnread } from '../../server/notifications/notifications.inbox.service.ts'
import { tellOfAll } from '../../server/notifications/notifications.plan.service.ts'
import { type ReactionHandler, whenTogether } from '../platform/handlers.ts'
import { pilotReactions } from './notifications.pilot-reactions.ts'
import { causesOf, tells } from './notifications.tells.ts'

/** Tells the person, and ends what opens without signing in: an address that others may have seen. */
function tellsAndEnds<Payload extends { userId: string }>(event: EventDefinition<Payload>): ReactionHandler {
  return whenTogether('notifications', event, async (happened) => {
    for (const { payload, facts } of happened) await endCalendarsFrom(facts.at, payload.userId)
    await tellOfAll(causesOf(event, happened))
  })
}

/** Tells the person, and their badge counts anew: what they may read hangs on where they belong. */
function tellsAndCounts<Payload extends { userId: string }>(
  event: EventDefinition<Payload>,
): ReactionHandler {
  return whenTogether('notifications', event, async (happened) => {
    await tellOfAll(causesOf(event, happened))
    await announceUnread(happened.map(({ payload }) => payload.userId))
  })
}

/** Every event that somebody is told of; a test compares it with the table of kinds. */
export const notificationsReactions = [
  tells(challengeSubmitted),
  tells(challengeReturned),
  tells(challengePublished),
  tells(challengePublicationScheduled),
  tells(challengeCoBuyerInvited),
  tells(challengeCoBuyerAsked),
  tells(challengeCoBuyerJoined),
  tells(challengeCoBuyerDecided),
  tells(challengeCoBuyerRemoved),
  tells(challengeNeedShared),
  tells(challengePlanTaskAssigned),
  tells(challengePlanTaskDue),
  tells(challengePublicationStopped),
  tells(challengeAmended),
  tells(challengeWithdrawn),
  tells(challengeClarificationsClosed),
  tells(challengeClosed),
  tells(searchFound),
  tells(searchesGathered),
  tells(groupJoinRequested),
  tells(groupRequestDecided),
  tells(groupMemberRemoved),
  tells(groupPosted),
  tells(groupPostHidden),
  tells(groupClosed),
  tells(engagementPlanned),
  tells(engagementAgreed),
  tells(engagementAnnounced),
  tells(engagementRegistered),
  tells(engagementChanged),
  tells(engagementCancelled),
  tells(engagementNotesPublished),
  tells(engagementDrafted),
  tells(watchProblemFound),
  tells(watchProblemShared),
  tells(watchGroupFound),
  tells(challengeRanked),
  tells(matchSent),
  tells(introductionProposed),
  tells(introductionMade),
  tells(introductionDeclined),
  tells(introductionExpired),
  tells(introductionEnded),
  tells(clarificationAsked),
  tells(clarificationAnswered),
  tells(clarificationReported),
  tells(sessionAnnounced),
  tells(sessionChanged),
  tells(sessionCancelled),
  tells(sessionOpened),
  tells(sessionClosed),
  tells(clarificationMerged),
  tells(clarificationSignOffAsked),
  tells(clarificationCorrected),
  tells(clarificationAnsweredTogether),
  tells(clarificationsBlocked),
  tells(clarificationsClosed),
  tells(clarificationAskedPrivately),
  tells(clarificationWordingProposed),
  tells(clarificationWordingDeclined),
  tells(clarificationWordingAgreed),
  tells(clarificationPrivateWithdrawn),
  tells(proposalsOpeningBegun),
  tells(proposalsOpened),
  tells(proposalSubmitted),
  tells(proposalWithdrawn),
  tells(proposalFileQuarantined),
  tells(filesQuarantined),
  tells(partnerInvited),
  tells(partnerAnswered),
  tells(partnerChanged),
  tells(partnerRemoved),
  tells(evaluationPersonInvited),
  tells(evaluationGuestInvited),
  tells(evaluationInterestsDeclared),
  tells(evaluationInterestRuled),
  tells(evaluationScoringAsked),
  tells(evaluationScoresReturned),
  tells(evaluationAllScoresIn),
  tells(evaluationAgreed),
  tells(proposalQuestionAsked),
  tells(proposalQuestionAnswered),
  tells(evaluationFeedbackReleased),
  tells(evaluationFeedbackQuestionAsked),
  tells(evaluationFeedbackQuestionAnswered),
  tells(evaluationAwardPublished),
  tells(evaluationNotAwarded),
  ...pilotReactions,
  tells(resourceReviewDue),
  tells(organisationRegistered),
  tells(organisationVerified),
  tells(organisationRefused),
  tells(organisationClaimRequested),
  tells(organisationClaimed),
  tells(organisationClaimRefused),
  tells(memberInvited),
  tells(mailboxAdded),
  tells(webhookTurnedOff),
  tellsAndCounts(memberAdded),
  tells(memberRoleChanged),
  tellsAndCounts(memberRemoved),
  tellsAndEnds(passwordChanged),
  tellsAndEnds(emailChanged),
  tells(tokenCreated),
  tells(reachAsked),
]
