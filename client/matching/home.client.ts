const firstPauseMs = 3000
const longestPauseMs = 60_000

/**
 * Shows a supplier's ranking as soon as it is there. No message tells of it: it is made for whoever asks, so the page
 * is asked for again, less and less often.
 */
export function start(part: HTMLElement): void {
  const module = `data-module="${part.dataset['module'] ?? ''}"`
  const askAgain = (pauseMs: number): void => {
    setTimeout(() => void ask(Math.min(2 * pauseMs, longestPauseMs)), pauseMs)
  }
  const ask = async (pauseMs: number): Promise<void> => {
    const answer = document.hidden
      ? null
      : await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null)
    const isThere = answer?.ok && !(await answer.text()).includes(module)
    if (isThere) location.reload()
    else askAgain(pauseMs)
  }
  askAgain(firstPauseMs)
}
