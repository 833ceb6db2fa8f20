const wide = window.matchMedia('(min-width: 900px)')

/** Filters stand open beside a list, and start folded above it in narrow windows. */
export function start(details: HTMLElement): void {
  if (!(details instanceof HTMLDetailsElement)) return
  details.open = wide.matches
  wide.addEventListener('change', () => {
    details.open = wide.matches
  })
}
