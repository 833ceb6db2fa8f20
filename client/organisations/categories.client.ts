const pauseMs = 250

/** Searches the categories while somebody types; the page's own search stays for everybody else. */
export function start(section: HTMLElement): void {
  const form = section.querySelector<HTMLFormElement>('[data-categories-form]')
  const results = section.querySelector<HTMLElement>('[data-categories-results]')
  const input = form?.querySelector<HTMLInputElement>('input[name="q"]')
  if (!form || !results || !input) return
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asked: AbortController | undefined

  const search = async () => {
    asked?.abort()
    asked = new AbortController()
    const address = new URL(location.pathname, location.href)
    address.searchParams.set('q', input.value)
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: 'text/html' } })
      if (!answer.ok) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const found = page.querySelector('[data-categories-results]')
      if (found) results.replaceChildren(...found.childNodes)
    } catch {
      // Typed on, or offline: the Search button still works.
    }
  }
  input.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void search(), pauseMs)
  })
}
