import { newItems } from '../platform/new-items.ts'
import { listenForUnread } from './unread.ts'

/** Says on the inbox's own page that notices arrived, and shows them when somebody asks. */
export function start(inbox: HTMLElement): void {
  const bar = inbox.querySelector<HTMLElement>('#new-notices')
  if (!bar) return
  const unreadOnPage = Number(inbox.dataset['unread'])
  const announce = newItems(bar, () => location.reload())
  listenForUnread((unread) => announce(Math.max(0, unread - unreadOnPage)))
}
