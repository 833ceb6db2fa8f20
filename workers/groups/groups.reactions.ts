import { tellOfGroup, tellOfProblem, tellOfSharing } from '../../server/groups/index.ts'
import { challengeNeedShared, challengePublished } from '../../shared/challenges/challenges.events.ts'
import { broadcast } from '../../server/platform/live.ts'
import { groupFounded, groupPosted } from '../../shared/groups/groups.events.ts'
import { boardAudience, boardPosted } from '../../shared/groups/groups.sockets.ts'
import { type ReactionHandler, when } from '../platform/handlers.ts'

export const groupsReactions: ReactionHandler[] = [
  when('groups', challengePublished, ({ challengeId }, { at }) => tellOfProblem(challengeId, at)),
  when('groups', challengeNeedShared, ({ challengeId, organisationId }, { at }) =>
    tellOfSharing(challengeId, organisationId, at),
  ),
  when('groups', groupPosted, async ({ groupId }) => {
    broadcast(boardAudience(groupId), boardPosted, { groupId })
  }),
  when('groups', groupFounded, ({ groupId, organisationId }, { at }) =>
    tellOfGroup(groupId, organisationId, at),
  ),
]
