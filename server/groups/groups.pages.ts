import type { Request, RequestHandler, Response } from 'express'
import {
  editGroupSchema,
  groupListQuery,
  groupSchema,
  joinRequestSchema,
  postSchema,
} from '../../shared/groups/groups.schema.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { pageQuery } from '../../shared/platform/pagination.ts'
import { canSee, findChallenge } from '../challenges/index.ts'
import { allow } from '../platform/errors.ts'
import { form, type FormState, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { sentByForm, sharedForm } from '../platform/unseen-changes.ts'
import { engagementsOf } from './groups.engagements.service.ts'
import { askToJoin, hasAsked, joinGroup, membersOf, muteGroup } from './groups.members.service.ts'
import { groupPolicy } from './groups.policy.ts'
import { listTalks, writePost } from './groups.posts.service.ts'
import {
  organisationsIn,
  placeChoices,
  presentEngagementRow,
  presentGroup,
  presentTalks,
} from './groups.presenter.ts'
import {
  editGroup,
  foundGroup,
  getGroup,
  groupWords,
  listGroups,
  refuseFounding,
  whoOrganises,
} from './groups.service.ts'

const notices = {
  founded:
    'The group is there, and you are its organiser. Write the first post, and tell others of its address.',
  saved: 'Your changes are saved.',
  joined: 'You are a member now.',
  asked: 'The organisers are told that you ask to be let in.',
  left: 'You left the group.',
  posted: 'It stands on the board. Members are told in their inbox.',
  edited: 'Your post is changed. What it said before is kept.',
  withdrawn: 'Your post is taken back.',
  hidden: 'The post is hidden. Whoever wrote it is told why.',
  closed: 'The group is closed. Its board stays readable to members.',
  muted: 'You will hear no more of what is written here.',
  unmuted: 'You will hear again of what is written here.',
}

const to = (req: Request, res: Response, done: keyof typeof notices, id = param(req, 'id')): void =>
  res.redirect(303, `/groups/${id}?done=${done}`)

/** The working groups. */
export const list: RequestHandler = async (req, res) => {
  const actor = actorOf(req)
  const query = groupListQuery.parse(req.query)
  const found = await listGroups(actor, {
    q: query.q,
    categories: query.category ? [query.category] : [],
    regions: query.region ? [query.region] : [],
  })
  res.render('groups/list', {
    groups: found.map((one) => ({ ...presentGroup(one, actor), members: one.members })),
    query,
    choices: placeChoices(),
    isFiltered: Boolean(query.q || query.category || query.region),
    may: { found: groupPolicy.found(actor) },
    notice: noticeFor(req, notices),
  })
}

function showNew(req: Request, res: Response, state: FormState): void {
  refuseFounding(actorOf(req))
  res.render('groups/edit', { form: state, choices: placeChoices(), group: null })
}

/** The empty form; begun from a challenge, it is filed as that is. */
export const newPage: RequestHandler = async (req, res) => {
  const wanted = req.query['challenge']
  const challenge = typeof wanted === 'string' ? await findChallenge(wanted) : null
  const known = challenge && canSee(visitor, challenge) ? challenge : null
  showNew(
    req,
    res,
    formState({
      joining: 'open',
      title: known?.title ?? '',
      categories: known ? [...new Set(known.cpv.map((code) => `${code.slice(0, 2)}000000`))] : [],
      regions: known ? [...new Set(known.regions.map((code) => code.slice(0, 3)))] : [],
    }),
  )
}

export const create = form({
  schema: groupSchema,
  show: showNew,
  act: async (input, req, res) => to(req, res, 'founded', await foundGroup(actorOf(req), input)),
})

async function showEdit(req: Request, res: Response, state: FormState | null): Promise<void> {
  const actor = actorOf(req)
  const placed = await getGroup(actor, param(req, 'id'))
  allow(groupPolicy.organise(actor, placed.standing), whoOrganises)
  const group = presentGroup(placed, actor)
  const shown = sharedForm(req, state ?? formState(placed.group), groupWords(placed.group))
  res.render('groups/edit', { form: shown, choices: placeChoices(), group })
}

export const editPage: RequestHandler = (req, res) => showEdit(req, res, null)

export const edit = form({
  schema: editGroupSchema,
  show: showEdit,
  act: async (input, req, res) => {
    await editGroup(actorOf(req), param(req, 'id'), sentByForm(input))
    to(req, res, 'saved')
  },
})

/** One group: what it is for, who is in it and, for members, the board. */
async function showGroup(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const placed = await getGroup(actor, param(req, 'id'))
  const group = presentGroup(placed, actor)
  const [members, asked, talks, engagements] = await Promise.all([
    membersOf(group.id),
    hasAsked(actor, group.id),
    group.may.read ? listTalks(actor, group.id, pageQuery.parse(req.query).page) : null,
    group.may.read ? engagementsOf(group.id) : [],
  ])
  res.render('groups/show', {
    group,
    people: members.length,
    organisations: organisationsIn(members),
    hasAsked: asked,
    talks: talks && { ...talks, items: await presentTalks(talks.items, placed, actor) },
    engagements: engagements.map(presentEngagementRow),
    form: state,
    // Its address may be sent on: whoever opens it is no organiser by that.
    notice: noticeFor(req, group.role === 'organiser' ? notices : { ...notices, founded: undefined }),
  })
}

export const show: RequestHandler = (req, res) => showGroup(req, res, formState())

export const post = form({
  schema: postSchema,
  show: showGroup,
  act: async (input, req, res) => {
    await writePost(actorOf(req), param(req, 'id'), input)
    to(req, res, 'posted')
  },
})

export const join: RequestHandler = async (req, res) => {
  await joinGroup(actorOf(req), param(req, 'id'))
  to(req, res, 'joined')
}

export const ask = form({
  schema: joinRequestSchema,
  show: showGroup,
  act: async ({ note }, req, res) => {
    await askToJoin(actorOf(req), param(req, 'id'), note)
    to(req, res, 'asked')
  },
})

export const mute: RequestHandler = async (req, res) => {
  await muteGroup(actorOf(req), param(req, 'id'), true)
  to(req, res, 'muted')
}

export const unmute: RequestHandler = async (req, res) => {
  await muteGroup(actorOf(req), param(req, 'id'), false)
  to(req, res, 'unmuted')
}
