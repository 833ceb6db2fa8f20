import { createHmac, timingSafeEqual } from 'node:crypto'
import mongoose from 'mongoose'
import { mailboxConfirmed, mailboxStopped } from '../../shared/notifications/shared-mailbox.events.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { findOrganisation, type Organisation } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { transaction } from '../platform/database.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { noteReachable } from '../platform/unreachable.ts'
import { SharedMailbox, type SharedMailboxRecord } from './notifications.shared-mailboxes.model.ts'

const lifetimeMs = 7 * 24 * 60 * 60_000

// The secret part follows from the question's id, so that neither event, job nor database holds it.
const proofOf = (askId: string): string =>
  createHmac('sha256', config().sessionSecret).update(`mailbox ${askId}`).digest('base64url')

/** Where whoever reads the mailbox answers; only for the e-mail to it. */
export const mailboxLink = ({ askId }: SharedMailboxRecord): string =>
  `${config().publicUrl}/mailboxes/${askId}.${proofOf(askId)}`

/** Until when a question to a mailbox can be answered with yes. */
export const answerUntil = ({ askedAt }: SharedMailboxRecord): Date =>
  new Date(askedAt.getTime() + lifetimeMs)

/** The mailbox, if it is still there; for the worker that writes to it. */
export const findMailbox = (mailboxId: string): Promise<SharedMailboxRecord | null> =>
  SharedMailbox.findOne({ _id: mailboxId, removedAt: null }).lean<SharedMailboxRecord>()

/** What a link of ours asks, for its page. */
export interface MailboxQuestion {
  mailbox: SharedMailboxRecord
  organisation: Organisation
  isTooLate: boolean
}

/** @throws AppError not-found unless it is the newest question to a mailbox that is there */
export async function readMailboxLink(token: string): Promise<MailboxQuestion> {
  const [askId = '', proof = ''] = token.split('.')
  const [expected, given] = [Buffer.from(proofOf(askId)), Buffer.from(proof)]
  const isOurs = isId(askId) && given.length === expected.length && timingSafeEqual(given, expected)
  const mailbox = isOurs
    ? await SharedMailbox.findOne({ askId, removedAt: null }).lean<SharedMailboxRecord>()
    : null
  const organisation = mailbox && (await findOrganisation(mailbox.organisationId))
  if (!mailbox || !organisation) throw notFound('Link')
  return { mailbox, organisation, isTooLate: mailbox.state === 'waiting' && answerUntil(mailbox) <= now() }
}

/** Says yes or no for a mailbox; once more changes nothing. @throws AppError not-found, too-late for a late yes */
export async function answerMailbox(token: string, answer: 'yes' | 'no'): Promise<void> {
  const { mailbox, isTooLate } = await readMailboxLink(token)
  if (answer === 'no') return stopMailbox(mailbox._id)
  if (isTooLate) throw new AppError('too-late', 'This link is older than a week. Ask for a new one.')
  const { _id: mailboxId, organisationId, askId } = mailbox
  await transaction(async (session) => {
    const confirmed = await SharedMailbox.updateOne(
      { _id: mailboxId, askId, state: 'waiting', removedAt: null },
      { $set: { state: 'confirmed', confirmedAt: now() } },
      { session },
    )
    if (confirmed.modifiedCount > 0)
      await record(session, visitor, mailboxConfirmed, { organisationId, mailboxId })
  })
  await noteReachable(mailbox.email)
}

/** Nothing more goes to a mailbox, because whoever reads it says so; once more changes nothing. */
export async function stopMailbox(mailboxId: string): Promise<void> {
  await transaction(async (session) => {
    const stopped = await SharedMailbox.findOneAndUpdate(
      { _id: mailboxId, state: mongoose.trusted({ $ne: 'stopped' }) },
      { $set: { state: 'stopped', stoppedAt: now() } },
      { session },
    ).lean<SharedMailboxRecord>()
    if (stopped)
      await record(session, visitor, mailboxStopped, { organisationId: stopped.organisationId, mailboxId })
  })
}
