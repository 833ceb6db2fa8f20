import { awaitTaken } from './kept-words.ts'

/** For what is sent once more from a page that holds it: once it is taken, what this browser kept of it is forgotten. */
export function start(form: HTMLElement): void {
  if (form instanceof HTMLFormElement) form.addEventListener('submit', () => awaitTaken(form))
}
