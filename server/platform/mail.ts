import { createHmac } from 'node:crypto'
import mongoose from 'mongoose'
import type { CalendarMethod } from '../../shared/platform/calendar-file.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from './clock.ts'
import { config } from './config.ts'
import { sendByNotify } from './notify.ts'
import { MailRefused, sendBySmtp } from './smtp.ts'
import { noteHardBounce } from './unreachable.ts'

/** One e-mail to one person. */
export interface Mail {
  /** One bare address. */
  to: string
  subject: string
  text: string
  html: string
  /** Besides the usual ones, such as `List-Unsubscribe`. */
  headers?: Record<string, string>
  /** Without angle brackets, the same when the mail is tried again: a server that has it already can tell. */
  messageId?: string
  /** An entry for the reader's calendar (iMIP, RFC 6047). */
  calendar?: { method: CalendarMethod; content: string }
  /** Opens an account: where mail is kept, only the browser that asked for it is shown it. */
  isSecret?: boolean
}

/** A mail that was kept, since this installation has no way to send it. */
export interface KeptMail {
  /** The mail's message id. */
  _id: string
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  /** The calendar file that it carries, if any. */
  calendar?: string | null
  isSecret: boolean
  at: Date
}

const schema = new mongoose.Schema<KeptMail>(
  {
    _id: String,
    to: { type: String, required: true },
    subject: { type: String, required: true },
    text: { type: String, required: true },
    html: { type: String, required: true },
    headers: { type: mongoose.Schema.Types.Mixed, default: {} },
    calendar: { type: String, default: null },
    isSecret: { type: Boolean, default: false },
    at: { type: Date, required: true },
  },
  { collection: 'demo_mailbox', versionKey: false, minimize: false },
)
schema.index({ at: -1 })
schema.index({ to: 1, at: -1 })
const Kept = mongoose.model('KeptMail', schema)

/**
 * A message id that follows from an event or notice, so that sending it again repeats it. Only whoever gets the mail can
 * know it, also where the event and the reader's id are no secrets: a report on a mail is believed by it.
 */
export function messageIdFor(id: string): string {
  const { sessionSecret, publicUrl } = config()
  const proof = createHmac('sha256', sessionSecret).update(`message ${id}`).digest('base64url').slice(0, 22)
  return `${id}.${proof}@${new URL(publicUrl).hostname}`
}

/** Text for a header: one line, whatever somebody typed. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** True if this installation can send mail; otherwise it is kept. */
export const canSendMail = (): boolean => config().smtpUrl !== undefined || config().notify !== undefined

/**
 * Sends a mail by SMTP_URL or GOV.UK Notify. Without either it is kept for the demo mailbox, once for each message id.
 * An address that there is not counts as not reachable from then on.
 * @param beforeEnd runs just before the mail can be taken; if it throws, nothing is delivered
 * @throws MailRefused if the mail server does not take it; MailOutcomeUnknown if it never said
 */
export async function sendMail(mail: Mail, beforeEnd: () => Promise<void> = async () => {}): Promise<void> {
  const { smtpUrl, notify } = config()
  const messageId = mail.messageId ?? messageIdFor(newId())
  const subject = oneLine(mail.subject)
  try {
    if (smtpUrl) await sendBySmtp(smtpUrl, asMessage({ ...mail, subject }, messageId), beforeEnd)
    else if (notify) await sendByNotify(notify, asNotifyMail({ ...mail, subject }, messageId), beforeEnd)
    else await keepMail({ ...mail, subject }, messageId)
  } catch (error) {
    if (error instanceof MailRefused && error.isBounce) await noteHardBounce(mail.to)
    throw error
  }
}

const asMessage = (mail: Mail, messageId: string) => ({
  from: config().mailFrom,
  // As an object: commas in an address must not make two of it.
  to: { name: '', address: mail.to },
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  ...(mail.calendar ? { icalEvent: { ...mail.calendar, filename: 'live-session.ics' } } : {}),
  messageId: `<${messageId}>`,
  headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
})

const asNotifyMail = ({ to, subject, text, headers }: Mail, reference: string) => ({
  to,
  subject,
  body: text,
  reference,
  unsubscribeUrl: /^<(.+)>$/.exec(headers?.['List-Unsubscribe'] ?? '')?.[1],
})

async function keepMail(mail: Mail, messageId: string): Promise<void> {
  const { to, subject, text, html, headers = {}, calendar, isSecret = false } = mail
  await Kept.updateOne(
    { _id: messageId },
    {
      $setOnInsert: {
        to,
        subject,
        text,
        html,
        headers,
        calendar: calendar?.content ?? null,
        isSecret,
        at: now(),
      },
    },
    { upsert: true },
  )
}

/** Which kept mails: of one address; without secret ones but those `asked` for, by their message ids. */
export interface KeptMailFilter {
  to?: string
  asked?: string[]
}

const asQuery = ({ to, asked }: KeptMailFilter): mongoose.QueryFilter<KeptMail> => ({
  ...(to === undefined ? {} : { to }),
  ...(asked === undefined
    ? {}
    : { $or: [{ isSecret: mongoose.trusted({ $ne: true }) }, { _id: mongoose.trusted({ $in: asked }) }] }),
})

/** Mails that were kept, newest first. */
export async function listKeptMail(
  options: KeptMailFilter & { skip?: number; limit?: number } = {},
): Promise<KeptMail[]> {
  return Kept.find(asQuery(options))
    .sort({ at: -1, _id: 1 })
    .skip(options.skip ?? 0)
    .limit(options.limit ?? 50)
    .lean<KeptMail[]>()
}

/** How many mails were kept. */
export async function countKeptMail(filter: KeptMailFilter = {}): Promise<number> {
  return Kept.countDocuments(asQuery(filter))
}

/** One kept mail, or null. */
export async function findKeptMail(messageId: string): Promise<KeptMail | null> {
  return Kept.findById(messageId).lean<KeptMail>()
}
