import { unreadChanged } from '../../shared/notifications/notifications.sockets.ts'
import { listen } from '../platform/live.ts'

/**
 * Calls `show` with the number of unread notices whenever it changes, and each time listening begins: what came
 * between reading the page and listening, or during a break, is asked for.
 */
export function listenForUnread(show: (unread: number) => void): void {
  const look = () => void readUnread().then((unread) => unread !== null && show(unread))
  void listen({
    on: { [unreadChanged]: ({ unread }: { unread: number }) => show(unread) },
    begun: look,
    without: look,
  })
}

async function readUnread(): Promise<number | null> {
  const answer = await fetch('/inbox/unread', { headers: { accept: 'application/json' } })
  if (!answer.ok || answer.redirected) return null
  const { unread } = (await answer.json()) as { unread: number }
  return unread
}
