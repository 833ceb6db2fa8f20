import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { closeAtEnd } from './closing.ts'

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }
const idleMs = 5000
const mostIdle = 10

/** Connections that have delivered a message and wait for the next, by mail server. */
const idle = new Map<string, { connection: SMTPConnection; timer: NodeJS.Timeout }[]>()
let isKept = false

/**
 * A connection to a mail server: one that has just delivered, or a new one.
 * @returns also whether it was used before: the server may have closed it meanwhile
 */
export async function takeConnection(url: string): Promise<{ connection: SMTPConnection; isUsed: boolean }> {
  const waiting = idle.get(url)?.pop()
  if (waiting) {
    clearTimeout(waiting.timer)
    return { connection: waiting.connection, isUsed: true }
  }
  const { auth, ...options } = parseConnectionUrl(url)
  const connection = new SMTPConnection({ ...options, ...timeouts } as never)
  // An error after the message's fate is settled must not end the process.
  connection.on('error', () => undefined)
  connection.on('end', () => forget(url, connection))
  await connect(connection, auth).catch((error: unknown) => {
    connection.close()
    throw error
  })
  return { connection, isUsed: false }
}

function connect(connection: SMTPConnection, auth: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.connect((error) => {
      if (error) return reject(error)
      if (!auth) return resolve()
      connection.login(auth as never, (refused) => (refused ? reject(refused) : resolve()))
    })
  })
}

/** Keeps a connection that has delivered for the next message, a few seconds. */
export function keepConnection(url: string, connection: SMTPConnection): void {
  const waiting = idle.get(url) ?? []
  if (waiting.length >= mostIdle) return connection.quit()
  if (!isKept) {
    isKept = true
    closeAtEnd('connections to the mail server', closeIdle)
  }
  const timer = setTimeout(() => {
    forget(url, connection)
    connection.quit()
  }, idleMs)
  waiting.push({ connection, timer: timer.unref() })
  idle.set(url, waiting)
}

function forget(url: string, connection: SMTPConnection): void {
  const [gone, others] = [idle.get(url)?.find((one) => one.connection === connection), idle.get(url) ?? []]
  if (!gone) return
  clearTimeout(gone.timer)
  others.splice(others.indexOf(gone), 1)
}

function closeIdle(): void {
  isKept = false
  for (const { connection, timer } of [...idle.values()].flat()) {
    clearTimeout(timer)
    connection.close()
  }
  idle.clear()
}
