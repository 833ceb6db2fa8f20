import {
  clarificationsAnswered,
  clarificationsAsked,
  clarificationsChanged,
  clarificationsVotes,
  watchClarifications,
} from '../../shared/clarifications/clarifications.sockets.ts'
import { listen } from '../platform/live.ts'
import { newItems } from '../platform/new-items.ts'

/** Keeps the questions of a page up to date: says that an answer arrived and shows it when somebody asks. */
export function start(part: HTMLElement): void {
  const challengeId = part.dataset['challenge'] ?? ''
  const log = part.querySelector<HTMLElement>('[data-answered]')
  const answersBar = part.querySelector<HTMLElement>('#new-answers')
  const questionsBar = part.querySelector<HTMLElement>('#new-questions')
  const changed = part.querySelector<HTMLElement>('[data-changed]')
  if (!log || !answersBar || !questionsBar) return
  let newest = Number(part.dataset['newest'])
  const waitingShown = Number(part.dataset['waitingCount'])
  const here = `/challenges/${challengeId}/questions`
  findOnOtherPage(here)

  const showAnswers = newItems(answersBar, async () => {
    // A page further back leads to the one on which it stands.
    if (part.dataset['showsNewest'] === undefined) return location.assign(`${here}?number=${newest + 1}`)
    const arrived = await readNewer(challengeId, newest)
    for (const item of [...arrived.items].reverse()) {
      log.prepend(item)
      newest += 1
      part.querySelectorAll(`[data-waiting] #${CSS.escape(item.id)}`).forEach((waiting) => waiting.remove())
    }
    part.querySelector('[data-none]')?.remove()
    if (arrived.counts) document.querySelector('[data-counts]')?.replaceWith(arrived.counts)
    const first = log.querySelector<HTMLElement>('.log__question')
    first?.setAttribute('tabindex', '-1')
    first?.focus()
  })
  const showQuestions = newItems(questionsBar, () => location.reload())

  const catchUp = () =>
    void readNewer(challengeId, newest).then(
      ({ items }) => showAnswers(items.length),
      () => undefined,
    )
  void listen({
    watch: { name: watchClarifications, payload: { challengeId } },
    // After a break the log's own address knows what was missed.
    begun: (isFirst) => {
      if (!isFirst) catchUp()
    },
    without: catchUp,
    on: {
      [clarificationsAnswered]: (news: { challengeId: string; count: number }) => {
        if (news.challengeId === challengeId) showAnswers(Math.max(0, news.count - newest))
      },
      [clarificationsAsked]: (news: { challengeId: string; waiting: number }) => {
        if (news.challengeId === challengeId && news.waiting > waitingShown) showQuestions(news.waiting)
      },
      [clarificationsVotes]: ({ questionId, votes }: { questionId: string; votes: number }) => {
        const line = part.querySelector<HTMLElement>(`[data-votes="${CSS.escape(questionId)}"]`)
        if (line) line.textContent = votesInWords(line.dataset, votes)
      },
      [clarificationsChanged]: (news: { challengeId: string }) => {
        if (changed && news.challengeId === challengeId) changed.hidden = false
      },
    },
  })
}

/** An address from before the log had pages names a question that another page shows. */
function findOnOtherPage(here: string): void {
  const id = /^#question-(\w+)$/.exec(location.hash)?.[1]
  if (!id || document.getElementById(`question-${id}`)) return
  if (!new URLSearchParams(location.search).has('question'))
    location.replace(`${here}?question=${id}#question-${id}`)
}

/** How many want to know a question too; the reader's own firm is named apart, where it is one of them. */
function votesInWords({ isWanted, zero = '', one = '', other = '' }: DOMStringMap, votes: number): string {
  const others = isWanted === undefined ? votes : votes - 1
  if (votes === 0 || others === 0) return votes === 0 ? '' : zero
  return (others === 1 ? one : other).replace('[count]', String(others))
}

/** What was answered after the newest that the page shows, and how many are answered and wait by now. */
async function readNewer(
  challengeId: string,
  newest: number,
): Promise<{ items: Element[]; counts: Element | null }> {
  const answer = await fetch(`/challenges/${challengeId}/questions/newer?after=${newest}`, {
    headers: { accept: 'text/html' },
  })
  if (!answer.ok) throw new Error(`The newer answers could not be read: ${answer.status}`)
  const arrived = document.createElement('ol')
  arrived.innerHTML = await answer.text()
  return {
    items: [...arrived.querySelectorAll(':scope > li')],
    counts: arrived.querySelector('[data-counts]'),
  }
}
