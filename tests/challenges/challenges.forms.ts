import { londonParts } from '../../shared/platform/dates.ts'
import { inDays } from './challenges.factory.ts'
import type { TestApp } from '../platform/app.ts'
import { csrfIn } from '../platform/app.ts'

export type Agent = ReturnType<TestApp['agent']>

/** A form as a browser sends it: `outcomes[0][title]=…`. */
export function encoded(words: object, path = ''): string {
  return Object.entries(words)
    .flatMap(([key, value]) => {
      const name = path ? `${path}[${key}]` : key
      if (value === null || value === undefined) return []
      return typeof value === 'object'
        ? encoded(value, name)
        : `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`
    })
    .filter(Boolean)
    .join('&')
}

export async function post(agent: Agent, page: string, to: string, words: object) {
  const shown = await agent.get(page).expect(200)
  return agent
    .post(to)
    .type('form')
    .send(encoded({ _csrf: csrfIn(shown.text), ...words }))
}

/** A day so many from now, as the fields of a date are typed. */
export const dateWords = (days: number) => {
  const { day, month, year } = londonParts(inDays(days))
  return { day: String(day), month: String(month), year: String(year) }
}
