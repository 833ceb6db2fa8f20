import type { Socket } from 'socket.io-client'

let opening: Promise<Socket> | undefined

/** The page's one live connection; the library is fetched when the first part of the page asks. */
function socket(): Promise<Socket> {
  opening ??= import('socket.io-client').then(({ io }) => io({ transports: ['websocket', 'polling'] }))
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
}

const payloadOf = ({ payload }: NonNullable<Watching['watch']>): object =>
  typeof payload === 'function' ? payload() : payload

/** Listens to live messages for as long as the page is open, through breaks of the connection. */
export async function listen(watching: Watching): Promise<void> {
  const live = await socket()
  let isFirst = true
  const begin = () => {
    const begun = (reply: object) => {
      watching.begun?.(isFirst, reply)
      isFirst = false
    }
    if (!watching.watch) return begun({})
    live.emit(watching.watch.name, payloadOf(watching.watch), (reply: { ok: boolean }) => {
      if (reply.ok) begun(reply)
    })
  }
  for (const [message, act] of Object.entries(watching.on)) live.on(message, act as (news: unknown) => void)
  live.on('connect', begin)
  live.on('disconnect', () => watching.lost?.())
  if (live.connected) begin()
}

/** Sets a badge of the masthead, such as `/inbox`, and hides it at zero. */
export function setBadge(href: string, count: number): void {
  for (const badge of document.querySelectorAll<HTMLElement>(`[data-count="${href}"]`)) {
    badge.hidden = count === 0
    const figure = badge.querySelector('[data-count-figure]')
    if (figure) figure.textContent = String(count)
  }
}
