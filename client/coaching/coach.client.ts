import type { Finding } from '../../shared/coaching/coach/finding.ts'
import type { Given } from './coach-given.ts'
import { drawFinding, drawScores, type TextField, whenUsed } from './coach-drawing.ts'

const pauseAfterTyping = 500

/**
 * Ends when the pointer is let go. Leaving a field by pressing a button must not move that button from under the
 * pointer: the press would be lost.
 */
let pressed: Promise<void> | undefined

function watchPointer(): void {
  const press = () => {
    pressed = new Promise((resolve) => {
      // The click comes right after the release, and goes first.
      const release = () => setTimeout(resolve, 0)
      for (const end of ['pointerup', 'pointercancel'])
        document.addEventListener(end, release, { once: true })
    })
  }
  document.addEventListener('pointerdown', press, true)
}

/**
 * Coaches a form while it is written, by the same rules as the server. What it says of a field stands under that
 * field; what stands above the field that is being written in changes only when it is left, so that nothing moves.
 */
export function start(part: HTMLElement): void {
  const form = document.getElementById(part.dataset['form'] ?? '')
  if (!(form instanceof HTMLFormElement)) return
  const given = readGiven(part)
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async () => {
    // The rules weigh more than the page: they come when somebody begins to write.
    const { coachForm } = await import('./coach-reading.ts')
    await pressed
    const { findings, scores, isTooShort } = coachForm(form, given, part.dataset['lawAsAt'])
    show(part, form, findings, given)
    drawScores(part, scores, isTooShort)
    for (const read of part.querySelectorAll('[data-coach-before]')) read.setAttribute('hidden', '')
    for (const card of part.querySelectorAll('[data-coach-scores]')) card.removeAttribute('hidden')
  }
  const later = (pause: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), pause)
  }
  watchPointer()
  let isTouched = false
  form.addEventListener('input', () => {
    isTouched = true
    later(pauseAfterTyping)
  })
  form.addEventListener('focusout', () => {
    if (isTouched) later(0)
  })
  whenUsed(part, form, () => later(0))
  if (given) show(part, form, given.findings, given)
}

function readGiven(part: HTMLElement): Given | null {
  const data = part.querySelector('[data-coach-data]')?.textContent
  if (!data) return null
  const given = JSON.parse(data) as Given
  const { timetable } = given.draft
  for (const key of ['askBy', 'answerBy', 'respondBy'] as const) {
    if (timetable?.[key]) timetable[key] = new Date(timetable[key])
  }
  if (given.facts.now) given.facts.now = new Date(given.facts.now)
  return given
}

/** Each finding under its field, or in the list where the page has no such field. */
function show(part: HTMLElement, form: HTMLFormElement, findings: Finding[], given: Given | null): void {
  const rest: Finding[] = []
  const byField = new Map<string, Finding[]>()
  for (const block of form.querySelectorAll<HTMLElement>('[data-coach-under]'))
    byField.set(block.dataset['coachUnder'] ?? '', [])
  for (const finding of findings) {
    const field = fieldOf(form, finding.field)
    if (!field) rest.push(finding)
    else byField.set(finding.field, [...(byField.get(finding.field) ?? []), finding])
  }
  for (const [path, list] of byField) fill(part, blockUnder(form, path), list, fieldOf(form, path))
  const plain = part.querySelector<HTMLElement>('[data-coach-list]')
  const ofPage = given ? rest.filter(({ field }) => given.fields.includes(field.split('.')[0] ?? '')) : rest
  if (plain) fill(part, plain, ofPage, null)
}

const fieldOf = (form: HTMLFormElement, path: string): TextField | null => {
  const field = form.querySelector(`#${CSS.escape(path.replaceAll('.', '-'))}`)
  return field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement ? field : null
}

function blockUnder(form: HTMLFormElement, path: string): HTMLElement | null {
  const known = [...form.querySelectorAll<HTMLElement>('[data-coach-under]')].find(
    (block) => block.dataset['coachUnder'] === path,
  )
  if (known) return known
  const field = fieldOf(form, path)
  const group = field && groupOf(field)
  if (!group) return null
  const made = document.createElement('div')
  made.className = 'coach-under'
  made.dataset['coachUnder'] = path
  group.after(made)
  return made
}

/** The field with its label, hint and, of a date, its other parts. */
function groupOf(field: TextField): HTMLElement | null {
  let group = field.closest<HTMLElement>('.govuk-form-group')
  for (
    let outer = group;
    outer;
    outer = outer.parentElement?.closest<HTMLElement>('.govuk-form-group') ?? null
  ) {
    group = outer
  }
  return field.closest<HTMLElement>('.govuk-character-count') ?? group
}

function fill(
  part: HTMLElement,
  block: HTMLElement | null,
  findings: Finding[],
  field: TextField | null,
): void {
  if (!block) return
  const key = JSON.stringify(findings.map(({ rule, quote, span, problem }) => [rule, quote, span, problem]))
  if (block.dataset['shown'] === key || wouldMove(block)) return
  const isNew = block.dataset['count'] !== String(findings.length)
  block.dataset['shown'] = key
  block.dataset['count'] = String(findings.length)
  block.replaceChildren(...findings.map((finding) => drawFinding(part, finding, field)))
  if (isNew && field !== null && field === document.activeElement) announce(part, findings.length)
}

/** Whether somebody writes further down: what grows above would push it away. */
function wouldMove(block: HTMLElement): boolean {
  const active = document.activeElement
  const isWriting = active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement
  return isWriting && (block.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

function announce(part: HTMLElement, count: number): void {
  const news = part.querySelector<HTMLElement>('[data-coach-news]')
  if (!news) return
  const { one = '', many = '', none = '' } = part.dataset
  news.textContent = count === 0 ? none : count === 1 ? one : many.replace('[count]', String(count))
}
