import type { Request, RequestHandler, Response } from 'express'
import type { Law } from '../../shared/coaching/law/law.ts'
import { dayOf, isDay } from '../../shared/coaching/law/periods.ts'
import { adviceFor, calendarFor } from '../../shared/coaching/routes/advise.ts'
import * as choices from '../../shared/coaching/routes/answers.ts'
import { answersSchema } from '../../shared/coaching/routes/answers.schema.ts'
import { type RouteId, routeIds, routeNames } from '../../shared/coaching/routes/route-names.ts'
import { calendarFile } from '../../shared/platform/calendar-file.ts'
import { resourcesOnRoutes } from '../resources/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { config } from '../platform/config.ts'
import { fieldErrors, type FormState, formState } from '../platform/page.ts'
import { addressOf, presentAdvice } from './coaching.advisor.presenter.ts'
import { law } from './law.data.ts'

const fieldNames = Object.keys(choices.defaultAnswers)
const datePart = /^([a-zA-Z]{1,20})\[(day|month|year)\]$/

/** The address's answers; `startOn[day]=1` and the like become one date. Other words of the address are left out. */
function answersIn(req: Request): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(req.query)) {
    const [, field = name, part] = datePart.exec(name) ?? []
    if (!fieldNames.includes(field)) continue
    if (!part) found[field] ??= value
    else found[field] = { ...(typeof found[field] === 'object' ? found[field] : {}), [part]: value }
  }
  return found
}

/** Answers of an address as the form's fields hold them: lists as lists, days in three boxes. */
const asForm = (answers: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answers).map(([name, value]) => {
      if (name === 'reserve' && typeof value === 'string') return [name, value.split(',')]
      if (!name.endsWith('On') || typeof value !== 'string' || !isDay(value)) return [name, value]
      const [year, month, day] = value.split('-').map(Number)
      return [name, { day: String(day), month: String(month), year: String(year) }]
    }),
  )

/** The closed lists as items of radios and checkboxes. */
const items = (list: Record<string, string>) => Object.entries(list).map(([value, text]) => ({ value, text }))

const questions = {
  buyers: items(choices.buyers),
  nations: items(choices.nations),
  contractKinds: items(choices.contractKinds),
  novelties: items(choices.novelties),
  research: items(choices.research),
  yesOrNo: items(choices.yesOrNo),
  suppliersWhoCould: items(choices.suppliersWhoCould),
  urgencies: items(choices.urgencies),
  engagements: items(choices.engagements),
  scalings: items(choices.scalings),
  lotChoices: items(choices.lotChoices),
  reservations: items(choices.reservations),
  invitations: items(choices.invitations),
  arrangements: items(choices.arrangements),
  earlierContracts: items(choices.earlierContracts),
}

function showForm(res: Response, form: FormState): void {
  res.render('coaching/advisor', { form, questions, asAt: law().asAt })
}

/** The questions; with answers in the address, the routes. */
export const advisor: RequestHandler = async (req, res) => {
  const given = answersIn(req)
  if (Object.keys(given).length === 0) return showForm(res, formState(withDefaults({})))
  const parsed = answersSchema.safeParse(given)
  if (!parsed.success) {
    res.status(422)
    return showForm(res, formState(withDefaults(asForm(given)), fieldErrors(parsed.error)))
  }
  const advice = adviceFor(parsed.data, law(), dayOf(now()))
  res.render('coaching/advisor-results', {
    advice: presentAdvice(advice, law()),
    resources: Object.fromEntries(await resourcesOnRoutes(advice.routes.map(({ id }) => id))),
  })
}

// Radios stand where the default is, so that nothing has to be pressed twice; who buys what where must be said.
const chosenBefore = Object.fromEntries(
  Object.entries(choices.defaultAnswers)
    .filter(([name]) => !['buyer', 'nation', 'contract', 'separateReasons'].includes(name))
    .map(([name, value]) => [name, value === true ? 'yes' : value])
    .filter(([, value]) => typeof value === 'string'),
)
const withDefaults = (typed: Record<string, unknown>) => ({ ...chosenBefore, ...typed })

/** The questions, with what the address says filled in. */
export const answers: RequestHandler = (req, res) => {
  showForm(res, formState(withDefaults(asForm(answersIn(req)))))
}

const isRouteId = (text: unknown): text is RouteId => routeIds.includes(text as RouteId)

/** A route's dates as a calendar file. */
export const calendar: RequestHandler = (req, res) => {
  const route = req.query['route']
  if (!isRouteId(route)) throw notFound('Calendar')
  const parsed = answersSchema.safeParse(answersIn(req))
  if (!parsed.success) {
    throw new AppError('invalid', 'The answers in this address have mistakes.', fieldErrors(parsed.error))
  }
  const file = calendarOf(route, parsed.data, law())
  res.set('Content-Disposition', `attachment; filename="${route}.ics"`)
  res.type('text/calendar; charset=utf-8').send(file)
}

function calendarOf(routeId: RouteId, given: choices.Answers, rules: Law): string {
  const startOn = given.startOn ?? dayOf(now())
  const { steps } = withoutRangeError(() => calendarFor(routeId, given, startOn, rules))
  const entries = steps.map((step) => ({
    uid: `${routeId}-${startOn}-${step.id}@foothold`,
    title: step.title,
    description: [
      step.words,
      step.section ? `Procurement Act 2023 or Regulations 2024, ${step.section}.` : '',
      `Information, not legal advice; rules as at ${rules.asAt}.`,
      `${config().publicUrl}${addressOf('/advisor', given)}`,
    ]
      .filter(Boolean)
      .join('\n'),
    when: step.on,
  }))
  return calendarFile(routeNames[routeId], entries, now())
}

/** What can't be reckoned is a mistake in the request, said in a sentence. */
export function withoutRangeError<Result>(reckon: () => Result): Result {
  try {
    return reckon()
  } catch (error) {
    if (error instanceof RangeError)
      throw new AppError('invalid', `${error.message}.`, { startOn: error.message })
    throw error
  }
}
