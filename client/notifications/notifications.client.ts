import { unreadChanged } from '../../shared/notifications/notifications.sockets.ts'
import { listen, setBadge } from '../platform/live.ts'

/** Keeps the number of unread notices in the masthead right, and says aloud when there are more. */
export function start(status: HTMLElement): void {
  let shown = Number(status.dataset['unread'])
  const show = (unread: number) => {
    setBadge('/inbox', unread)
    const words = unread === 1 ? status.dataset['one'] : status.dataset['other']
    if (unread > shown) status.textContent = (words ?? '').replace('[count]', String(unread))
    shown = unread
  }
  void listen({
    on: { [unreadChanged]: ({ unread }: { unread: number }) => show(unread) },
    // What came between reading the page and listening, or during a break, is asked for.
    begun: () => void readUnread().then((unread) => unread !== null && show(unread)),
  })
}

async function readUnread(): Promise<number | null> {
  const answer = await fetch('/inbox/unread', { headers: { accept: 'application/json' } })
  if (!answer.ok || answer.redirected) return null
  const { unread } = (await answer.json()) as { unread: number }
  return unread
}
