import { deskChanged, watchDesk } from '../../shared/moderation/moderation.sockets.ts'
import { listen, setBadge } from '../platform/live.ts'

/** Keeps the brokers' queue up to date while it is open. */
export function start(part: HTMLElement): void {
  const refresh = async () => {
    const answer = await fetch(`/desk/queue${location.search}`, { headers: { accept: 'text/html' } })
    if (!answer.ok) return
    const scroll = window.scrollY
    // Whoever is about to press a button keeps it where it is until they have moved on.
    if (part.contains(document.activeElement)) {
      part.addEventListener('focusout', () => void refresh(), { once: true })
      return
    }
    part.innerHTML = await answer.text()
    window.scrollTo(0, scroll)
    setBadge('/desk', Number(part.querySelector<HTMLElement>('[data-total]')?.dataset['total'] ?? 0))
  }
  void listen({
    watch: { name: watchDesk, payload: {} },
    begun: (isFirst) => {
      if (!isFirst) void refresh()
    },
    without: () => void refresh(),
    on: { [deskChanged]: () => void refresh() },
  })
}
