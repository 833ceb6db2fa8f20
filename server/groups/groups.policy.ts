import { type EngagementState, hasBegun } from '../../shared/groups/engagement.ts'
import type { GroupRole, GroupStatus, Joining, PostState } from '../../shared/groups/group.ts'
import { type Actor, actsFor, belongsTo, isBroker, isOfBrokerage } from '../../shared/platform/actor.ts'

/** What a decision needs to know about a working group, and of the actor's place in it. */
export interface GroupStanding {
  status: GroupStatus
  joining: Joining
  /** Null for whoever is no member through the organisation that they act for now. */
  role: GroupRole | null
}

/** What a decision about a post needs to know besides. */
export interface PostStanding {
  state: PostState
  byUserId: string
  /** The organisation that it was written for. */
  organisationId: string
}

const isOfAuthority = (actor: Actor): boolean =>
  actor.kind === 'person' && actor.organisation?.kind === 'authority' && actor.organisation.isVerified

/** Somebody who may act for a confirmed authority. */
export const actsForAuthority = (actor: Actor): boolean =>
  isOfAuthority(actor) && actsFor(actor, actor.organisation?.id ?? '')

const mayTakePart = (actor: Actor): boolean => actsForAuthority(actor) || isBroker(actor)
const isOrganiser = (actor: Actor, group: GroupStanding): boolean =>
  group.role === 'organiser' && mayTakePart(actor)
const isActive = ({ status }: GroupStanding): boolean => status === 'active'

/** Who may do what in working groups. Suppliers and visitors get not-found: that there is a group is not theirs to know. */
export const groupPolicy = {
  /** That there are groups, what each is for, and which authorities are in it. */
  see: (actor: Actor): boolean => actor.kind === 'system' || isOfAuthority(actor) || isOfBrokerage(actor),

  found: (actor: Actor): boolean => mayTakePart(actor),

  /** The board and the people: members, and the brokers, who moderate. */
  read: (actor: Actor, group: GroupStanding): boolean =>
    actor.kind === 'system' || (group.role !== null && groupPolicy.see(actor)) || isOfBrokerage(actor),

  join: (actor: Actor, group: GroupStanding): boolean =>
    isActive(group) && group.role === null && mayTakePart(actor) && group.joining === 'open',

  ask: (actor: Actor, group: GroupStanding): boolean =>
    isActive(group) && group.role === null && mayTakePart(actor) && group.joining === 'by-request',

  /** At any time, whatever one may do for one's organisation now. */
  leave: (_actor: Actor, group: GroupStanding): boolean => group.role !== null,

  post: (actor: Actor, group: GroupStanding): boolean =>
    isActive(group) && group.role !== null && mayTakePart(actor),

  /** Change or withdraw one's own, while acting for the organisation that it was written for. */
  changePost: (actor: Actor, group: GroupStanding, post: PostStanding): boolean =>
    groupPolicy.post(actor, group) &&
    post.state === 'shown' &&
    post.byUserId === actor.userId &&
    post.organisationId === actor.organisation?.id,

  /** Hide somebody's: organisers, and brokers as moderators. */
  hidePost: (actor: Actor, group: GroupStanding, post: PostStanding): boolean =>
    post.state === 'shown' && (isOrganiser(actor, group) || isBroker(actor)),

  /** Change what the group says, let people in and take them out, make organisers. */
  organise: (actor: Actor, group: GroupStanding): boolean => isActive(group) && isOrganiser(actor, group),

  /** Make somebody an organiser: brokers too, for a group whose organisers have gone. */
  appoint: (actor: Actor, group: GroupStanding): boolean =>
    isActive(group) && (isOrganiser(actor, group) || isBroker(actor)),

  close: (actor: Actor, group: GroupStanding): boolean =>
    isActive(group) && (isOrganiser(actor, group) || isBroker(actor)),

  /** Plan an early engagement: an organiser who acts for an authority, since authorities buy. */
  engage: (actor: Actor, group: GroupStanding): boolean =>
    groupPolicy.organise(actor, group) && actsForAuthority(actor),
}

