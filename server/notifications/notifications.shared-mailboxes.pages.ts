import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import {
  addMailboxSchema,
  answerMailboxSchema,
  changeTopicsSchema,
  topicLabels,
  topicsFor,
} from '../../shared/notifications/shared-mailbox.schema.ts'
import { notFound } from '../platform/errors.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { unreachableOf } from '../platform/unreachable.ts'
import { answerMailbox, answerUntil, readMailboxLink } from './notifications.mailbox-answers.service.ts'
import type { SharedMailboxRecord } from './notifications.shared-mailboxes.model.ts'
import {
  addMailbox,
  askMailboxAgain,
  changeTopics as change,
  listMailboxes,
  ownOrganisation,
  removeMailbox,
} from './notifications.shared-mailboxes.service.ts'

const page = '/organisation/mailboxes'

const notices: Record<string, string> = {
  added: 'We have written to the mailbox. Nothing more is sent until somebody there says yes.',
  changed: 'The topics are saved.',
  removed: 'The mailbox is told nothing from now on.',
}

/** The topics of the actor's side as items of a field. */
const topicItems = (req: Request) =>
  topicsFor(ownOrganisation(actorOf(req)).kind).map((value) => ({ value, text: topicLabels[value] }))

const present = (mailbox: SharedMailboxRecord, unreachable: ReadonlySet<string> = new Set()) => ({
  ...mailbox,
  id: mailbox._id,
  isReachable: !unreachable.has(mailbox.email),
  until: answerUntil(mailbox),
  topicNames: mailbox.topics.map((topic) => topicLabels[topic]),
})

async function showMailboxes(req: Request, res: Response, state: FormState): Promise<void> {
  const mailboxes = await listMailboxes(actorOf(req))
  const unreachable = await unreachableOf(mailboxes.map(({ email }) => email))
  res.render('notifications/shared-mailboxes', {
    mailboxes: mailboxes.map((one) => present(one, unreachable)),
    topics: topicItems(req),
    form: state,
    notice: noticeFor(req, notices),
  })
}

export const mailboxes: RequestHandler = (req, res) => showMailboxes(req, res, formState())

export const add = form({
  schema: addMailboxSchema,
  show: showMailboxes,
  act: async (input, req, res) => {
    await addMailbox(actorOf(req), input)
    res.redirect(303, `${page}?done=added`)
  },
})

async function showMailbox(req: Request, res: Response, state: FormState): Promise<void> {
  const found = (await listMailboxes(actorOf(req))).find(({ _id }) => _id === param(req, 'id'))
  if (!found) throw notFound('Shared mailbox')
  const typed = state.values['topics'] === undefined && state.summary.length === 0
  res.render('notifications/shared-mailbox', {
    mailbox: present(found, await unreachableOf([found.email])),
    topics: topicItems(req),
    form: typed ? { ...state, values: { topics: found.topics } } : state,
  })
}

export const mailbox: RequestHandler = (req, res) => showMailbox(req, res, formState())

export const changeTopics = form({
  schema: changeTopicsSchema,
  show: showMailbox,
  act: async ({ topics }, req, res) => {
    await change(actorOf(req), param(req, 'id'), topics)
    res.redirect(303, `${page}?done=changed`)
  },
})

export const askAgain = form({
  schema: z.strictObject({}),
  show: showMailbox,
  act: async (_input, req, res) => {
    await askMailboxAgain(actorOf(req), param(req, 'id'))
    res.redirect(303, `${page}?done=added`)
  },
})

export const remove: RequestHandler = async (req, res) => {
  await removeMailbox(actorOf(req), param(req, 'id'))
  res.redirect(303, `${page}?done=removed`)
}

async function showQuestion(req: Request, res: Response, state: FormState): Promise<void> {
  const { mailbox: asked, organisation, isTooLate } = await readMailboxLink(param(req, 'token'))
  res.render('notifications/mailbox-question', {
    mailbox: present(asked),
    organisation: organisation.name,
    isTooLate,
    form: state,
  })
}

/** A page with buttons, since mail readers and scanners open every link that they see. */
export const question: RequestHandler = (req, res) => showQuestion(req, res, formState())

export const answer = form({
  schema: answerMailboxSchema,
  show: showQuestion,
  act: async (input, req, res) => {
    const token = param(req, 'token')
    await answerMailbox(token, input.answer)
    res.redirect(303, `/mailboxes/${token}`)
  },
})
