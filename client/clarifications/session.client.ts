import { Button, CharacterCount, createAll } from 'govuk-frontend'
import { sessionNews, watchSession } from '../../shared/clarifications/clarifications.sessions.sockets.ts'
import { newId } from '../../shared/platform/ids.ts'
import { listen } from '../platform/live.ts'

// Often enough to count as present while nothing is said, and to go on without a live connection.
const lookAgainMs = 20_000
const withoutConnectionMs = 5000
const waitsBeforeTries = [500, 1000, 2000, 4000, 8000, 16_000]

/** Answers of a proxy without a process behind it, and of a process without its database. */
const isForNow = (status: number): boolean => status >= 502 && status <= 504

/** Keeps the page of a live session up to date, and sends its forms without leaving it. */
export function start(room: HTMLElement): void {
  const id = room.dataset['session'] ?? ''
  const status = room.dataset['status']
  let newest = Number(room.dataset['newest'])
  let isConnected = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let reading: Promise<void> | undefined
  let isStale = false
  // After a refusal the address is that of its form: opened again, as browsers do, it would lead nowhere.
  const here = `/live-sessions/${id}`
  if (location.pathname !== here) history.replaceState(history.state, '', here)

  const read = async () => {
    const answer = await fetch(`/live-sessions/${id}/newer?after=${newest}`, {
      headers: { accept: 'text/html' },
    })
    if (!answer.ok) throw new Error(`The session could not be read: ${answer.status}`)
    const arrived = document.createElement('div')
    arrived.innerHTML = await answer.text()
    const part = arrived.querySelector<HTMLElement>('[data-arrived]')
    if (!part) return
    if (part.dataset['status'] !== status) {
      room.querySelector('[data-moved]')?.removeAttribute('hidden')
      for (const line of room.querySelectorAll('[data-while-open]')) line.setAttribute('hidden', '')
    }
    if (status === 'open') newest = show(room, part, newest)
  }

  // What arrives while the page reads is read right after, once however much it is.
  const refresh = (): Promise<void> => {
    isStale = true
    reading ??= (async () => {
      while (isStale) {
        isStale = false
        await read().catch(() => undefined)
      }
      reading = undefined
      clearTimeout(timer)
      timer = setTimeout(() => void refresh(), isConnected ? lookAgainMs : withoutConnectionMs)
    })()
    return reading
  }

  room.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-live-form')) return
    event.preventDefault()
    void send(form, room).then((isSent) => (isSent ? refresh() : undefined))
  })
  void listen({
    watch: { name: watchSession, payload: () => ({ liveSessionId: id, after: newest }) },
    begun: (isFirst, reply: { number?: number }) => {
      isConnected = true
      room.querySelector('[data-kept-current]')?.removeAttribute('hidden')
      if (!isFirst || (reply.number ?? 0) > newest) void refresh()
    },
    lost: () => {
      isConnected = false
      void refresh()
    },
    on: {
      [sessionNews]: (news: { liveSessionId: string }) => {
        if (news.liveSessionId === id) void refresh()
      },
    },
  })
  timer = setTimeout(() => void refresh(), lookAgainMs)
}

/** Puts what arrived into the page; entries that it shows already are dropped by their number. */
function show(room: HTMLElement, part: HTMLElement, newest: number): number {
  const focused = document.activeElement?.id
  replaceAnswering(room, part)
  for (const name of ['[data-queue]', '[data-side]']) {
    const [old, fresh] = [room.querySelector(name), part.querySelector<HTMLElement>(name)]
    if (!old || !fresh || isBeingUsed(old)) continue
    old.replaceWith(fresh)
    startFields(fresh)
  }
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus()
  const log = room.querySelector('[data-entries]')
  let last = newest
  for (const entry of part.querySelectorAll<HTMLElement>('[data-entries] > li')) {
    const number = Number(entry.dataset['number'])
    if (number <= last) continue
    log?.prepend(entry)
    last = number
  }
  // Words that a broker replaced go from the pages that show them still.
  for (const entry of part.querySelectorAll<HTMLElement>('[data-redacted] > li'))
    log?.querySelector(`[data-number="${CSS.escape(entry.dataset['number'] ?? '')}"]`)?.replaceWith(entry)
  return last
}

/** What arrives later behaves as what came with the page. */
function startFields(scope: HTMLElement): void {
  createAll(Button, { preventDoubleClick: true }, { scope })
  createAll(CharacterCount, undefined, { scope })
}

/** True while somebody is choosing in it: an option marked and not yet sent. */
const isBeingUsed = (part: Element): boolean =>
  [...part.querySelectorAll<HTMLInputElement>('input[type=radio]')].some(
    (radio) => radio.checked !== radio.defaultChecked,
  )

/** The question being answered, with the words of an answer that somebody is typing to it kept. */
function replaceAnswering(room: HTMLElement, part: HTMLElement): void {
  const old = room.querySelector<HTMLElement>('[data-now]')
  const fresh = part.querySelector<HTMLElement>('[data-now]')
  if (!old || !fresh || old.dataset['now'] === fresh.dataset['now']) return
  old.replaceWith(fresh)
  startFields(fresh)
}

/**
 * Sends a form in the background, again and again for half a minute while nobody answers: its key lets it count
 * once. One that is refused is sent as browsers do, so that its page says what to mend.
 */
async function send(form: HTMLFormElement, room: HTMLElement): Promise<boolean> {
  const tell = (which: 'trying' | 'unsent' | null) => {
    for (const name of ['trying', 'unsent'])
      room.querySelector(`[data-${name}]`)?.toggleAttribute('hidden', name !== which)
  }
  const body = fieldsOf(form)
  for (const waitMs of [...waitsBeforeTries, null]) {
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => null)
    if (answer?.type === 'opaqueredirect') {
      tell(null)
      return begin(form, body)
    }
    if (answer && !isForNow(answer.status)) {
      form.submit()
      return false
    }
    if (waitMs === null) break
    tell('trying')
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
  tell('unsent')
  return false
}

const fieldsOf = (form: HTMLFormElement): URLSearchParams =>
  new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))

/** A form that came back with an error has the refused words for its default: they are not to return. */
function empty(form: HTMLFormElement): void {
  form.reset()
  for (const field of form.querySelectorAll<HTMLTextAreaElement>('textarea, input[type=text]')) {
    field.value = ''
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** What the page said of an earlier message of this form is not true of the one that was taken. */
function forgetRefusal(form: HTMLFormElement): void {
  document.querySelector('.govuk-error-summary')?.remove()
  for (const message of form.querySelectorAll('.govuk-error-message')) message.remove()
  for (const kind of ['form-group', 'textarea', 'input', 'select'])
    for (const marked of form.querySelectorAll(`.govuk-${kind}--error`))
      marked.classList.remove(`govuk-${kind}--error`)
}

/** What is sent next is another message; what was typed since the last was sent stays. */
function begin(form: HTMLFormElement, sent: URLSearchParams): true {
  if (String(fieldsOf(form)) === String(sent)) empty(form)
  forgetRefusal(form)
  const key = form.querySelector<HTMLInputElement>('input[name=key]')
  if (key) key.value = newId()
  return true
}
