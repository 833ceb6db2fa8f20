import type { RequestHandler } from 'express'
import { coachRules } from '../../shared/coaching/coach/rules/index.ts'
import {
  type Day,
  isInForce,
  type Law,
  type Threshold,
  type ThresholdSubject,
} from '../../shared/coaching/law/law.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { adviceFor } from '../../shared/coaching/routes/advise.ts'
import { defaultAnswers } from '../../shared/coaching/routes/answers.ts'
import { now } from '../platform/clock.ts'
import { noonOf } from './coaching.advisor.presenter.ts'
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
  any: 'all',
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

/** Rows that differ in the contract only stand in one line; those of today come before those of other times. */
function presentThresholds(rules: Law, today: Day) {
  const lines = new Map<string, Threshold & { contracts: string[] }>()
  for (const row of rules.thresholds) {
    const { contract, ...rest } = row
    const key = JSON.stringify(rest)
    const contracts = [...(lines.get(key)?.contracts ?? []), contract.replaceAll('-', ' ')]
    lines.set(key, { ...row, contracts })
  }
  return [...lines.values()]
    .toSorted((a, b) => Number(isInForce(b, today)) - Number(isInForce(a, today)))
    .map((row) => ({
      ...rowOf(rules, row),
      isInForce: isInForce(row, today),
      subjectName: subjects[row.subject],
      authorityName: authorities[row.authority],
      contractName: row.contracts.join(', '),
      place: places[row.jurisdiction],
    }))
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
  const known = { ...defaultAnswers, valuePence: 100_000_00, scaling: 'no' } as const
  const { routes } = adviceFor(known, rules, rules.asAt)
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
function presentHolidays(rules: Law, today: Day) {
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
    thresholds: presentThresholds(rules, dayOf(now())),
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
