import { type Coaching, coach } from '../../shared/coaching/coach/coach.ts'
import type { CoachDraft, CoachFacts } from '../../shared/coaching/coach/draft.ts'
import type { Finding } from '../../shared/coaching/coach/finding.ts'
import { type Scores, scoresOf } from '../../shared/coaching/coach/scores.ts'
import { drawFinding, drawScores, type TextField, whenUsed } from './coach-drawing.ts'

const pauseAfterTyping = 500

type Decision = Pick<Finding, 'rule' | 'field' | 'quote'>

/** What the server says of the draft beside this form. */
interface Given {
  draft: CoachDraft
  facts: CoachFacts
  decided: Decision[]
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
  const look = () => {
    const { findings, scores } = coachForm(form, given)
    show(part, form, findings)
    drawScores(part, scores)
    for (const read of part.querySelectorAll('[data-coach-before]')) read.setAttribute('hidden', '')
    for (const card of part.querySelectorAll('[data-coach-scores]')) card.removeAttribute('hidden')
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(look, pauseAfterTyping)
  })
  form.addEventListener('focusout', () => {
    clearTimeout(timer)
    timer = setTimeout(look, 0)
  })
  whenUsed(part, form, look)
  if (given) look()
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

function coachForm(form: HTMLFormElement, given: Given | null): { findings: Finding[]; scores: Scores } {
  if (!given) return coachText(form)
  const { findings } = coach(withTyped(given.draft, form), given.facts)
  const left = findings.filter(
    ({ rule, field, quote }) =>
      !given.decided.some((one) => one.rule === rule && one.field === field && one.quote === quote),
  )
  return { findings: left, scores: scoresOf(left) }
}

function coachText(form: HTMLFormElement): Coaching {
  const typed = new FormData(form)
  const regime = typed.get('regime')
  const isNamed = regime === 'above-threshold' || regime === 'below-threshold'
  return coach({ text: String(typed.get('text') ?? '') }, { regime: isNamed ? regime : 'unknown' })
}

/** The saved draft with what the form holds now: its texts, and its rows of outcomes and criteria. */
function withTyped(saved: CoachDraft, form: HTMLFormElement): CoachDraft {
  const draft: Record<string, unknown> = { ...saved }
  const rows: Record<string, Record<string, unknown>[]> = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue
    const [field = '', index, part] = name.split(/[[\]]+/)
    if (index === undefined && typeof draft[field] === 'string') draft[field] = value.replaceAll('\r\n', '\n')
    if ((field !== 'outcomes' && field !== 'criteria') || part === undefined) continue
    const list = (rows[field] ??= [])
    const row = (list[Number(index)] ??= { title: '' })
    row[part] = ['baseline', 'target', 'weight'].includes(part)
      ? numberIn(value)
      : value.replaceAll('\r\n', '\n')
  }
  for (const [field, list] of Object.entries(rows))
    if (draft[field]) draft[field] = [...list].map((row) => row ?? { title: '' })
  return draft as CoachDraft
}

function numberIn(typed: string): number | null {
  const value = Number(typed.replaceAll(/[,%\s]/g, ''))
  return typed.trim() === '' || Number.isNaN(value) ? null : value
}

/** Each finding under its field, or in the list where the page has no such field. */
function show(part: HTMLElement, form: HTMLFormElement, findings: Finding[]): void {
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
  // What belongs to other pages of the draft stands on the page of all findings.
  if (plain) fill(part, plain, part.dataset['all'] === undefined ? [] : rest, null)
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
  for (let outer = group; outer; outer = outer.parentElement?.closest<HTMLElement>('.govuk-form-group') ?? null) {
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
