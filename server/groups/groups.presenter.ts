import { engagementColours, engagementLabels, engagementState } from '../../shared/groups/engagement.ts'
import { joiningLabels, joinings, linkPath } from '../../shared/groups/group.ts'
import { regionName } from '../../shared/organisations/region-tree.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { findPeople } from '../identity/index.ts'
import { categories, codeNames, regions } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { translator } from '../platform/translations.ts'
import type { EngagementRecord } from './groups.engagements.model.ts'
import type { GroupMemberRecord, GroupRequestRecord, ListedPost } from './groups.model.ts'
import { groupPolicy } from './groups.policy.ts'
import type { Talk } from './groups.posts.service.ts'
import type { Placed } from './groups.service.ts'

const t = translator()

/** A group as this actor may see it, with what they may do. */
export function presentGroup({ group, membership, standing }: Placed, actor: Actor) {
  const { _id, foundedBy: _, ...shown } = group
  return {
    id: _id,
    ...shown,
    categoryNames: group.categories.map(codeNames.category),
    regionNames: group.regions.map(codeNames.region),
    joiningWords: t(joiningLabels[group.joining]),
    role: standing.role,
    isMuted: membership?.isMuted ?? false,
    may: {
      read: groupPolicy.read(actor, standing),
      join: groupPolicy.join(actor, standing),
      ask: groupPolicy.ask(actor, standing),
      leave: groupPolicy.leave(actor, standing),
      post: groupPolicy.post(actor, standing),
      organise: groupPolicy.organise(actor, standing),
      appoint: groupPolicy.appoint(actor, standing),
      close: groupPolicy.close(actor, standing),
      engage: groupPolicy.engage(actor, standing),
    },
  }
}

/** What the form of a group, and of a watch, offers to choose from. */
export const placeChoices = () => ({
  categories: categories()
    .divisions()
    .map(({ code, label }) => ({ value: code, text: label })),
  regions: regions()
    .nations()
    .map((region) => ({ value: region.code, text: regionName(region) })),
  joinings: joinings.map((value) => ({ value, text: t(joiningLabels[value]) })),
})

/** Names of people by id, asked for in one question. */
export async function namesOf(userIds: string[]): Promise<(userId: string) => string> {
  const people = await findPeople(userIds)
  return (userId) => people.get(userId)?.name ?? t('Somebody who has left')
}

/** A post as it stands on the board: of one that is hidden or withdrawn, only that. */
function presentPost(
  post: ListedPost,
  { standing }: Placed,
  actor: Actor,
  nameOf: (userId: string) => string,
) {
  const isShown = post.state === 'shown'
  return {
    id: post._id,
    by: nameOf(post.byUserId),
    organisation: post.organisationName,
    at: post.at,
    editedAt: isShown ? post.editedAt : null,
    state: post.state,
    text: isShown ? post.text : '',
    reason: post.hidden?.reason ?? '',
    links: isShown ? post.links.map((link) => ({ href: linkPath(link), title: link.title })) : [],
    may: {
      change: groupPolicy.changePost(actor, standing, post),
      hide: groupPolicy.hidePost(actor, standing, post) && post.byUserId !== actor.userId,
    },
  }
}
export type PresentedPost = ReturnType<typeof presentPost>

/** Talks of the board with the names of those who wrote. */
export async function presentTalks(talks: Talk[], placed: Placed, actor: Actor) {
  const everything = talks.flatMap(({ post, replies }) => [post, ...replies])
  const nameOf = await namesOf(everything.map(({ byUserId }) => byUserId))
  const present = (post: ListedPost) => presentPost(post, placed, actor, nameOf)
  return talks.map(({ post, replies }) => ({ ...present(post), replies: replies.map(present) }))
}

/** The people of a group, each with their organisation. */
export async function presentMembers(members: GroupMemberRecord[]) {
  const nameOf = await namesOf(members.map(({ userId }) => userId))
  return members.map(({ userId, organisationName, role, since }) => ({
    userId,
    name: nameOf(userId),
    organisation: organisationName,
    role,
    since,
  }))
}

/** Those who wait to be let in. */
export async function presentRequests(requests: GroupRequestRecord[]) {
  const nameOf = await namesOf(requests.map(({ userId }) => userId))
  return requests.map(({ _id: id, userId, organisationName, note, at }) => ({
    id,
    name: nameOf(userId),
    organisation: organisationName,
    note,
    at,
  }))
}

/** The authorities and brokers that have people in a group, by name. */
export const organisationsIn = (members: GroupMemberRecord[]): string[] =>
  [...new Set(members.map(({ organisationName }) => organisationName))].toSorted((a, b) =>
    a.localeCompare(b, 'en'),
  )

/** An engagement in a list. */
export const presentEngagementRow = (engagement: EngagementRecord) => {
  const state = engagementState(engagement, now())
  return {
    href: `/engagements/${engagement._id}`,
    title: engagement.title,
    startsAt: engagement.startsAt,
    registerBy: engagement.registerBy,
    state,
    stateWords: t(engagementLabels[state]),
    stateColour: engagementColours[state],
    authorities: engagement.authorities.map(({ organisationName }) => organisationName),
    hasNotes: engagement.notes !== null,
    isExample: engagement.isExample,
  }
}
