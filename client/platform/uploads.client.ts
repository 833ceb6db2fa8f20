import { reread } from './reread.ts'

/** One file on its way. */
interface Sending {
  file: File
  row: HTMLElement
  /** It was sent before, and no answer came: it may have arrived. */
  isAgain: boolean
}

/**
 * Sends the files of a form one after the other, each with its progress; one that broke off is sent again when the
 * connection is back, or when asked. Without this script the form sends them all in one go.
 */
export function start(form: HTMLElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]')
  const list = form.querySelector<HTMLElement>('[data-uploads]')
  const status = form.querySelector<HTMLElement>('[data-uploads-status]')
  if (!(form instanceof HTMLFormElement) || !input || !list || !status) return
  const words = list.dataset
  const broken = new Set<Sending>()
  let queue = Promise.resolve()

  const send = async (sending: Sending): Promise<void> => {
    if (sending.isAgain && (await isAttached(form, sending.file))) return done(sending)
    show(sending, words['sending'] ?? '')
    const answer = await post(form, input.name, sending)
    if (answer === 'taken') return done(sending)
    if (answer !== 'broken') return show(sending, answer, 'refused')
    sending.isAgain = true
    broken.add(sending)
    show(sending, words['broken'] ?? '', 'broken')
  }
  const done = async (sending: Sending): Promise<void> => {
    sending.row.remove()
    status.textContent = (words['added'] ?? '').replace('[name]', sending.file.name)
    await showAttached(form)
  }
  const enqueue = (sending: Sending) => {
    queue = queue.then(() => send(sending))
  }
  const again = (sending: Sending) => {
    if (broken.delete(sending)) enqueue(sending)
  }

  form.addEventListener('submit', (event) => {
    const { files } = input
    // To go on without files is an ordinary form, and so is to go on with them, once they are there.
    if (!files?.length) return
    event.preventDefault()
    for (const row of list.querySelectorAll('[data-refused]')) row.remove()
    const goesOn = event.submitter instanceof HTMLButtonElement && event.submitter.value === 'check'
    for (const file of files) {
      const sending: Sending = { file, row: rowFor(list, file), isAgain: false }
      sending.row.querySelector('button')?.addEventListener('click', () => again(sending))
      enqueue(sending)
    }
    input.value = ''
    void queue.then(() => {
      if (goesOn && list.childElementCount === 0) form.requestSubmit(event.submitter)
    })
  })
  window.addEventListener('online', () => {
    for (const sending of broken) again(sending)
  })
  window.addEventListener('beforeunload', (event) => {
    if (list.childElementCount > broken.size) event.preventDefault()
  })
}

/** A row with the file's name, how far it is, and a button to send it again. */
function rowFor(list: HTMLElement, { name }: File): HTMLElement {
  const template = list.parentElement?.querySelector('template')
  const row = template?.content.firstElementChild?.cloneNode(true) as HTMLElement
  for (const place of row.querySelectorAll('[data-name]')) place.textContent = name
  list.append(row)
  return row
}

function show({ row }: Sending, words: string, state: 'sending' | 'broken' | 'refused' = 'sending'): void {
  const place = row.querySelector('[data-words]')
  row.toggleAttribute('data-refused', state === 'refused')
  if (place) {
    // A refusal that names the file says it once.
    const name = row.querySelector('[data-name]')?.textContent ?? ''
    place.textContent = words.replace(`“${name}” `, '')
    place.classList.toggle('save-status--failed', state !== 'sending')
  }
  const progress = row.querySelector('progress')
  if (progress) progress.hidden = state !== 'sending'
  const button = row.querySelector('button')
  if (button) button.hidden = state !== 'broken'
}

/** @returns `taken`, `broken` where no answer came, or why the file was refused */
function post(form: HTMLFormElement, field: string, { file, row }: Sending): Promise<string> {
  const body = new FormData()
  // The server reads the fields before the files.
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  body.append(field, file)
  const progress = row.querySelector('progress')
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.setRequestHeader('accept', 'application/json')
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (progress) progress.value = loaded / total
    })
    request.addEventListener('error', () => resolve('broken'))
    request.addEventListener('load', () => {
      if (request.status < 300) resolve('taken')
      // A fault of ours may be over when it is sent again.
      else resolve(request.status >= 500 ? 'broken' : refusalIn(request.responseText))
    })
    request.send(body)
  })
}

function refusalIn(answer: string): string {
  try {
    return String((JSON.parse(answer) as { detail?: unknown }).detail ?? answer)
  } catch {
    return answer
  }
}

const attachedPart = (form: HTMLFormElement): HTMLElement | null =>
  document.getElementById(form.dataset['attached'] ?? '')

async function showAttached(form: HTMLFormElement): Promise<HTMLElement | null> {
  const part = attachedPart(form)
  return part && reread(part)
}

/** Whether a file arrived although its answer did not. */
async function isAttached(form: HTMLFormElement, { name, size }: File): Promise<boolean> {
  const part = await showAttached(form)
  return [...(part?.querySelectorAll<HTMLElement>('[data-file]') ?? [])].some(
    ({ dataset }) => dataset['file'] === name && dataset['size'] === String(size),
  )
}
