const pauseAfterTyping = 600
const fewestLetters = 12

/** Shows questions like the one being typed, under the field; never moves what is typed. */
export function start(part: HTMLElement): void {
  const field = document.getElementById(part.dataset['field'] ?? '') as HTMLTextAreaElement | null
  const from = part.dataset['from']
  if (!field || !from) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = ''
  const look = async () => {
    const text = field.value.trim()
    if (text === asked) return
    asked = text
    const answer =
      text.length < fewestLetters
        ? null
        : await fetch(`${from}?text=${encodeURIComponent(text.slice(0, 2000))}`)
    // What came too late belongs to other words.
    if (text === asked) part.innerHTML = answer?.ok ? await answer.text() : ''
  }
  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), pauseAfterTyping)
  })
}
