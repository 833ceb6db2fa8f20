import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import {
  declineWordingSchema,
  proposeWordingSchema,
  withdrawPrivateSchema,
} from '../../shared/clarifications/clarifications.private.schema.ts'
import { findOrganisation } from '../organisations/index.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { readPrivate } from './clarifications.private.read.service.ts'
import {
  agreeWording,
  declineWording,
  proposeWording,
  withdrawPrivate,
} from './clarifications.private.service.ts'

const notices = {
  asked: 'Only the brokers read your question. They will propose words for everybody, and you decide.',
  proposed: 'The supplier is asked to agree to these words.',
  declined: 'The brokers read what you said, and will propose other words.',
  withdrawn: 'The question goes no further.',
}

async function showPrivate(req: Request, res: Response, state: FormState): Promise<void> {
  const { question, challenge } = await readPrivate(actorOf(req), param(req, 'id'))
  const asker = question.asker && (await findOrganisation(question.asker.organisationId))
  res.render('clarifications/private', {
    question,
    challenge,
    askerName: asker?.name,
    form: state,
    notice: noticeFor(req, notices),
  })
}

export const show: RequestHandler = (req, res) => showPrivate(req, res, formState())

const back = (res: Response, id: string, done: keyof typeof notices) =>
  res.redirect(303, `/private-questions/${id}?done=${done}`)

export const propose = form({
  schema: proposeWordingSchema,
  show: showPrivate,
  act: async (input, req, res) => {
    await proposeWording(actorOf(req), param(req, 'id'), input)
    back(res, param(req, 'id'), 'proposed')
  },
})

const place = z.coerce.number().int().min(1).max(1000)

export const agree = form({
  schema: z.object({ wording: place }),
  show: showPrivate,
  act: async ({ wording }, req, res) => {
    const { challengeId } = await agreeWording(actorOf(req), param(req, 'id'), wording)
    res.redirect(303, `/challenges/${challengeId}/questions?done=asked`)
  },
})

export const decline = form({
  schema: declineWordingSchema.extend({ wording: place }),
  show: showPrivate,
  act: async ({ wording, note }, req, res) => {
    await declineWording(actorOf(req), param(req, 'id'), wording, note)
    back(res, param(req, 'id'), 'declined')
  },
})

export const withdraw = form({
  schema: withdrawPrivateSchema,
  show: showPrivate,
  act: async ({ reason }, req, res) => {
    await withdrawPrivate(actorOf(req), param(req, 'id'), reason)
    back(res, param(req, 'id'), 'withdrawn')
  },
})
