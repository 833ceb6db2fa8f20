import { matchingProgress, matchingRanked, watchRanking } from '../../shared/matching/matching.sockets.ts'
import { diesAfterMs } from '../../shared/matching/progress.ts'
import { listen } from '../platform/live.ts'

/**
 * Shows a ranking as soon as it is made; says so, without taking the page away, where one is shown already.
 * While one is under way it shows how far it has come.
 */
export function start(part: HTMLElement): void {
  const challengeId = part.dataset['challenge'] ?? ''
  const isWaiting = part.dataset['waiting'] !== undefined
  const ranked = part.querySelector<HTMLElement>('[data-ranked]')
  const readProgress = progressReader(part, challengeId)
  void listen({
    watch: { name: watchRanking, payload: { challengeId } },
    begun: () => void readProgress(),
    without: () => void readProgress(),
    on: {
      [matchingProgress]: (news: { challengeId: string }) => {
        if (news.challengeId === challengeId) void readProgress()
      },
      [matchingRanked]: (news: { challengeId: string }) => {
        if (news.challengeId !== challengeId) return
        if (isWaiting) location.reload()
        else if (ranked && !part.querySelector('[data-look]')) ranked.hidden = false
      },
    },
  })
}

/** The page has told that the ranking is done: loaded again it tells it no more. */
function forgetWaiting(): void {
  const address = new URL(location.href)
  address.searchParams.delete('awaited')
  history.replaceState(history.state, '', address)
}

const wordsOf = (part: HTMLElement): string => part.textContent.replaceAll(/\s+/g, ' ').trim()

/** Reads how far the ranking has come; once more after the time in which one dies, since that brings no message. */
function progressReader(part: HTMLElement, challengeId: string): () => Promise<void> {
  const place = part.querySelector<HTMLElement>('[data-progress]')
  let latest = 0
  let again: ReturnType<typeof setTimeout> | undefined
  const read = async (): Promise<void> => {
    latest += 1
    const own = latest
    clearTimeout(again)
    // That it is done is told to who asked for it, and to who saw it under way.
    const isAwaited = part.dataset['awaited'] !== undefined || place?.querySelector('[data-look]')
    const query = isAwaited ? '?awaited=yes' : ''
    const answer = await fetch(`/challenges/${challengeId}/matches/progress${query}`, {
      headers: { accept: 'text/html' },
    }).catch(() => null)
    if (!place || !answer?.ok) return
    const arrived = document.createElement('div')
    arrived.innerHTML = await answer.text()
    if (own !== latest) return
    // What is said again unchanged would be read out again.
    if (wordsOf(arrived) !== wordsOf(place)) place.replaceChildren(...arrived.childNodes)
    if (place.querySelector('[data-look="done"]')) forgetWaiting()
    const isRunning = place.querySelector('[data-look="running"]') !== null
    if (isRunning) again = setTimeout(() => void read(), diesAfterMs + 1000)
  }
  return read
}
