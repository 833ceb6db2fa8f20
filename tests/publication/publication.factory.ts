import type { ChallengeContent } from '../../shared/challenges/challenge.ts'
import type { Happening } from '../../shared/publication/release.ts'
import type { ReleaseFacts } from '../../shared/publication/statement.ts'
import { aChallengeContent } from '../challenges/challenges.factory.ts'

export const publishedAt = new Date('2026-11-02T09:00:00Z')

/** Facts of a challenge of a council that the register knows. */
export const someFacts = (changes: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  ocidPrefix: 'ocds-fthold',
  publicUrl: 'https://foothold.example',
  challengeId: 'AAAAAAAAAAAAAAAAAAAAAAAA',
  publishedAt,
  buyer: {
    id: 'BBBBBBBBBBBBBBBBBBBBBBBB',
    name: 'Blackburn with Darwen Borough Council',
    register: { code: 'BBD', nation: 'England', type: 'UA', website: 'https://www.blackburn.gov.uk' },
    region: 'UKD41',
  },
  coBuyers: [],
  names: {
    category: (code) => `Category ${code}`,
    region: (code) => `Region ${code}`,
    noticeRegion: (code) => code.replace('TL', 'UK'),
  },
  notice: null,
  isInvented: false,
  unregulated: null,
  ...changes,
})

/** What a challenge says, with times that don't depend on the clock. */
export const someContent = (changes: Partial<ChallengeContent> = {}): ChallengeContent => {
  const content = aChallengeContent(changes)
  const timetable = {
    ...content.timetable,
    askBy: new Date('2026-11-16T17:00:00Z'),
    answerBy: new Date('2026-11-20T17:00:00Z'),
    respondBy: new Date('2026-12-14T12:00:00Z'),
    pilotStart: new Date('2027-02-01T09:00:00Z'),
    pilotMonths: 12,
  }
  return { ...content, timetable, ...changes }
}

export const someAnswer = (number = 1) => ({
  number,
  askedOn: new Date('2026-11-03T00:00:00Z'),
  question: 'May tenants keep the sensors?',
  answer: 'Yes, if they agree.',
  answeredAt: new Date('2026-11-05T10:30:00Z'),
})

/** The whole life of a challenge: published, asked, amended, answered in other words, and ended. */
export function someLife(
  content: ChallengeContent,
  amended: ChallengeContent,
  end: 'closed' | 'withdrawn',
): Happening[] {
  const { kind } = content
  const at = (day: number) => new Date(Date.UTC(2026, 10, day, 12))
  const last: Happening =
    end === 'closed'
      ? { what: 'closed', at: at(30), content: amended }
      : { what: 'withdrawn', at: at(30), kind, reason: 'The money went elsewhere' }
  return [
    { what: 'published', at: publishedAt, content },
    { what: 'answered', at: at(5), kind, answer: someAnswer(1) },
    {
      what: 'amended',
      at: at(6),
      version: 2,
      content: amended,
      before: content,
      whatChanged: 'The deadline',
      why: 'More time was asked for',
    },
    { what: 'answered', at: at(7), kind, answer: someAnswer(2) },
    {
      what: 'redacted',
      at: at(8),
      kind,
      answer: { ...someAnswer(1), question: 'Redacted' },
      eventId: 'CCCCCCCCCCCCCCCCCCCCCCCC',
    },
    last,
  ]
}
