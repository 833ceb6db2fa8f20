import { Readable } from 'node:stream'
import pLimit from 'p-limit'
import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer'
import { keepConnection, takeConnection } from './smtp-connections.ts'

/** The message was handed over whole, and the mail server never said whether it took it. */
export class MailOutcomeUnknown extends Error {
  override name = 'MailOutcomeUnknown'
}

/** The mail server, or the way to it, said no. */
export class MailRefused extends Error {
  override name = 'MailRefused'
  /** True for this message and this address for good; false for what another try may mend. */
  readonly isPermanent: boolean
  /** The server's number or the network's code; never an address. */
  readonly reason: string
  /** True if there is no such mailbox: a hard bounce. */
  readonly isBounce: boolean

  constructor(reason: string, isPermanent: boolean, isBounce = false) {
    super(`The mail server did not take the message: ${reason}`)
    this.reason = reason
    this.isPermanent = isPermanent
    this.isBounce = isBounce
  }
}

// Usual mail servers take twenty or more of one client; each process has its own.
const mostConnections = 10
const line = pLimit(mostConnections)

/** The server ends the connection (RFC 5321, 4.2.3). */
const serviceClosing = 421

interface SmtpError {
  code?: string
  responseCode?: number
  /** The server's line. */
  response?: string
  command?: string
}

/** Bad or moved mailbox or domain, mailbox disabled (RFC 3463); 5.7.1 and others are about us, not the address. */
export const isHardStatus = (status: string): boolean => /^5\.(1\.(1|2|3|6|10)|2\.1)$/.test(status)

// What servers say without an enhanced code; one that refuses us as a sender must not make everybody unreachable.
const noMailbox =
  /(no such|unknown|invalid|non-?existent) (local )?(user|mailbox|recipient|address)|(user|mailbox|recipient|address)\b.{0,80}(unknown|unavailable|not found|not exist|n.t exist|invalid)/i

function isBounce({ command, response = '', responseCode = 0 }: SmtpError): boolean {
  if (command !== 'RCPT TO' || responseCode < 500) return false
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1]
  return enhanced === undefined
    ? noMailbox.test(response) && !/relay/i.test(response)
    : isHardStatus(enhanced)
}

function refusal(error: SmtpError): MailRefused {
  const { code = 'unknown', responseCode = 0 } = error
  // A password that is not accepted is our mistake, not the recipient's: it waits until it is mended.
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  return new MailRefused(String(responseCode || code), isAboutMail && responseCode >= 500, isBounce(error))
}

/** The message, and the call just before its last byte: until then no server can have taken it. */
async function* handingOver(message: Buffer, beforeEnd: () => Promise<void>): AsyncGenerator<Buffer> {
  yield message
  await beforeEnd()
}

/**
 * Sends one message.
 * @param beforeEnd runs when the whole message but its end was sent; if it throws, nothing is delivered
 * @throws MailRefused; MailOutcomeUnknown if the connection ended between handing over and the server's word
 */
export async function sendBySmtp(
  url: string,
  mail: MailComposerOptions,
  beforeEnd: () => Promise<void>,
): Promise<void> {
  const node = new MailComposer({ ...mail, disableFileAccess: true, disableUrlAccess: true }).compile()
  const message = await node.build()
  const envelope = node.getEnvelope()
  let isHandedOver = false
  let objection: Error | undefined
  const handOver = async () => {
    try {
      await beforeEnd()
      isHandedOver = true
    } catch (error) {
      objection = error instanceof Error ? error : new Error(String(error))
      throw error
    }
  }
  try {
    await line(() =>
      sendOver(
        url,
        envelope,
        () => Readable.from(handingOver(message, handOver)),
        () => isHandedOver || objection,
      ),
    )
  } catch (error) {
    if (objection) throw objection
    const { responseCode } = error as SmtpError
    if (isHandedOver && !responseCode)
      throw new MailOutcomeUnknown('The mail server did not say whether it took the message')
    throw refusal(error as SmtpError)
  }
}

/** Sends over a connection that waits, or over a new one if there is none or it was closed meanwhile. */
async function sendOver(
  url: string,
  envelope: object,
  content: () => Readable,
  isSettled: () => unknown,
): Promise<void> {
  const { connection, isUsed } = await takeConnection(url)
  let fail: (error: Error) => void = () => undefined
  const ended = () => fail(new Error('The connection ended'))
  try {
    await new Promise<void>((resolve, reject) => {
      fail = reject
      connection.once('error', fail)
      connection.once('end', ended)
      connection.send(envelope as never, content(), (error) => (error ? reject(error) : resolve()))
    })
    keepConnection(url, connection)
  } catch (error) {
    connection.close()
    const { responseCode } = error as SmtpError
    const wasClosed = responseCode === undefined || responseCode === serviceClosing
    if (!isUsed || !wasClosed || isSettled()) throw error
    await sendOver(url, envelope, content, isSettled)
  } finally {
    connection.off('error', fail)
    connection.off('end', ended)
  }
}
