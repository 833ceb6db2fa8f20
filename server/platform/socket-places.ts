import type { IncomingMessage } from 'node:http'
import { addressOf } from './caller-address.ts'
import { config } from './config.ts'
import { personsSession } from './known-callers.ts'

/** A browser's tabs; a person has ten sockets at most, those that are about to be closed included. */
export const mostOfOneSession = 20
const minuteMs = 60_000
/** New ones in a minute, as a multiple of how many there may be at one time: all come back at once after a break. */
export const timesAMinute = 3

/** The places for sockets of one process, by who takes them. */
export interface SocketPlaces {
  /** Why there is none for this caller now; null if there is. */
  refusal: (req: IncomingMessage) => string | null
  /** Takes one, whether or not there was one; call what it gives back once the socket has ended. */
  take: (req: IncomingMessage) => () => void
}

/** Counts the sockets of this process: a visitor's by address, a person's by session. */
export function socketPlaces(): SocketPlaces {
  const open = new Map<string, number>()
  const fresh = { since: performance.now(), counts: new Map<string, number>() }
  const countOf = (who: string) => open.get(who) ?? 0

  const countFresh = (who: string): number => {
    if (performance.now() - fresh.since >= minuteMs) {
      fresh.counts.clear()
      fresh.since = performance.now()
    }
    return fresh.counts.get(who) ?? 0
  }

  return {
    refusal(req) {
      const { who, most } = holderOf(req)
      if (countOf(who) >= most)
        return `There are ${most} live connections from here already. The page works without one: load it again for what is new.`
      if (countFresh(who) >= most * timesAMinute)
        return `There were ${most * timesAMinute} new live connections from here in a minute. Try again in a minute; the page works without one.`
      return null
    },
    take(req) {
      const { who } = holderOf(req)
      fresh.counts.set(who, countFresh(who) + 1)
      open.set(who, countOf(who) + 1)
      return () => {
        const left = countOf(who) - 1
        if (left > 0) open.set(who, left)
        else open.delete(who)
      }
    },
  }
}

function holderOf(req: IncomingMessage): { who: string; most: number } {
  const session = personsSession(req.headers.cookie)
  if (session !== null) return { who: `session:${session}`, most: mostOfOneSession }
  return { who: addressOf(req), most: config().socketsPerAddress }
}
