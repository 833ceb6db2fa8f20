import { wordsIn } from './kept-words.ts'

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

/** For forms that do not save themselves. */
export function start(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  const before = JSON.stringify(wordsIn(form))
  guardLeaving(form, () => JSON.stringify(wordsIn(form)) !== before)
}
