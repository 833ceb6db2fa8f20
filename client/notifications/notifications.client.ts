import { setBadge } from '../platform/live.ts'
import { listenForUnread } from './unread.ts'

/** Keeps the number of unread notices in the masthead right, and says aloud when there are more. */
export function start(status: HTMLElement): void {
  let shown = Number(status.dataset['unread'])
  listenForUnread((unread) => {
    setBadge('/inbox', unread)
    const words = unread === 1 ? status.dataset['one'] : status.dataset['other']
    if (unread > shown) status.textContent = (words ?? '').replace('[count]', String(unread))
    shown = unread
  })
}
