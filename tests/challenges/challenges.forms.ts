import { londonParts } from '../../shared/platform/dates.ts'
import { inDays } from './challenges.factory.ts'
import type { TestApp } from '../platform/app.ts'
import { csrfIn, seenIn } from '../platform/app.ts'

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
    .send(encoded({ _csrf: csrfIn(shown.text), ...seenIn(shown.text, page, to), ...words }))
}

/** A day so many from now, as the fields of a date are typed. */
export const dateWords = (days: number) => {
  const { day, month, year } = londonParts(inDays(days))
  return { day: String(day), month: String(month), year: String(year) }
}

/** How many it is about, not said. */
export const demandWords = { volume: '', unit: '' }

/** What is on file for a small contract, as it is typed. */
export const fileWords = () => ({
  conflictsOn: dateWords(-3),
  smeBarriers: 'None found',
  lots: { decision: 'one-contract', note: 'Small' },
})

/** Everything that the form of an amendment sends, with a deadline sooner than before. */
export const amendmentWords = (record: { outcomes?: unknown; criteria?: unknown }) => ({
  title: 'Far fewer missed bins',
  summary: 'S',
  problem: 'P',
  whoHasIt: 'W',
  demand: demandWords,
  users: 'U',
  context: 'C',
  constraints: '',
  dataAvailable: '',
  outcomes: record.outcomes,
  kind: 'below-threshold',
  stages: ['pilot', 'scale'],
  budget: { pilotPence: '30000', pilots: '2', scalePence: '', vat: 'standard' },
  timetable: {
    askBy: { ...dateWords(10), time: '5pm' },
    answerBy: { ...dateWords(14), time: '17:00' },
    respondBy: { ...dateWords(20), time: 'noon' },
    pilotStart: dateWords(60),
    pilotMonths: '6',
  },
  cpv: '90511000',
  regions: 'TLD41',
  asks: 'Two pages',
  criteria: record.criteria,
  assessmentMethod: '',
  shortTime: { ground: '', reason: 'Before the winter' },
  onFile: fileWords(),
  contact: { name: 'Ada', role: '', email: 'bins@council.example' },
})
