import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { now } from './clock.ts'
import { config } from './config.ts'
import { absoluteLimitMs, sessionCookie } from './session-limits.ts'

// Who was signed in is told from the session's id alone, whose signature nobody else can make: no store is asked.
const ofPersons = 'p'
const signingIn = new WeakSet<object>()

/** The next session that this request begins is that of a person who has signed in. */
export function beginSessionOfPerson(req: object): void {
  signingIn.add(req)
}

/** An id for a new session: 192 bits that nobody can guess, after who has it and since when. */
export function newSessionId(req: object): string {
  const secret = randomBytes(24).toString('base64url')
  return signingIn.has(req) ? `${ofPersons}.${now().getTime().toString(36)}.${secret}` : secret
}

/** The session's id out of a cookie that this service signed, as express-session signs; null for any other. */
function signedId(header = ''): string | null {
  const cookie = header.split(';').find((one) => one.trim().startsWith(`${sessionCookie}=`))
  const value = decoded(cookie?.split('=')[1] ?? '')
  const end = value.lastIndexOf('.')
  if (!value.startsWith('s:') || end < 2) return null
  const id = value.slice(2, end)
  const meant = createHmac('sha256', config().sessionSecret).update(id).digest('base64').replace(/=+$/, '')
  const [own, given] = [Buffer.from(meant), Buffer.from(value.slice(end + 1))]
  return own.length === given.length && timingSafeEqual(own, given) ? id : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** The id of a session in which a person signed in, for as long as one can last, ended or not; null for no such cookie. */
export function personsSession(header: string | undefined): string | null {
  const id = signedId(header)
  const [kind, since = ''] = id?.split('.') ?? []
  const isLive = kind === ofPersons && now().getTime() - Number.parseInt(since, 36) < absoluteLimitMs
  return isLive ? id : null
}

const mostTokens = 10_000
const tokenMs = 60 * 60 * 1000
const seenTokens = new Map<string, number>()
const tokenIn = (header = ''): string => createHash('sha256').update(header).digest('base64')

/** Notes that an `Authorization` header opened something in this process just now. */
export function noteProgram(header: string | undefined): void {
  const token = tokenIn(header)
  seenTokens.delete(token)
  seenTokens.set(token, now().getTime())
  const [oldest] = seenTokens.keys()
  if (seenTokens.size > mostTokens && oldest !== undefined) seenTokens.delete(oldest)
}

const isProgram = (header: string | undefined): boolean =>
  header !== undefined && now().getTime() - (seenTokens.get(tokenIn(header)) ?? -Infinity) < tokenMs

/**
 * Whether a request comes from somebody with an account, as far as that can be told without the database: by a cookie
 * that was signed for them, or a token that opened something in this process within the hour. Good enough to say who
 * is served first; never for what may be seen.
 */
export const isKnownCaller = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  personsSession(headers.cookie) !== null || isProgram(headers.authorization)
