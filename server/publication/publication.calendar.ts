import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { calendarFile } from '../../shared/platform/calendar-file.ts'
import { calendarEntriesOf } from '../challenges/index.ts'

/** The dates of a challenge as a file for calendars. */
export const challengeCalendar = (challenge: ChallengeRecord): string =>
  calendarFile(challenge.title, calendarEntriesOf(challenge), challenge.updatedAt)
