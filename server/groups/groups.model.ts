import mongoose from 'mongoose'
import {
  type GroupRole,
  type GroupStatus,
  groupRoles,
  groupStatuses,
  type Joining,
  joinings,
  type PostLink,
  type PostState,
  postStates,
} from '../../shared/groups/group.ts'
import { newId } from '../../shared/platform/ids.ts'

/** People of authorities who work on one problem. */
export interface GroupRecord {
  _id: string
  title: string
  purpose: string
  /** CPV divisions. */
  categories: string[]
  /** ITL 1 codes; empty for everywhere. */
  regions: string[]
  joining: Joining
  status: GroupStatus
  foundedBy: string
  createdAt: Date
  /** When somebody last wrote, joined or changed it. */
  lastAt: Date
  closedAt: Date | null
  isExample: boolean
}

/** A person in a group, through the organisation for which they came in. */
export interface GroupMemberRecord {
  _id: string
  groupId: string
  userId: string
  organisationId: string
  organisationName: string
  role: GroupRole
  /** Hears of what is written no more. */
  isMuted: boolean
  since: Date
}

/** Somebody who asks to be let in. */
export interface GroupRequestRecord {
  _id: string
  groupId: string
  userId: string
  organisationId: string
  organisationName: string
  note: string
  at: Date
}

/** A post as one save had it. */
export interface PostVersion {
  text: string
  links: PostLink[]
  at: Date
}

/** A post on the notice board, or a reply to one. */
export interface PostRecord extends PostVersion {
  _id: string
  groupId: string
  /** Null for a post that begins a talk. */
  replyTo: string | null
  byUserId: string
  organisationId: string
  organisationName: string
  state: PostState
  /** What it said before each change. */
  earlier: PostVersion[]
  editedAt: Date | null
  hidden: { byUserId: string; at: Date; reason: string } | null
}

/** A post as lists read it: without what it said before. */
export type ListedPost = Omit<PostRecord, 'earlier'>

const { Schema, model } = mongoose
const id = { type: String, default: newId }
const text = { type: String, default: '' }
const needed = { type: String, required: true }
const date = { type: Date, default: null }
const when = { type: Date, required: true }
// Checked by the schemas of the forms; each is kept whole.
const whole = (fallback: () => unknown) => ({ type: Schema.Types.Mixed, default: fallback })

const groupSchema = new Schema<GroupRecord>(
  {
    _id: id,
    title: needed,
    purpose: needed,
    categories: [String],
    regions: [String],
    joining: { type: String, enum: joinings, required: true },
    status: { type: String, enum: groupStatuses, default: 'active' },
    foundedBy: needed,
    createdAt: when,
    lastAt: when,
    closedAt: date,
    isExample: { type: Boolean, default: false },
  } as never,
  { collection: 'groups', versionKey: false },
)
groupSchema.index({ status: 1, lastAt: -1 })

const membership = {
  _id: id,
  groupId: needed,
  userId: needed,
  organisationId: needed,
  organisationName: text,
}
const memberSchema = new Schema<GroupMemberRecord>(
  {
    ...membership,
    role: { type: String, enum: groupRoles, required: true },
    isMuted: { type: Boolean, default: false },
    since: when,
  } as never,
  { collection: 'group_members', versionKey: false },
)
memberSchema.index({ groupId: 1, userId: 1 }, { unique: true })
memberSchema.index({ userId: 1 })

const requestSchema = new Schema<GroupRequestRecord>({ ...membership, note: text, at: when } as never, {
  collection: 'group_requests',
  versionKey: false,
})
requestSchema.index({ groupId: 1, userId: 1 }, { unique: true })

const postSchema = new Schema<PostRecord>(
  {
    _id: id,
    groupId: needed,
    replyTo: { type: String, default: null },
    byUserId: needed,
    organisationId: needed,
    organisationName: text,
    text: needed,
    links: whole(() => []),
    at: when,
    state: { type: String, enum: postStates, default: 'shown' },
    earlier: whole(() => []),
    editedAt: date,
    hidden: whole(() => null),
  } as never,
  { collection: 'group_posts', versionKey: false, minimize: false },
)
postSchema.index({ groupId: 1, replyTo: 1, at: -1, _id: -1 })

export const Group = model<GroupRecord>('Group', groupSchema)
export const GroupMember = model<GroupMemberRecord>('GroupMember', memberSchema)
export const GroupRequest = model<GroupRequestRecord>('GroupRequest', requestSchema)
export const Post = model<PostRecord>('GroupPost', postSchema)
