/** A button that copies the text beside it; without a script the text can be marked and copied by hand. */
export function start(element: HTMLElement): void {
  const text = element.querySelector('textarea')
  const button = element.querySelector('button')
  const place = button?.parentElement
  const status = element.querySelector('[role=status]')
  if (!text || !button || !place || !status) return
  place.hidden = false
  button.addEventListener('click', () => {
    void copy(text).then((isCopied) => {
      status.textContent = isCopied ? (element.dataset['copied'] ?? '') : ''
    })
  })
}

/** By the clipboard, which a page without https has not; then the text is at least marked. */
async function copy(text: HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text.value)
    return true
  } catch {
    text.select()
    return false
  }
}
