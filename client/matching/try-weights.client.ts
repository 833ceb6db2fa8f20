const pauseMs = 150

/** Shows who would come first while somebody moves the weights; only the last answer asked for is shown. */
export function start(form: HTMLElement): void {
  const effect = document.querySelector<HTMLElement>('#effect')
  const said = form.querySelector<HTMLElement>('[data-said]')
  if (!(form instanceof HTMLFormElement) || !effect || !said) return
  let pause: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | undefined

  const show = async () => {
    asked?.abort()
    const own = new AbortController()
    asked = own
    // What is loaded again, or passed on, shows the same.
    history.replaceState(history.state, '', `${form.action}?${queryOf(form)}`)
    said.textContent = form.dataset['busy'] ?? ''
    try {
      const html = await fetchEffect(form, own.signal)
      effect.innerHTML = html
      said.textContent = effect.querySelector('[data-summary]')?.textContent ?? effect.textContent.trim()
    } catch {
      if (!own.signal.aborted) said.textContent = form.dataset['failed'] ?? ''
    }
  }
  const later = () => {
    clearTimeout(pause)
    pause = setTimeout(() => void show(), pauseMs)
  }
  for (const part of form.querySelectorAll<HTMLElement>('[data-weight]')) addSlider(part)
  form.addEventListener('input', later)
}

const queryOf = (form: HTMLFormElement): string =>
  new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])).toString()

/** The answer is a page's part, also where the weights are refused: it says why. */
async function fetchEffect(form: HTMLFormElement, signal: AbortSignal): Promise<string> {
  const answer = await fetch(`${form.dataset['from']}?${queryOf(form)}`, {
    headers: { accept: 'text/html' },
    signal,
  })
  if (!answer.ok && answer.status !== 422) throw new Error(`The weights could not be tried: ${answer.status}`)
  return answer.text()
}

/** A slider beside the number, for hands; the number stays what is sent. */
function addSlider(part: HTMLElement): void {
  const number = part.querySelector<HTMLInputElement>('input')
  const label = part.querySelector('label')
  if (!number || !label) return
  const slider = document.createElement('input')
  Object.assign(slider, { type: 'range', min: '0', max: '100', step: '1', value: number.value })
  slider.className = 'weight__slider'
  slider.setAttribute('aria-label', label.textContent.trim())
  slider.addEventListener('input', () => {
    number.value = slider.value
  })
  number.addEventListener('input', () => {
    slider.value = number.value
  })
  number.after(slider)
}
