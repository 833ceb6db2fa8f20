import type { Request, RequestHandler, Response } from 'express'
import { editPostSchema, hidePostSchema, postSchema } from '../../shared/groups/groups.schema.ts'
import { linkPath } from '../../shared/groups/group.ts'
import { config } from '../platform/config.ts'
import { allow, notFound } from '../platform/errors.ts'
import { form, type FormState, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { groupPolicy } from './groups.policy.ts'
import {
  editPost,
  getOwnPost,
  getPostToHide,
  getTalk,
  hidePost,
  withdrawPost,
  writePost,
} from './groups.posts.service.ts'
import { presentGroup, presentTalks } from './groups.presenter.ts'
import { getGroupInside } from './groups.service.ts'

const idsOf = (req: Request) => [param(req, 'id'), param(req, 'postId')] as const
const back = (req: Request, res: Response, done: string): void =>
  res.redirect(303, `/groups/${param(req, 'id')}?done=${done}`)

async function showTalk(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const [id, postId] = idsOf(req)
  const placed = await getGroupInside(actor, id)
  allow(groupPolicy.post(actor, placed.standing), 'Members of an open group reply on its board')
  const [talk] = await presentTalks([await getTalk(actor, id, postId)], placed, actor)
  if (!talk) throw notFound('Post')
  res.render('groups/reply', { group: presentGroup(placed, actor), talk, form: state })
}

/** A talk, with room for a reply. */
export const replyPage: RequestHandler = (req, res) => showTalk(req, res, formState())

export const reply = form({
  schema: postSchema,
  show: showTalk,
  act: async (input, req, res) => {
    const [id, postId] = idsOf(req)
    await writePost(actorOf(req), id, input, postId)
    back(req, res, 'posted')
  },
})

async function showEdit(req: Request, res: Response, state: FormState | null): Promise<void> {
  const actor = actorOf(req)
  const [id, postId] = idsOf(req)
  const post = await getOwnPost(actor, id, postId)
  const links = post.links.map((link) => `${config().publicUrl}${linkPath(link)}`).join('\n')
  res.render('groups/edit-post', {
    group: presentGroup(await getGroupInside(actor, id), actor),
    post: { id: postId },
    form: state ?? formState({ text: post.text, links }),
  })
}

export const editPage: RequestHandler = (req, res) => showEdit(req, res, null)

export const edit = form({
  schema: editPostSchema,
  show: showEdit,
  act: async (input, req, res) => {
    await editPost(actorOf(req), ...idsOf(req), input)
    back(req, res, 'edited')
  },
})

export const withdraw: RequestHandler = async (req, res) => {
  await withdrawPost(actorOf(req), ...idsOf(req))
  back(req, res, 'withdrawn')
}

async function showHide(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const [id, postId] = idsOf(req)
  const post = await getPostToHide(actor, id, postId)
  const placed = await getGroupInside(actor, id)
  const [talk] = await presentTalks([{ post, replies: [] }], placed, actor)
  res.render('groups/hide', { group: presentGroup(placed, actor), post: talk, form: state })
}

export const hidePage: RequestHandler = (req, res) => showHide(req, res, formState())

export const hide = form({
  schema: hidePostSchema,
  show: showHide,
  act: async ({ reason }, req, res) => {
    await hidePost(actorOf(req), ...idsOf(req), reason)
    back(req, res, 'hidden')
  },
})
