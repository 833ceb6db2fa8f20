import type { Socket } from 'socket.io-client'

let opening: Promise<Socket> | undefined

/** The page's one live connection; the library is fetched when the first part of the page asks. */
function socket(): Promise<Socket> {
  opening ??= import('socket.io-client').then(({ io }) => {
    const live = io({ transports: ['websocket', 'polling'] })
    // Somebody whom the server has sent away comes back as who they are now: signed out, or in another role.
    live.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') setTimeout(() => live.connect(), pauseAfter(1))
    })
    return live
  })
  return opening
}

interface Watching {
  /**
   * What to watch, as the server's watch is called, and its payload, made anew after each break if it is a function.
   * Left out for news to this person.
   */
  watch?: { name: string; payload: object | (() => object) }
  /** What to do with each message by name. News carry ids and counts; fetch what is to be shown. */
  on: Record<string, (news: never) => void>
  /** Called each time the watch begins, first and after a break: read again what may have been missed. */
  begun?: (isFirst: boolean, reply: object) => void
  /** Called when the connection is lost. */
  lost?: () => void
  /** Called every half minute for as long as there is no connection: read again what may have been missed. */
  without?: () => void
}

const payloadOf = ({ payload }: NonNullable<Watching['watch']>): object =>
  typeof payload === 'function' ? payload() : payload

/** Refusals that say nothing of what may be watched: the database was away, or did not answer. */
const passing = new Set(['unavailable', 'unexpected'])
const longestReplyMs = 10_000
const firstPauseMs = 1000
const longestPauseMs = 30_000
const withoutMs = 30_000

/** The pause before the next try: twice as long each time, and not the same for everybody. */
const pauseAfter = (tries: number): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** tries) * (0.5 + Math.random() / 2)

/** Asks to watch until there is an answer that is one, for as long as this connection lasts. */
async function askToWatch(live: Socket, watch: NonNullable<Watching['watch']>): Promise<object | null> {
  const connection = live.id
  for (let tries = 0; live.connected && live.id === connection; tries += 1) {
    const reply = (await live
      .timeout(longestReplyMs)
      .emitWithAck(watch.name, payloadOf(watch))
      .catch(() => ({ ok: false, code: 'unavailable' }))) as { ok: boolean; code?: string }
    if (reply.ok) return reply
    if (!passing.has(reply.code ?? '')) return null
    await new Promise((resolve) => setTimeout(resolve, pauseAfter(tries)))
  }
  return null
}

/** Listens to live messages for as long as the page is open, through breaks of the connection. */
export async function listen(watching: Watching): Promise<void> {
  const live = await socket()
  let isFirst = true
  const begin = async () => {
    const reply = watching.watch ? await askToWatch(live, watching.watch) : {}
    if (!reply) return
    watching.begun?.(isFirst, reply)
    isFirst = false
  }
  for (const [message, act] of Object.entries(watching.on)) live.on(message, act as (news: unknown) => void)
  live.on('connect', () => void begin())
  live.on('disconnect', () => watching.lost?.())
  if (live.connected) void begin()
  if (watching.without) lookWithout(live, watching.without)
}

/** Looks again from time to time while nothing arrives: connections fail, and one address has only so many. */
function lookWithout(live: Socket, look: () => void): void {
  const wait = () =>
    setTimeout(() => {
      if (!live.connected && document.visibilityState === 'visible') look()
      wait()
    }, withoutMs)
  wait()
}

/** Sets a badge of the masthead, such as `/inbox`, and hides it at zero. */
export function setBadge(href: string, count: number): void {
  for (const badge of document.querySelectorAll<HTMLElement>(`[data-count="${href}"]`)) {
    badge.hidden = count === 0
    const figure = badge.querySelector('[data-count-figure]')
    if (figure) figure.textContent = String(count)
  }
}
