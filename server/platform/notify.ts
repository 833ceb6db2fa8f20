import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { now } from './clock.ts'
import type { NotifySettings } from './config.ts'
import { MailOutcomeUnknown, MailRefused } from './smtp.ts'

/** A mail as GOV.UK Notify takes it: plain text, which its template shows in ((subject)) and ((body)). */
export interface NotifyMail {
  to: string
  subject: string
  body: string
  /** The same at every try: Notify is asked for it before a mail is handed over. */
  reference: string
  /** For the reader's one click (RFC 8058); https only. */
  unsubscribeUrl: string | undefined
}

const longestMs = 15_000

/** Notify's key is `name-service_id-secret`, the last two UUIDs. */
function tokenOf({ apiKey }: NotifySettings): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const head = encode({ typ: 'JWT', alg: 'HS256' })
  const body = encode({ iss: apiKey.slice(-73, -37), iat: Math.floor(now().getTime() / 1000) })
  const proof = createHmac('sha256', apiKey.slice(-36)).update(`${head}.${body}`).digest('base64url')
  return `${head}.${body}.${proof}`
}

async function ask(settings: NotifySettings, path: string, body?: object): Promise<Response> {
  return fetch(`${settings.url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${tokenOf(settings)}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
    redirect: 'error',
    signal: AbortSignal.timeout(longestMs),
  })
}

const listSchema = z.object({ notifications: z.array(z.object({ reference: z.string().nullish() })) })
const errorSchema = z.object({ errors: z.array(z.object({ message: z.string() })) })

/** True if Notify has a mail of this reference, whatever became of it. @throws Error if it does not say */
async function isThere(settings: NotifySettings, reference: string): Promise<boolean> {
  const query = new URLSearchParams({ template_type: 'email', reference })
  const answer = await ask(settings, `/v2/notifications?${query}`)
  if (!answer.ok) throw new Error(`Notify answered ${answer.status} when it was asked for a mail`)
  const { notifications } = listSchema.parse(await answer.json())
  return notifications.some((one) => one.reference === reference)
}

async function refusalOf(answer: Response): Promise<MailRefused> {
  const said = errorSchema.safeParse(await answer.json().catch(() => null))
  const messages = said.success ? said.data.errors.map(({ message }) => message).join(' ') : ''
  // Keys, templates and limits are ours to mend: the mail waits until they are.
  const isAddress = answer.status === 400 && /email_address/.test(messages)
  const isTooLong = answer.status === 400 && /longer than/.test(messages)
  return new MailRefused(`Notify ${answer.status}`, isAddress || isTooLong, isAddress)
}

// No connection: nothing can have been taken.
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
}

/** What is so after a call whose end we do not know: nothing is thrown if Notify has the mail. */
async function settle(settings: NotifySettings, reference: string, ifMissing: Error): Promise<void> {
  const found = await isThere(settings, reference).catch(() => null)
  if (found === true) return
  throw found === false ? ifMissing : new MailOutcomeUnknown('Notify did not say whether it took the message')
}

/**
 * Sends one mail by GOV.UK Notify, once: its reference is no idempotency key, so Notify is asked first whether it has
 * the mail from an earlier try.
 * @param beforeEnd runs just before the mail is handed over; if it throws, nothing is
 * @throws MailRefused; MailOutcomeUnknown if no answer came and Notify does not show the mail
 */
export async function sendByNotify(
  settings: NotifySettings,
  mail: NotifyMail,
  beforeEnd: () => Promise<void>,
): Promise<void> {
  const { to, subject, body, reference, unsubscribeUrl } = mail
  const isKnown = await isThere(settings, reference).catch((error: unknown) => {
    throw new MailRefused(`Notify ${codeOf(error) || 'does not answer'}`, false)
  })
  if (isKnown) return
  await beforeEnd()
  let answer: Response
  try {
    answer = await ask(settings, '/v2/notifications/email', {
      template_id: settings.templateId,
      email_address: to,
      personalisation: { subject, body },
      reference,
      ...(unsubscribeUrl?.startsWith('https:') ? { one_click_unsubscribe_url: unsubscribeUrl } : {}),
    })
  } catch (error) {
    const code = codeOf(error)
    if (neverSent.has(code)) throw new MailRefused(`Notify ${code}`, false)
    const unknown = new MailOutcomeUnknown('Notify did not say whether it took the message')
    return settle(settings, reference, unknown)
  }
  if (answer.ok) return
  const refusal = await refusalOf(answer)
  // Told to try again, Notify may have it all the same.
  if (answer.status >= 500) return settle(settings, reference, refusal)
  throw refusal
}
