import { unreadChanged } from '../../shared/notifications/notifications.sockets.ts'
import { listen } from '../platform/live.ts'
import { newItems } from '../platform/new-items.ts'

/** Says on the inbox's own page that notices arrived, and shows them when somebody asks. */
export function start(inbox: HTMLElement): void {
  const bar = inbox.querySelector<HTMLElement>('#new-notices')
  if (!bar) return
  const unreadOnPage = Number(inbox.dataset['unread'])
  const announce = newItems(bar, () => location.reload())
  void listen({
    on: { [unreadChanged]: ({ unread }: { unread: number }) => announce(Math.max(0, unread - unreadOnPage)) },
  })
}
