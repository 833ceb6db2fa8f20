import { keepUntilTaken, offerBack, wordsIn } from './kept-words.ts'

/** Asks before a page is left with words in it that nobody has saved. */
export function guardLeaving(form: HTMLFormElement, isDirty: () => boolean): void {
  let isSending = false
  form.addEventListener('submit', () => {
    isSending = true
  })
  window.addEventListener('beforeunload', (event) => {
    if (!isSending && isDirty()) event.preventDefault()
  })
}

/** The place at the top of a form that says what happened to words sent from it before; null where the page has none. */
function statusOf(form: HTMLFormElement): HTMLElement | null {
  const pattern = document.querySelector<HTMLElement>('[data-kept-status]')
  if (!pattern) return null
  const status = pattern.cloneNode() as HTMLElement
  status.removeAttribute('data-kept-status')
  status.hidden = false
  form.prepend(status)
  return status
}

/**
 * For forms that do not save themselves: asks before they are left, and keeps what is sent until it was taken, so that
 * nothing is lost where the session was over meanwhile.
 */
export function start(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  const before = JSON.stringify(wordsIn(form))
  offerBack(form, statusOf(form))
  guardLeaving(form, () => JSON.stringify(wordsIn(form)) !== before)
  form.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) keepUntilTaken(form)
  })
}
