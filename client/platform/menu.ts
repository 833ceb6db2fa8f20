const wide = window.matchMedia('(min-width: 900px)')

/** The masthead's lists fold away behind a button in narrow windows. */
export function start(nav: HTMLElement): void {
  const toggle = nav.querySelector<HTMLButtonElement>('button[aria-controls]')
  const lists = document.getElementById(toggle?.getAttribute('aria-controls') ?? '')
  if (!toggle || !lists) return

  const show = (isOpen: boolean) => {
    lists.hidden = !isOpen && !wide.matches
    toggle.hidden = wide.matches
    toggle.setAttribute('aria-expanded', String(isOpen))
  }
  nav.closest('.masthead')?.classList.add('masthead--folding')
  show(false)
  wide.addEventListener('change', () => show(false))
  toggle.addEventListener('click', () => show(toggle.getAttribute('aria-expanded') !== 'true'))
  nav.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || toggle.getAttribute('aria-expanded') !== 'true') return
    show(false)
    toggle.focus()
  })
}
