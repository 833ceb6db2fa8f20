import { law } from '../../server/coaching/index.ts'
import { adviceFor } from '../../shared/coaching/routes/advise.ts'
import type { Advice, RouteAdvice } from '../../shared/coaching/routes/advice.ts'
import { type Answers, defaultAnswers } from '../../shared/coaching/routes/answers.ts'
import type { RouteId } from '../../shared/coaching/routes/route-names.ts'

/** Pounds as pence. */
export const pounds = (amount: number): number => amount * 100

/** Advice for the least that somebody could say, and this. */
export const advise = (given: Partial<Answers>, today = '2026-06-01'): Advice =>
  adviceFor({ ...defaultAnswers, ...given }, law(), today)

export function routeIn(given: Partial<Answers>, id: RouteId, today?: string): RouteAdvice {
  const found = advise(given, today).routes.find((route) => route.id === id)
  if (!found) throw new Error(`No advice on ${id}`)
  return found
}

const plain: Partial<Answers> = { research: 'none', atRequest: 'no' }

/** A pilot of £60,000, and nothing after it. */
export const small: Partial<Answers> = { ...plain, valuePence: pounds(60_000), scaling: 'no' }

/** A contract of £900,000, and nothing after it. */
export const large: Partial<Answers> = { ...plain, valuePence: pounds(900_000), scaling: 'no' }
