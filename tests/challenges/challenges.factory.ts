import {
  type ChallengeContent,
  type ChallengeRecord,
  emptyContent,
} from '../../shared/challenges/challenge.ts'
import type { PublishChallenge } from '../../shared/challenges/challenges.review.schema.ts'
import { newId } from '../../shared/platform/ids.ts'
import { makeListing } from '../../server/challenges/challenges.content.ts'
import { Challenge, ChallengeVersion } from '../../server/challenges/challenges.model.ts'
import { now } from '../../server/platform/clock.ts'

const day = 86_400_000

/** So many days from now, to the millisecond. */
export const inDays = (days: number): Date => new Date(now().getTime() + days * day)

/** Everything that a buyer writes, complete enough to be submitted. */
export function aChallengeContent(changes: Partial<ChallengeContent> = {}): ChallengeContent {
  return {
    ...emptyContent(),
    title: 'Fewer falls in sheltered housing',
    summary: 'One in three of our tenants over 75 falls each year. We want that down by a third.',
    problem: 'Tenants fall at night, mostly between bed and bathroom. Pendants stay in drawers.',
    whoHasIt: 'About 2,140 tenants over 75 in 31 schemes.',
    users: 'Tenants, their families and 24 scheme managers.',
    outcomes: [
      {
        id: newId(),
        title: 'Fewer falls',
        measure: 'Falls recorded per 100 tenants a year',
        unit: '',
        baseline: 33,
        target: 23,
        direction: 'lower',
        source: 'Incident log',
      },
    ],
    context: 'We tried pendants in 2019. Fourteen schemes have Wi-Fi in the communal areas.',
    constraints: 'No cameras in homes.',
    dataAvailable: 'Three years of the incident log.',
    budget: { pilotPence: 60_000_00, pilots: 3, scalePence: 450_000_00, vat: 'standard' },
    stages: ['pilot', 'scale'],
    timetable: {
      askBy: inDays(10),
      answerBy: inDays(14),
      respondBy: inDays(21),
      pilotStart: inDays(60),
      pilotMonths: 12,
    },
    shortTime: { ground: '', reason: 'The pilots must begin before winter.' },
    cpv: ['85310000'],
    regions: ['TLD41'],
    asks: 'Two pages: how you would reach the outcome, and what a pilot costs.',
    criteria: [
      { id: newId(), title: 'Reaching the outcome', description: 'Evidence first', weight: 75 },
      { id: newId(), title: 'Price', description: '', weight: 25 },
    ],
    onFile: {
      ...emptyContent().onFile,
      conflictsOn: inDays(-7),
      smeBarriers: 'We ask for no turnover and no accounts, and pay each month.',
      lots: { decision: 'one-contract', note: 'Three small pilots of one kind.' },
    },
    contact: { name: 'Ada Example', email: 'commissioning@council.example', role: 'Commissioner' },
    ...changes,
  }
}

/** An amendment that changes no terms. */
export const anAmendment = {
  whatChanged: 'A clearer word',
  why: 'You asked',
  isSubstantial: false,
  noticeId: '',
  deadlineReview: '' as const,
  deadlineReason: '',
  removeAttachments: [],
  filesDescription: '',
}

/** A broker's approval at once; with a notice where one is given, else because the contract is small. */
export const aPublication = (changes: Partial<PublishChallenge> = {}): PublishChallenge => ({
  noticeId: '',
  ocid: '',
  exception: changes.noticeId ? '' : 'not-notifiable',
  noNoticeReason: changes.noticeId ? '' : 'The whole contract is worth less than £30,000',
  publishAt: null,
  ...changes,
})

/** A challenge in the database, in any state, as if it had come there by the usual way; a draft unless said. */
export async function aChallenge(changes: Partial<ChallengeRecord> = {}): Promise<ChallengeRecord> {
  const status = changes.status ?? 'draft'
  const isPublished =
    ['open', 'clarifications-closed', 'closed'].includes(status) || (changes.version ?? 0) > 0
  const content = aChallengeContent(changes)
  const challenge = await Challenge.create({
    authorityId: newId(),
    authorityName: 'Example Council',
    version: isPublished ? 1 : 0,
    publishedAt: isPublished ? now() : null,
    submittedAt: status === 'draft' ? null : now(),
    noNoticeException: isPublished ? 'not-notifiable' : '',
    noNoticeReason: isPublished ? 'The whole contract is below the threshold' : '',
    ...content,
    ...changes,
    listing: makeListing({ authorityName: 'Example Council', ...content, ...changes }),
  })
  if (isPublished) {
    const by = { userId: newId(), organisationId: null }
    await ChallengeVersion.create({
      challengeId: challenge._id,
      number: challenge.version,
      content,
      at: now(),
      by,
    })
  }
  return challenge.toObject()
}
