/** Puts the words that are selected in the proposal into the evidence, each quotation on lines of its own. */
export function start(root: HTMLElement): void {
  const source = root.querySelector('[data-quote-from]')
  const button = root.querySelector<HTMLButtonElement>('[data-quote]')
  const evidence = root.querySelector<HTMLTextAreaElement>('textarea[name="evidence"]')
  if (!source || !button || !evidence) return
  button.hidden = false
  let selected = ''
  // A tap on the button may end the selection: the last one inside the proposal is kept.
  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection()
    const words = selection?.toString().trim() ?? ''
    if (words && selection?.anchorNode && source.contains(selection.anchorNode)) selected = words
  })
  button.addEventListener('click', () => {
    if (!selected) return
    const before = evidence.value.trimEnd()
    evidence.value = `${before}${before ? '\n\n' : ''}“${selected}”`
    selected = ''
    evidence.dispatchEvent(new Event('input', { bubbles: true }))
    evidence.focus()
  })
}
