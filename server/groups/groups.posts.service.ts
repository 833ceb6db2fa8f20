import { isDeepStrictEqual } from 'node:util'
import mongoose from 'mongoose'
import { mostEdits, type PostLink } from '../../shared/groups/group.ts'
import {
  groupPosted,
  groupPostEdited,
  groupPostHidden,
  groupPostWithdrawn,
} from '../../shared/groups/groups.events.ts'
import type { PostInput, WantedLink } from '../../shared/groups/groups.schema.ts'
import { type Actor, visitor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { type CursorPage, type Paged, paged } from '../../shared/platform/pagination.ts'
import { record } from '../audit/index.ts'
import { canSee, findChallenge } from '../challenges/index.ts'
import { wrongCursor } from '../platform/api-query.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { findResourceBySlug } from '../resources/index.ts'
import { type ListedPost, Post, type PostRecord } from './groups.model.ts'
import { groupPolicy } from './groups.policy.ts'
import { changeGroup, type Changing, getGroupInside } from './groups.service.ts'

const { trusted } = mongoose
const perPage = 20
const posts = limit('group posts', 30, 60 * 60)
const edits = limit('group post edits', 60, 60 * 60)

const whoWrites = 'Members who act for their organisation write on the board of an open group'

/** What a member may point others at is what everybody can read. */
async function linkOf({ kind, id }: WantedLink): Promise<PostLink | null> {
  if (kind === 'resource') {
    const resource = await findResourceBySlug(visitor, id)
    return resource && { kind, id, title: resource.title }
  }
  const challenge = await findChallenge(id)
  return challenge && canSee(visitor, challenge) ? { kind, id, title: challenge.title } : null
}

/** @throws AppError invalid naming a link that not everybody can open */
async function linksOf(wanted: WantedLink[]): Promise<PostLink[]> {
  const found = await Promise.all(wanted.map(linkOf))
  const missing = wanted.find((_, place) => found[place] === null)
  if (missing) {
    const message = `Nothing that everybody can read is at /${missing.kind}s/${missing.id}`
    throw new AppError('invalid', message, { links: message })
  }
  return found.filter((link) => link !== null)
}

/** Talks of a group, the newest first; replies with the post that they belong to, the oldest first. */
export interface Talk {
  post: ListedPost
  replies: ListedPost[]
}

async function withReplies(groupId: string, firsts: ListedPost[]): Promise<Talk[]> {
  const replyTo = trusted({ $in: firsts.map(({ _id }) => _id) })
  const replies = await Post.find({ groupId, replyTo })
    .select('-earlier')
    .sort({ at: 1, _id: 1 })
    .lean<ListedPost[]>()
  return firsts.map((post) => ({ post, replies: replies.filter((one) => one.replyTo === post._id) }))
}

/** One talk whole. @throws AppError not-found, forbidden */
export async function getTalk(actor: Actor, groupId: string, postId: string): Promise<Talk> {
  await getGroupInside(actor, groupId)
  const post = isId(postId)
    ? await Post.findOne({ _id: postId, groupId, replyTo: null }).select('-earlier').lean<ListedPost>()
    : null
  const [talk] = post ? await withReplies(groupId, [post]) : []
  if (!talk) throw notFound('Post')
  return talk
}

/** One page of the notice board. @throws AppError not-found, forbidden */
export async function listTalks(actor: Actor, groupId: string, page: number): Promise<Paged<Talk>> {
  await getGroupInside(actor, groupId)
  const filter = { groupId, replyTo: null }
  const total = await Post.countDocuments(filter)
  const shown = Math.min(page, Math.max(1, Math.ceil(total / perPage)))
  const firsts = await Post.find(filter)
    .select('-earlier')
    .sort({ at: -1, _id: -1 })
    .skip((shown - 1) * perPage)
    .limit(perPage)
    .lean<ListedPost[]>()
  return paged(await withReplies(groupId, firsts), total, shown, perPage)
}

/** The notice board for programs, the newest talk first, from where the cursor stands. */
export async function listTalksAfter(
  actor: Actor,
  groupId: string,
  { cursor, limit: most }: { cursor?: string | undefined; limit: number },
): Promise<CursorPage<Talk>> {
  await getGroupInside(actor, groupId)
  const rows = await Post.find({ groupId, replyTo: null, ...(cursor ? after(cursor) : {}) })
    .select('-earlier')
    .sort({ at: -1, _id: -1 })
    .limit(most + 1)
    .lean<ListedPost[]>()
  const items = rows.slice(0, most)
  const last = items.at(-1)
  const nextCursor = rows.length > most && last ? `${last.at.getTime()}.${last._id}` : null
  return { items: await withReplies(groupId, items), nextCursor }
}

function after(cursor: string) {
  const [time, id] = cursor.split('.')
  if (!/^\d{1,15}$/.test(time ?? '') || !isId(id)) throw wrongCursor()
  const at = new Date(Number(time))
  return { $or: [{ at: trusted({ $lt: at }) }, { at, _id: trusted({ $lt: id }) }] }
}

/** Writes on the board, or replies to a post there. @returns the id of what was written */
export async function writePost(
  actor: Actor,
  groupId: string,
  input: PostInput,
  replyTo: string | null = null,
): Promise<string> {
  await getGroupInside(actor, groupId)
  const links = await linksOf(input.links)
  await posts.consume(actor.userId)
  return changeGroup(actor, groupId, async (changing) => {
    allow(groupPolicy.post(actor, changing.standing), whoWrites)
    const first = replyTo === null ? null : await loadPost(changing, groupId, replyTo)
    const { id: organisationId, name: organisationName } = actor.organisation as NonNullable<
      Actor['organisation']
    >
    const post = new Post({
      groupId,
      // A reply to a reply belongs to the same talk.
      replyTo: first && (first.replyTo ?? first._id),
      byUserId: actor.userId,
      organisationId,
      organisationName,
      text: input.text,
      links,
      at: now(),
    })
    await post.save({ session: changing.session })
    await record(changing.session, actor, groupPosted, { groupId, postId: post._id })
    return post._id
  })
}

async function loadPost({ session }: Changing, groupId: string, postId: string) {
  const post = isId(postId) ? await Post.findOne({ _id: postId, groupId }).session(session) : null
  if (!post) throw notFound('Post')
  return post
}

/** Why somebody may not change a post: its writer is told that it is gone, not that they did not write it. */
const whoChanges = (
  actor: Actor,
  { byUserId, state }: Pick<PostRecord, 'byUserId' | 'state'>,
  otherwise = 'Whoever wrote a post changes it',
): string =>
  byUserId === actor.userId && state !== 'shown'
    ? 'This post was hidden or taken back: nobody changes it any more'
    : otherwise

/** A post that this actor may change. @throws AppError not-found, forbidden */
export async function getOwnPost(actor: Actor, groupId: string, postId: string): Promise<PostRecord> {
  const { standing } = await getGroupInside(actor, groupId)
  const post = isId(postId) ? await Post.findOne({ _id: postId, groupId }).lean<PostRecord>() : null
  if (!post) throw notFound('Post')
  allow(groupPolicy.changePost(actor, standing, post), whoChanges(actor, post))
  return post
}

/** A post that this actor may hide. @throws AppError not-found, forbidden */
export async function getPostToHide(actor: Actor, groupId: string, postId: string): Promise<PostRecord> {
  const { standing } = await getGroupInside(actor, groupId)
  const post = isId(postId) ? await Post.findOne({ _id: postId, groupId }).lean<PostRecord>() : null
  if (!post) throw notFound('Post')
  allow(groupPolicy.hidePost(actor, standing, post), 'An organiser or a broker hides a post')
  return post
}

/** Changes an own post; what it said before is kept. */
export async function editPost(
  actor: Actor,
  groupId: string,
  postId: string,
  input: PostInput,
): Promise<void> {
  await getGroupInside(actor, groupId)
  const links = await linksOf(input.links)
  await edits.consume(actor.userId)
  await changeGroup(actor, groupId, async (changing) => {
    const post = await loadPost(changing, groupId, postId)
    allow(groupPolicy.changePost(actor, changing.standing, post), whoChanges(actor, post))
    if (post.text === input.text && isDeepStrictEqual(post.toObject().links, links)) return
    if (post.earlier.length >= mostEdits)
      throw new AppError(
        'conflict',
        `This post was changed ${mostEdits} times, which is as often as can be. Write a new one.`,
      )
    const before = { text: post.text, links: post.links, at: post.editedAt ?? post.at }
    post.set({ text: input.text, links, editedAt: now(), earlier: [...post.earlier, before] })
    await post.save({ session: changing.session })
    await record(changing.session, actor, groupPostEdited, { groupId, postId })
  })
}

/** Takes an own post back: its words are shown to nobody, its place stays. */
export async function withdrawPost(actor: Actor, groupId: string, postId: string): Promise<void> {
  await changeGroup(actor, groupId, async (changing) => {
    const post = await loadPost(changing, groupId, postId)
    allow(
      groupPolicy.changePost(actor, changing.standing, post),
      whoChanges(actor, post, 'Whoever wrote a post takes it back'),
    )
    post.state = 'withdrawn'
    await post.save({ session: changing.session })
    await record(changing.session, actor, groupPostWithdrawn, { groupId, postId })
  })
}

/** Hides a post with a reason, which members read in its place; the words are kept. */
export async function hidePost(actor: Actor, groupId: string, postId: string, reason: string): Promise<void> {
  await changeGroup(actor, groupId, async (changing) => {
    const post = await loadPost(changing, groupId, postId)
    allow(groupPolicy.hidePost(actor, changing.standing, post), 'An organiser or a broker hides a post')
    post.set({ state: 'hidden', hidden: { byUserId: actor.userId, at: now(), reason } })
    await post.save({ session: changing.session })
    const event = { groupId, postId, userId: post.byUserId }
    await record(changing.session, actor, groupPostHidden, event)
  })
}
