/** What was typed into a form, field by field; secrets and files are never among it. */
export type Words = [name: string, value: string][]

const keyOf = (form: HTMLFormElement) =>
  `foothold:kept:${new URL(form.dataset['autosave'] || (form.getAttribute('action') ?? location.href), location.href).pathname}`

/** Reads the words in a form as they stand; what the server put in hidden fields is not among them. */
export function wordsIn(form: HTMLFormElement): Words {
  const notTyped = new Set(
    [...form.querySelectorAll<HTMLInputElement>('input[type=password], input[type=hidden]')].map(
      ({ name }) => name,
    ),
  )
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !notTyped.has(name) ? [[name, value]] : [],
  )
}

/** Keeps words in this browser because the server could not take them. */
export function keep(form: HTMLFormElement): void {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(wordsIn(form)))
  } catch {
    // A full or forbidden store: the words are still in the form, and leaving asks first.
  }
}

const sentKey = 'foothold:sent'

/** Keeps the words of a form that is being sent, in place of older ones, until `settle` sees that they were taken. */
export function keepUntilTaken(form: HTMLFormElement): void {
  keep(form)
  awaitTaken(form)
}

/** Has `settle` see whether what this form sends is taken; what is kept of it stays as it is until then. */
export function awaitTaken(form: HTMLFormElement): void {
  try {
    sessionStorage.setItem(sentKey, keyOf(form))
  } catch {
    // They are offered once more than needed then.
  }
}

/**
 * On each page: forgets what was kept for a form that was sent, if this page says that it was taken: it was redirected
 * to. A refusal, an error and a page gone to by hand after the network was lost are no such answer, nor is the page
 * for signing in.
 */
export function settle(): void {
  try {
    const key = sessionStorage.getItem(sentKey)
    if (key === null) return
    sessionStorage.removeItem(sentKey)
    const [answer] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    const isTaken = answer?.redirectCount === 1 && answer.responseStatus === 200
    if (isTaken && location.pathname !== '/sign-in') localStorage.removeItem(key)
  } catch {
    // Nothing was kept then.
  }
}

/** Forgets what was kept for this form. */
export function forget(form: HTMLFormElement): void {
  try {
    localStorage.removeItem(keyOf(form))
  } catch {
    // Nothing was kept then.
  }
}

/** Words that were kept and differ from those in the form now. */
function keptWords(form: HTMLFormElement): Words | null {
  try {
    const text = localStorage.getItem(keyOf(form))
    if (!text || text === JSON.stringify(wordsIn(form))) return null
    return JSON.parse(text) as Words
  } catch {
    return null
  }
}

/** Puts words back into the fields that they came from. */
function putBack(form: HTMLFormElement, words: Words): void {
  const fields = [...form.elements].filter(
    (field) => 'name' in field && 'value' in field,
  ) as HTMLInputElement[]
  const left = [...words]
  for (const field of fields) {
    if (['password', 'file', 'hidden', 'submit', 'button'].includes(field.type)) continue
    const isChoice = field.type === 'checkbox' || field.type === 'radio'
    const at = left.findIndex(([name, value]) => name === field.name && (!isChoice || value === field.value))
    if (isChoice) field.checked = at >= 0
    else if (at >= 0) field.value = left[at]?.[1] ?? ''
    if (at >= 0) left.splice(at, 1)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** Says in `status` that words of this form were not taken, and puts them back or forgets them when asked. */
export function offerBack(form: HTMLFormElement, status: HTMLElement | null): void {
  const words = keptWords(form)
  if (!words || !status) return
  const button = (text: string, act: () => void) => {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'link-button'
    made.textContent = text
    made.addEventListener('click', () => {
      status.textContent = ''
      act()
    })
    return made
  }
  status.replaceChildren(
    `${status.dataset['kept'] ?? ''} `,
    button(status.dataset['restore'] ?? '', () => putBack(form, words)),
    ' · ',
    button(status.dataset['discard'] ?? '', () => forget(form)),
  )
}
