import { type Coaching, coach } from '../../shared/coaching/coach/coach.ts'
import type { CoachDraft } from '../../shared/coaching/coach/draft.ts'
import { scoresOf } from '../../shared/coaching/coach/scores.ts'
import type { FormCoaching, Given } from './coach-given.ts'

/**
 * Coaches what a form holds now: a text alone, or its part of the draft that the server gave.
 * @param lawAsAt the day for which the law was read, for a text alone; a draft's facts have it
 */
export function coachForm(form: HTMLFormElement, given: Given | null, lawAsAt?: string): FormCoaching {
  if (!given) return coachText(form, lawAsAt)
  const { findings, isTooShort } = coach(withTyped(given.draft, form), given.facts)
  const left = findings.filter(
    ({ rule, field, quote }) =>
      !given.decided.some((one) => one.rule === rule && one.field === field && one.quote === quote),
  )
  return { findings: left, scores: scoresOf(left), isTooShort }
}

function coachText(form: HTMLFormElement, lawAsAt?: string): Coaching {
  const typed = new FormData(form)
  const regime = typed.get('regime')
  const isNamed = regime === 'above-threshold' || regime === 'below-threshold'
  return coach({ text: String(typed.get('text') ?? '') }, { regime: isNamed ? regime : 'unknown', lawAsAt })
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