/** What a decision about an early engagement needs to know. */
export interface EngagementStanding {
  state: EngagementState
  /** The authority that leads it. */
  leadId: string
  /** Those that take part in it, the lead among them. */
  authorityIds: string[]
  /** The time for registering is not over. */
  takesRegistrations: boolean
  hasChallenge: boolean
  group: GroupStanding
}

const isToCome = ({ state }: EngagementStanding): boolean => state === 'planned' || state === 'announced'
const isFirm = (actor: Actor): boolean =>
  actor.organisation?.kind === 'supplier' && actsFor(actor, actor.organisation.id)

/**
 * An early engagement is the group's while it is planned, and everybody's from its announcement on. Until it starts it
 * can be changed and called off, and authorities come and go; from then on who held it and who registered is a fact.
 */
export const engagementPolicy = {
  see: (actor: Actor, engagement: EngagementStanding): boolean =>
    engagement.state !== 'planned' || groupPolicy.read(actor, engagement.group),

  /** An organiser who acts for the authority that leads it; a group that was closed still owes the notes. */
  lead: (actor: Actor, { leadId, group }: EngagementStanding): boolean =>
    actsFor(actor, leadId) && isOrganiser(actor, group) && actsForAuthority(actor),

  change: (actor: Actor, engagement: EngagementStanding): boolean =>
    isToCome(engagement) && isActive(engagement.group) && engagementPolicy.lead(actor, engagement),

  announce: (actor: Actor, engagement: EngagementStanding): boolean =>
    engagement.state === 'planned' && engagementPolicy.change(actor, engagement),

  cancel: (actor: Actor, engagement: EngagementStanding): boolean =>
    engagementPolicy.change(actor, engagement),

  /** A member speaks for their own authority, until it starts or a challenge came of it. */
  agree: (actor: Actor, engagement: EngagementStanding): boolean =>
    isToCome(engagement) &&
    !engagement.hasChallenge &&
    groupPolicy.post(actor, engagement.group) &&
    actsForAuthority(actor) &&
    !engagement.authorityIds.includes(actor.organisation?.id ?? ''),

  /** The lead can't leave: it cancels. */
  withdrawAgreement: (actor: Actor, engagement: EngagementStanding): boolean =>
    isToCome(engagement) &&
    !engagement.hasChallenge &&
    engagement.authorityIds.some((id) => id !== engagement.leadId && actsFor(actor, id)),

  /** Any supplier, each the same way: nobody is let in after the time that holds for all. */
  register: (actor: Actor, engagement: EngagementStanding): boolean =>
    engagement.state === 'announced' && engagement.takesRegistrations && isFirm(actor),

  /** Who can't come says so until it starts, also where nobody can register any more. */
  unregister: (actor: Actor, engagement: EngagementStanding): boolean =>
    engagement.state === 'announced' && isFirm(actor),

  /** Who registered is for the authorities that take part, and brokers; each supplier knows of itself. */
  seeRegistrations: (actor: Actor, { authorityIds }: EngagementStanding): boolean =>
    isOfBrokerage(actor) || authorityIds.some((id) => belongsTo(actor, id)),

  publishNotes: (actor: Actor, engagement: EngagementStanding): boolean =>
    hasBegun(engagement.state) && engagementPolicy.lead(actor, engagement),

  /** Begin the joint challenge that comes of it: an organiser of the lead, once. */
  draft: (actor: Actor, engagement: EngagementStanding): boolean =>
    engagement.state !== 'cancelled' && !engagement.hasChallenge && engagementPolicy.lead(actor, engagement),
}

/** A watch is its owner's own affair; only people of authorities and brokers have any. */
export const watchPolicy = {
  keep: (actor: Actor): boolean => isOfAuthority(actor) || isOfBrokerage(actor),
  change: (actor: Actor, watch: { userId: string }): boolean =>
    actor.kind === 'person' && actor.userId === watch.userId,
}
