import type { Request, RequestHandler, Response } from 'express'
import { emailChoices, emailLabels } from '../../shared/notifications/channels.ts'
import { findKind, noticeGroups } from '../../shared/notifications/kinds.ts'
import { preferencesFormSchema } from '../../shared/notifications/notifications.schema.ts'
import { findChallenge } from '../challenges/index.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { doneOf } from './notifications.done.ts'
import { findMailbox } from './notifications.mailbox-answers.service.ts'
import { listMuted } from './notifications.mute.service.ts'
import { listPreferences, savePreferences } from './notifications.preferences.service.ts'
import { timesInWords } from './notifications.times.pages.ts'
import { timesOfPerson } from './notifications.times.service.ts'
import {
  mutedBy,
  readToken,
  type Subscription,
  unsubscribe as stop,
} from './notifications.unsubscribe.service.ts'

async function showPreferences(req: Request, res: Response, state: FormState): Promise<void> {
  const chosen = await listPreferences(actorOf(req))
  const groups = noticeGroups.map(({ title, kinds }) => ({
    title,
    rows: chosen.filter(({ kind }) => kinds.includes(kind)),
  }))
  res.render('notifications/preferences', {
    groups: groups.filter(({ rows }) => rows.length > 0),
    choices: emailChoices.map((value) => ({ value, text: emailLabels[value] })),
    muted: await listMuted(actorOf(req).userId),
    times: timesInWords(await timesOfPerson(actorOf(req).userId)),
    ...(await doneOf(req, '/account/notifications')),
    isSaved: req.query['saved'] === 'yes',
    form: state,
  })
}

export const preferences: RequestHandler = (req, res) => showPreferences(req, res, formState())

export const save = form({
  schema: preferencesFormSchema,
  show: showPreferences,
  act: async ({ kinds }, req, res) => {
    await savePreferences(actorOf(req).userId, kinds)
    res.redirect(303, '/account/notifications?saved=yes')
  },
})

/** What a link of ours stops, for its page: a mailbox by its address, a kind by its label, or a challenge by its title. */
async function meantBy(
  subscription: Subscription,
): Promise<{ label?: string; challenge?: string; mailbox?: string }> {
  if (subscription.what === 'mailbox')
    return { mailbox: (await findMailbox(subscription.userId))?.email ?? '' }
  const challengeId = mutedBy(subscription)
  if (challengeId) return { challenge: (await findChallenge(challengeId))?.title ?? '' }
  const label = findKind(subscription.what)?.label
  return label === undefined ? {} : { label }
}

/** A page with a button, since mail readers and scanners open every link that they see. */
export const confirmUnsubscribe: RequestHandler = async (req, res) => {
  const meant = await meantBy(readToken(param(req, 'token')))
  res.render('notifications/unsubscribe', { ...meant, isDone: false })
}

/** One request is enough: from the button, or from a mail reader by itself (RFC 8058). */
export const unsubscribe: RequestHandler = async (req, res) => {
  const meant = await meantBy(await stop(param(req, 'token')))
  res.render('notifications/unsubscribe', { ...meant, isDone: true })
}
