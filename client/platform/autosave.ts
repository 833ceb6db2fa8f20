import { forget, keep, keepUntilTaken, offerBack, wordsIn } from './kept-words.ts'
import { guardLeaving } from './leaving.ts'

const pauseAfterTyping = 1500
const pauseAfterFailure = 15_000
// Browsers send at most 64 KiB of a page that is gone.
const mostKeptAlive = 60_000

/**
 * Saves a draft while it is written: POSTs the form to the address in `data-autosave` (the form's own if that
 * is empty) and says so where `data-save-status` is. Any 2xx means saved. What could not be saved is kept in
 * this browser, tried again, and offered back on the next visit.
 */
export function start(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return
  const status = form.querySelector<HTMLElement>('[data-save-status]')
  let saved = JSON.stringify(wordsServed(form))
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSaving = false
  let isLeaving = false
  let running = Promise.resolve()

  const isDirty = () => JSON.stringify(wordsIn(form)) !== saved
  const say = (words: string, hasFailed = false) => {
    if (!status) return
    status.textContent = words
    status.classList.toggle('save-status--failed', hasFailed)
  }
  const later = (pause: number) => {
    clearTimeout(timer)
    timer = setTimeout(begin, pause)
  }
  const begin = () => {
    if (isSaving || isLeaving || !isDirty()) return
    isSaving = true
    running = save()
  }
  const save = async () => {
    const words = JSON.stringify(wordsIn(form))
    say(status?.dataset['saving'] ?? '')
    const refusal = await post(form)
    isSaving = false
    if (refusal === null) {
      saved = words
      forget(form)
      say((status?.dataset['saved'] ?? '').replace('[time]', clock()))
      if (isDirty() && !isLeaving) later(pauseAfterTyping)
    } else {
      keep(form)
      say(refusal || (status?.dataset['failed'] ?? ''), true)
      later(pauseAfterFailure)
    }
  }

  offerBack(form, status)
  form.addEventListener('input', () => later(pauseAfterTyping))
  form.addEventListener('change', () => later(pauseAfterTyping))
  form.addEventListener('submit', (event) => {
    clearTimeout(timer)
    isLeaving = !event.defaultPrevented
    if (isLeaving) keepUntilTaken(form)
    if (!isSaving || event.defaultPrevented) return
    // A save under way changes the count that this form carries: sent before it, the form would cross itself.
    event.preventDefault()
    void running.then(() => form.requestSubmit(event.submitter))
  })
  window.addEventListener('pageshow', () => {
    isLeaving = false
  })
  window.addEventListener('online', begin)
  document.addEventListener('visibilitychange', () => document.hidden && begin())
  guardLeaving(form, isDirty)
  // Whoever was quicker than this script has typed already.
  if (isDirty()) later(pauseAfterTyping)
}

/** What the form held when the page came. */
function wordsServed(form: HTMLFormElement): ReturnType<typeof wordsIn> {
  const served = form.cloneNode(true) as HTMLFormElement
  served.reset()
  return wordsIn(served)
}

/** @returns null if it was saved, else what to say (empty for the usual words). */
async function post(form: HTMLFormElement): Promise<string | null> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  // The words as they were shown say whether anybody is crossed; a long draft is better saved while its page is left.
  if (body.toString().length >= mostKeptAlive) body.delete('_seen')
  try {
    const answer = await fetch(form.dataset['autosave'] || (form.getAttribute('action') ?? location.href), {
      method: 'POST',
      body,
      headers: { accept: 'application/json', 'x-autosave': '1' },
      keepalive: body.toString().length < mostKeptAlive,
    })
    if (answer.ok) {
      takeOver(form, await answer.json().catch(() => ({})))
      return null
    }
    const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string }
    const isForReader = answer.status < 500 || problem.code === 'read-only'
    return isForReader ? (problem.detail ?? '') : ''
  } catch {
    return ''
  }
}

/** Sets hidden fields, such as the draft's revision, to what the server says they are now. */
function takeOver(form: HTMLFormElement, answer: { values?: Record<string, string | number> }): void {
  for (const [name, value] of Object.entries(answer.values ?? {})) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement && field.type === 'hidden') field.value = String(value)
  }
}

const clock = () =>
  new Intl.DateTimeFormat('en-GB', {
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
    timeZone: 'Europe/London',
  })
    .format(new Date())
    .replace(/\s/g, '')
