import { tellOfGroup, tellOfProblem, tellOfSharing } from '../../server/groups/index.ts'
import { challengeNeedShared, challengePublished } from '../../shared/challenges/challenges.events.ts'
import { groupFounded } from '../../shared/groups/groups.events.ts'
import { type ReactionHandler, when } from '../platform/handlers.ts'

export const groupsReactions: ReactionHandler[] = [
  when('groups', challengePublished, ({ challengeId }) => tellOfProblem(challengeId)),
  when('groups', challengeNeedShared, ({ challengeId, organisationId }) =>
    tellOfSharing(challengeId, organisationId),
  ),
  when('groups', groupFounded, ({ groupId, organisationId }) => tellOfGroup(groupId, organisationId)),
]
