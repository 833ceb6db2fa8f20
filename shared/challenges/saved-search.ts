import { instantInLondon, londonParts } from '../platform/dates.ts'
import type { ChallengeListQuery } from './challenge-list.ts'

/** When the owner of a saved search is told of what it found. */
export const searchAlerts = ['at-once', 'daily', 'weekly', 'none'] as const
export type SearchAlert = (typeof searchAlerts)[number]

/** What each choice is called on a page. */
export const alertLabels: Record<SearchAlert, string> = {
  'at-once': 'At once',
  daily: 'Once a day',
  weekly: 'Once a week',
  none: 'Not at all',
}

/** How many searches one person may keep. */
export const mostSavedSearches = 20

/** What is searched for: everything that the public list takes, but not which page of it was open. */
export type SearchCriteria = Omit<ChallengeListQuery, 'page'>

/** Leaves out what only says which page was open. */
export function criteriaOf({ page: _, ...criteria }: ChallengeListQuery): SearchCriteria {
  return criteria
}

const hourOfTelling = 8
const day = 86_400_000
const monday = 1

/**
 * The instant at which something found at `at` is told: now, at the next 8am in London, or at 8am on the next
 * Monday there; null for never. Daily and weekly finds that fall due together are told together.
 */
export function tellingTime(alert: SearchAlert, at: Date): Date | null {
  if (alert === 'none') return null
  if (alert === 'at-once') return at
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const { year, month, day: date } = londonParts(new Date(at.getTime() + ahead * day))
    const telling = instantInLondon(year, month, date, hourOfTelling)
    const isItsDay = alert === 'daily' || new Date(Date.UTC(year, month - 1, date)).getUTCDay() === monday
    if (telling && telling > at && isItsDay) return telling
  }
  return at
}
