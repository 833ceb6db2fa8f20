import { lookup } from 'node:dns'
import { type IncomingMessage, request as requestPlainly } from 'node:http'
import { request as requestSecurely } from 'node:https'
import type { LookupFunction } from 'node:net'
import { mayCall, OutsideRefused, readOutsideUrl } from './outside-address.ts'

/** How a call to the outside ended. */
export interface OutsideAnswer {
  /** Null if none came. */
  status: number | null
  ms: number
  /** The beginning of what was answered, in one line of harmless characters. */
  answer: string
  /** Why there is no answer; empty if there is one. */
  fault: string
}

const longestMs = 10_000
const mostBytes = 64 * 1024
const keptCharacters = 500

/** Finds every address of a name, as `dns.lookup` does. */
export type FindAddresses = (
  hostname: string,
  options: { all: true; family?: number; hints?: number },
  found: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void

const findByDns: FindAddresses = (hostname, options, found) => lookup(hostname, options, found)

// One answer for a name that nobody has and for one inside: which names there are inside is nobody's business.
const noPublicAddress = 'The name leads to no address on the public internet'

/**
 * The look-up of a connection: the very addresses that it is given are checked, so that a name cannot lead
 * elsewhere once it was found harmless. One bad address of several refuses them all.
 */
const guarded =
  (find: FindAddresses): LookupFunction =>
  (hostname, { family, hints, all }, found) => {
    const options = {
      all: true as const,
      ...(typeof family === 'number' ? { family } : {}),
      ...(hints === undefined ? {} : { hints }),
    }
    find(hostname, options, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first || !addresses.every(({ address }) => mayCall(address)))
        return found(new OutsideRefused(noPublicAddress), [])
      if (all) found(null, addresses)
      else found(null, first.address, first.family)
    })
  }

/** What may stand in a log and on a page of whatever a stranger's server said. */
const asLine = (bytes: Buffer): string =>
  bytes
    .toString('utf8')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, keptCharacters)

/** What came of a body by its end, the limit or the time's end: the status alone says whether the call was taken. */
function readAnswer(response: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let length = 0
    const end = () => resolve(Buffer.concat(parts).subarray(0, mostBytes))
    response.on('data', (part: Buffer) => {
      parts.push(part)
      length += part.length
      if (length >= mostBytes) response.destroy()
    })
    response.on('error', end)
    response.on('close', end)
  })
}

function faultOf(error: unknown, longest: number): string {
  if (error instanceof OutsideRefused) return error.message
  const { name = '', code = '' } = error as { name?: string; code?: string }
  if (name === 'AbortError' || name === 'TimeoutError') return `No answer within ${longest / 1000} seconds`
  const known: Record<string, string> = {
    ECONNREFUSED: 'The connection was refused',
    ECONNRESET: 'The connection was broken off',
    EPIPE: 'The connection was broken off',
    EHOSTUNREACH: 'The host cannot be reached',
    ENETUNREACH: 'The host cannot be reached',
    ETIMEDOUT: 'The host cannot be reached',
    CERT_HAS_EXPIRED: 'The certificate has expired',
  }
  if (Object.hasOwn(known, code)) return known[code] ?? ''
  if (/CERT|TLS|SSL|SIGNATURE/.test(code)) return `The certificate was not accepted (${code})`
  return `The call failed (${code || 'no reason given'})`
}

interface OutsideCall {
  url: string
  headers: Record<string, string>
  body: string
  /** Milliseconds for all of it. */
  longest?: number
  find?: FindAddresses
}

/**
 * Posts to an address that somebody gave us, on the open internet only: a new connection, no redirect followed, ten
 * seconds and 64 kB at most. Never throws: how it ended is the answer.
 */
export async function postOutside(call: OutsideCall): Promise<OutsideAnswer> {
  const { location: _, ...answer } = await callOutside('POST', call)
  return answer
}

/** Where a page that moved is now, beside how the call ended; empty if it did not say. */
export type OutsideLook = OutsideAnswer & { location: string }

/** Gets what is at an address that somebody gave us, in the same way as `postOutside` posts. */
export async function lookOutside(call: Omit<OutsideCall, 'body'>): Promise<OutsideLook> {
  return callOutside('GET', { ...call, body: '' })
}

async function callOutside(method: 'GET' | 'POST', call: OutsideCall): Promise<OutsideLook> {
  const { longest = longestMs, body, headers, find = findByDns } = call
  const begun = performance.now()
  const passed = () => Math.round(performance.now() - begun)
  try {
    const url = readOutsideUrl(call.url)
    const request = url.protocol === 'https:' ? requestSecurely : requestPlainly
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = {
        method,
        agent: false as const,
        lookup: guarded(find),
        headers: method === 'GET' ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(longest),
      }
      const sent = request(url, options, resolve)
      // After the answer is there an error of the connection has nobody to go to.
      sent.on('error', reject)
      // Whoever goes over to another protocol gives neither answer nor error: the call would wait for ever.
      sent.on('upgrade', (_response, socket) => {
        socket.destroy()
        reject(new OutsideRefused('The answer was to go over to another protocol (101)'))
      })
      sent.on('close', () => reject(new Error('The call ended without an answer')))
      sent.end(body)
    })
    const answer = asLine(await readAnswer(response))
    const { location = '' } = response.headers
    return { status: response.statusCode ?? null, ms: passed(), answer, fault: '', location }
  } catch (error) {
    return { status: null, ms: passed(), answer: '', fault: faultOf(error, longest), location: '' }
  }
}
