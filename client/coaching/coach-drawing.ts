import type { Finding, Score } from '../../shared/coaching/coach/finding.ts'
import type { Scores } from '../../shared/coaching/coach/scores.ts'

/** A field in which one writes, and whose words can be replaced. */
export type TextField = HTMLTextAreaElement | HTMLInputElement

/** Builds a finding from the page's template; its words are put in as text, never as markup. */
export function drawFinding(part: HTMLElement, finding: Finding, field: TextField | null): HTMLElement {
  const template = part.querySelector<HTMLTemplateElement>('[data-coach-template]')
  const box = template?.content.firstElementChild?.cloneNode(true) as HTMLElement
  const { rule, title, severity, quote, problem, why, rewrite, instead, source, resource } = finding
  box.classList.toggle('advice--law', severity === 'law')
  const slot = (name: string) => box.querySelector<HTMLElement>(`[data-slot="${name}"]`)
  const put = (name: string, text: string) => {
    const element = slot(name)
    if (element) element.textContent = text
  }
  const drop = (name: string, isLeft: boolean) => {
    if (!isLeft) slot(name)?.remove()
  }
  put('title', title)
  put('quote', quote.length > 160 ? `“${quote.slice(0, 160)}…”` : `“${quote}”`)
  put('why', `${problem} ${why}`)
  put('rewrite', `“${rewrite ?? ''}”`)
  put('instead', instead)
  const section = /Act 2023 s\.(\d+)/.exec(source)?.[1]
  put(section ? 'section' : 'source', source)
  slot('section')?.setAttribute('href', `/law#s-${section}`)
  drop('section', section !== undefined)
  drop('law', severity === 'law')
  drop('quote', quote !== '')
  drop('try', rewrite !== null)
  drop('use', rewrite !== null && field !== null)
  const use = slot('use')
  if (use) use.dataset['finding'] = JSON.stringify({ field: field?.id, span: finding.span, quote, rewrite })
  slot('resource')?.setAttribute('href', `/resources/${resource}`)
  slot('lesson')?.setAttribute('href', `/learning/for/${rule}`)
  const keep = slot('keep')
  keep?.setAttribute(
    'href',
    `${keep.getAttribute('href')}?${new URLSearchParams({ rule, field: finding.field, quote })}`,
  )
  return box
}

/** "Use this" puts the rewrite in the place of its words, if they still stand there, and goes on writing. */
export function whenUsed(part: HTMLElement, form: HTMLFormElement, look: () => void): void {
  document.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-slot="use"]') : null
    if (!button || !(form.contains(button) || part.contains(button))) return
    const {
      field: id,
      span,
      quote,
      rewrite,
    } = JSON.parse(button.dataset['finding'] ?? '{}') as {
      field?: string
      span: { start: number; end: number } | null
      quote: string
      rewrite: string | null
    }
    const field = document.getElementById(id ?? '') as TextField | null
    if (!field || !span || rewrite === null || field.value.slice(span.start, span.end) !== quote)
      return look()
    field.setRangeText(rewrite, span.start, span.end, 'end')
    field.focus()
    field.dispatchEvent(new Event('input', { bubbles: true }))
    look()
  })
}

/** Both scores with where each point went, or that there is too little to judge. */
export function drawScores(part: HTMLElement, scores: Scores, isTooShort: boolean): void {
  part.querySelector('[data-coach-short]')?.toggleAttribute('hidden', !isTooShort)
  part.querySelector('[data-coach-figures]')?.toggleAttribute('hidden', isTooShort)
  for (const [name, score] of Object.entries(scores) as [string, Score][]) {
    const card = part.querySelector<HTMLElement>(`[data-score="${name}"]`)
    const figure = card?.querySelector('[data-value]')
    const bar = card?.querySelector('[data-bar]')
    const list = card?.querySelector('[data-parts]')
    if (!figure || !bar || !list || figure.textContent === String(score.value)) continue
    figure.textContent = String(score.value)
    bar.setAttribute('width', String(score.value))
    list.replaceChildren(...(score.parts.length > 0 ? score.parts.map(drawPart) : [nothing(part)]))
  }
}

function drawPart({ title, count, cost }: Score['parts'][number]): HTMLElement {
  const item = document.createElement('li')
  const [name, points] = [document.createElement('span'), document.createElement('span')]
  name.textContent = count > 1 ? `${title} (${count})` : title
  points.textContent = `−${cost}`
  points.className = 'tabular'
  item.append(name, points)
  return item
}

function nothing(part: HTMLElement): HTMLElement {
  const item = document.createElement('li')
  item.textContent = part.dataset['nothing'] ?? ''
  return item
}
