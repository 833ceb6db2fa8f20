import type { RequestHandler } from 'express'
import { coachRules } from '../../shared/coaching/coach/rules/index.ts'
import type { Law, Threshold, ThresholdSubject } from '../../shared/coaching/law/law.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { adviceFor } from '../../shared/coaching/routes/advise.ts'
import { defaultAnswers } from '../../shared/coaching/routes/answers.ts'
import { now } from '../platform/clock.ts'
import { noonOf } from './advisor.presenter.ts'
import { anchorOf, citation, isUnchecked } from './citations.ts'
import { law } from './law.data.ts'

const subjects: Record<ThresholdSubject, string> = {
  'public-contract': 'Public contract, from',
  notifiable: 'Notifiable below-threshold contract, from',
  'suitability-works': 'Works for which suitability may be looked at before tenders, from',
  kpis: 'Key performance indicators, above',
  'contract-copy': 'Copy of the contract, above',
  'unsuccessful-names': 'Names of suppliers not awarded in UK6, above',
  'pipeline-authority': 'Pipeline notice: yearly spend above',
  'pipeline-contract': 'Pipeline notice: contracts above',
  payment: 'Published payments, above',
}

const authorities = {
  any: 'any',
  'sub-central': 'sub-central',
  central: 'central government',
  utility: 'utility',
} as const
const places = {
  any: 'England, Wales and Northern Ireland',
  england: 'England',
  wales: 'Wales',
  'northern-ireland': 'Northern Ireland',
} as const
const periodNames = { participation: 'Requests to participate', tendering: 'Tenders' } as const
const needs = { yes: 'must', no: 'may', case: 'in the case named' } as const
const required = { always: 'always', known: 'so far as known', case: '' } as const

/** A row with what all rows have: its section as a link, its dates, and whether anybody checked it. */
function rowOf<Row extends { section: string; source: string; confidence: Threshold['confidence'] }>(
  rules: Law,
  row: Row & { validFrom?: string; validTo?: string | null },
) {
  return {
    ...row,
    citation: citation(rules, row.section),
    from: row.validFrom ? noonOf(row.validFrom) : null,
    to: row.validTo ? noonOf(row.validTo) : null,
    isUnchecked: isUnchecked(row.confidence),
    isReported: row.confidence === 'reported',
  }
}

function presentNotices(rules: Law) {
  return rules.notices.map((notice) => ({
    ...rowOf(rules, notice),
    need: needs[notice.mandatory],
    fields: notice.fields.map((field) => ({
      ...field,
      citation: citation(rules, field.article),
      need: required[field.required] || field.when,
    })),
  }))
}

/** Conditions as the routes put them; how they stand depends on the case, so it is left out. */
function presentRoutes(rules: Law) {
  const { routes } = adviceFor(defaultAnswers, rules, rules.asAt)
  return routes
    .toSorted((a, b) => a.title.localeCompare(b.title))
    .map(({ id, title, summary, conditions }) => ({
      id,
      title,
      summary,
      conditions: conditions.map(({ words, section }) => ({ words, citation: citation(rules, section) })),
    }))
}

/** Days of the coming year that are no working days though they are in the week. */
function presentHolidays(rules: Law, today: string) {
  const coming = rules.holidays.filter(({ date }) => date >= today && date < addDays(today, 366))
  const byDay = new Map<string, { title: string; divisions: string[] }>()
  for (const { date, title, division } of coming) {
    const day = byDay.get(date) ?? { title, divisions: [] }
    byDay.set(date, { ...day, divisions: [...day.divisions, division.replaceAll('-', ' ')] })
  }
  return [...byDay]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([date, { title, divisions }]) => ({
      at: noonOf(date),
      title,
      where: divisions.length === 3 ? 'all of the UK' : divisions.join(', '),
    }))
}

const binding = {
  always: 'Law',
  above: 'Law above the threshold, good practice below',
  never: 'Good practice',
} as const

/** Every rule, amount, period, notice and source that this site reckons by, on one page, from the data themselves. */
export const lawPage: RequestHandler = (_req, res) => {
  const rules = law()
  res.render('coaching/law', {
    asAt: noonOf(rules.asAt),
    thresholds: rules.thresholds.map((row) => ({
      ...rowOf(rules, row),
      subjectName: subjects[row.subject],
      authorityName: authorities[row.authority],
      contractName: row.contract.replaceAll('-', ' '),
      place: places[row.jurisdiction],
    })),
    periods: rules.periods.map((row) => ({ ...rowOf(rules, row), name: periodNames[row.period] })),
    clocks: rules.clocks
      .filter(({ kind }) => kind === 'law')
      .map((row) => ({ ...rowOf(rules, row), unitName: row.unit.replaceAll('-', ' ') })),
    assumptions: rules.clocks
      .filter(({ kind }) => kind === 'practice')
      .map((row) => ({ ...row, unitName: row.unit.replaceAll('-', ' ') })),
    notices: presentNotices(rules),
    routes: presentRoutes(rules),
    coachRules: coachRules.map(({ id, title, source, binds, problem, instead }) => ({
      id,
      title,
      source,
      binding: binding[binds],
      problem,
      instead,
    })),
    sections: rules.sections.map((section) => ({
      ...section,
      anchor: anchorOf(section.id),
      from: noonOf(section.inForceFrom),
      at: noonOf(section.asAt),
      isUnchecked: isUnchecked(section.confidence),
      isReported: section.confidence === 'reported',
    })),
    sources: rules.sources.map((source) => ({ ...source, at: noonOf(source.asAt) })),
    holidays: presentHolidays(rules, dayOf(now())),
  })
}
