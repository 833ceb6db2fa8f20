import { tellOfGroup, tellOfProblem, tellOfSharing } from '../../server/groups/index.ts'
import { challengeNeedShared, challengePublished } from '../../shared/challenges/challenges.events.ts'
import { broadcast, leaveAudience } from '../../server/platform/live.ts'
import {
  groupFounded,
  groupLeft,
  groupMemberRemoved,
  groupPosted,
} from '../../shared/groups/groups.events.ts'
import { boardAudience, boardPosted } from '../../shared/groups/groups.sockets.ts'
import { type ReactionHandler, when } from '../platform/handlers.ts'

const hearsNoMore = async ({ groupId, userId }: { groupId: string; userId: string }): Promise<void> =>
  leaveAudience(userId, boardAudience(groupId))

export const groupsReactions: ReactionHandler[] = [
  when('groups', challengePublished, ({ challengeId }, { at }) => tellOfProblem(challengeId, at)),
  when('groups', challengeNeedShared, ({ challengeId, organisationId }, { at }) =>
    tellOfSharing(challengeId, organisationId, at),
  ),
  when('groups', groupPosted, async ({ groupId }) => {
    broadcast(boardAudience(groupId), boardPosted, { groupId })
  }),
  when('groups', groupMemberRemoved, hearsNoMore),
  when('groups', groupLeft, hearsNoMore),
  when('groups', groupFounded, ({ groupId, organisationId }, { at }) =>
    tellOfGroup(groupId, organisationId, at),
  ),
]
