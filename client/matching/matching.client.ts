import { matchingRanked, watchRanking } from '../../shared/matching/matching.sockets.ts'
import { listen } from '../platform/live.ts'

/** Shows a ranking as soon as it is made; says so, without taking the page away, where one is shown already. */
export function start(part: HTMLElement): void {
  const challengeId = part.dataset['challenge'] ?? ''
  const isWaiting = part.dataset['waiting'] !== undefined
  const ranked = part.querySelector<HTMLElement>('[data-ranked]')
  void listen({
    watch: { name: watchRanking, payload: { challengeId } },
    on: {
      [matchingRanked]: (news: { challengeId: string }) => {
        if (news.challengeId !== challengeId) return
        if (isWaiting) location.reload()
        else if (ranked) ranked.hidden = false
      },
    },
  })
}
