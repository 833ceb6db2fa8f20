import { type NoticeKind, placeholdersOf } from '../../shared/notifications/kind.ts'
import { formatDate, formatDateTime, instantInLondon } from '../../shared/platform/dates.ts'
import { findChallenges, findPlanTask, savedSearchName } from '../challenges/index.ts'
import { askersOf } from '../clarifications/index.ts'
import { personName } from '../identity/index.ts'
import { findIntroduction } from '../matching/index.ts'
import { findInvitation } from '../organisations/index.ts'
import { milestoneTitle } from '../outcomes/index.ts'
import { findReceipt } from '../proposals/index.ts'
import { resourceName } from '../resources/index.ts'
import { now } from '../platform/clock.ts'
import { translator } from '../platform/translations.ts'
import type { Cause } from './notifications.cause.ts'
import { answerUntil, findMailbox } from './notifications.mailbox-answers.service.ts'
import type { Look } from './notifications.look.ts'
import { webhookFacts } from './notifications.webhooks.model.ts'
import { sessionFactNames, sessionFacts } from './notifications.session-facts.ts'

type Facts = Record<string, string>

const organisationName = async (id: string | undefined, look: Look): Promise<string> =>
  id ? look.organisationName(id) : ''

async function challengeFacts({ challengeId = '' }: Cause, look: Look): Promise<Facts> {
  const challenge = challengeId ? await look.challenge(challengeId) : null
  const title = challenge?.title || translator()('a challenge without a title')
  return { challengeId, challenge: title, authority: challenge?.authorityName ?? '' }
}

/** Until when one may ask and respond, as far as that is still to come. */
async function datesFacts({ challengeId = '' }: Cause, look: Look): Promise<Facts> {
  const t = translator()
  const { askBy = null, respondBy = null } = (await look.challenge(challengeId))?.timetable ?? {}
  const toCome = (at: Date | null) => at !== null && at > now()
  const lines = [
    toCome(askBy) && t('Ask what is unclear until {until}.', { until: formatDateTime(askBy as Date) }),
    toCome(respondBy) && t('Respond by {until}.', { until: formatDateTime(respondBy as Date) }),
  ]
  return { dates: lines.filter(Boolean).join(' ') }
}

async function askerFacts({ questionId = '' }: Cause, look: Look): Promise<Facts> {
  const [asker] = await askersOf(questionId)
  return { asker: await organisationName(asker?.organisationId, look) }
}

async function invitationFacts({ invitationId = '', mailboxId }: Cause): Promise<Facts> {
  const mailbox = mailboxId ? await findMailbox(mailboxId) : null
  if (mailbox) return { until: formatDate(answerUntil(mailbox)) }
  const invitation = await findInvitation(invitationId)
  return { until: invitation ? formatDate(invitation.expiresAt) : '' }
}

async function introductionFacts({ introductionId = '' }: Cause): Promise<Facts> {
  const found = await findIntroduction(introductionId)
  return { introductionId, answerBy: found ? formatDateTime(found.introduction.expiresAt) : '' }
}

async function taskFacts({ challengeId = '', taskId = '' }: Cause): Promise<Facts> {
  const task = await findPlanTask(challengeId, taskId)
  const due = task ? instantInLondon(...dayParts(task.due)) : null
  return { task: task?.title ?? '', due: due ? formatDate(due) : '' }
}

/** One line for each challenge that a person's saved searches found. */
async function gatheredFacts({ challengeIds = [] }: Cause): Promise<Facts> {
  const t = translator()
  const challenges = await findChallenges(challengeIds)
  const lines = challengeIds.flatMap((id) => {
    const challenge = challenges.get(id)
    if (!challenge) return []
    const { title, authorityName: authority, timetable } = challenge
    const until = timetable.respondBy ? formatDateTime(timetable.respondBy) : ''
    return [t('{title}, {authority}. Responses until {until}.', { title, authority, until })]
  })
  return { finds: lines.join('\n') }
}

function dayParts(day: string): [year: number, month: number, date: number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return [year, month, date]
}

async function receiptFacts({ proposalId = '', version = 0 }: Cause): Promise<Facts> {
  const receipt = await findReceipt(proposalId, version)
  if (!receipt) return { proposalId }
  const { reference, receivedAt, sha256 } = receipt
  // The machine's time is part of the proof: a second counts at a deadline.
  return {
    proposalId,
    reference,
    sha256,
    receivedAt: `${formatDateTime(receivedAt)} (${receivedAt.toISOString()})`,
  }
}

/** Where each fact comes from; asked only by kinds whose sentences name it. */
const sources: { gives: readonly string[]; find: (cause: Cause, look: Look) => Promise<Facts> | Facts }[] = [
  { gives: ['challengeId', 'challenge', 'authority'], find: challengeFacts },
  {
    gives: ['organisation'],
    find: async ({ organisationId }, look) => ({
      organisation: await organisationName(organisationId, look),
    }),
  },
  {
    gives: ['supplier'],
    find: async ({ supplierId }, look) => ({ supplier: await organisationName(supplierId, look) }),
  },
  { gives: ['member'], find: async ({ userId = '' }) => ({ member: await personName(userId) }) },
  { gives: ['asker'], find: askerFacts },
  {
    gives: ['fit'],
    find: async ({ matchId }, look) => ({ fit: matchId ? await look.fit(matchId) : '' }),
  },
  { gives: ['dates'], find: datesFacts },
  {
    gives: ['requester', 'requestedAt'],
    find: async ({ actorUserId, at }) => ({
      requester: (await personName(actorUserId)) || translator()('A colleague'),
      requestedAt: formatDateTime(at),
    }),
  },
  { gives: ['introductionId', 'answerBy'], find: introductionFacts },
  { gives: ['until'], find: invitationFacts },
  { gives: ['webhookId', 'endpoint'], find: ({ webhookId = '' }) => webhookFacts(webhookId) },
  {
    gives: ['search'],
    find: async ({ searchId = '' }) => ({ search: await savedSearchName(searchId) }),
  },
  {
    gives: ['resource', 'resourceSlug'],
    find: async ({ resourceId = '' }) => {
      const { title, slug } = await resourceName(resourceId)
      return { resource: title, resourceSlug: slug }
    },
  },
  { gives: ['finds'], find: gatheredFacts },
  { gives: ['task', 'due'], find: taskFacts },
  { gives: sessionFactNames, find: sessionFacts },
  { gives: ['reference', 'receivedAt', 'sha256', 'proposalId'], find: receiptFacts },
  {
    gives: ['milestone'],
    find: async ({ pilotId, milestoneId }) => ({
      milestone: pilotId && milestoneId ? await milestoneTitle(pilotId, milestoneId) : '',
    }),
  },
  { gives: ['adoptionId'], find: ({ adoptionId = '' }) => ({ adoptionId }) },
  { gives: ['partnershipId'], find: ({ partnershipId = '' }) => ({ partnershipId }) },
  {
    gives: ['number', 'waiting', 'role'],
    find: ({ number, waiting, role }) => ({
      number: number === undefined ? '' : String(number),
      waiting: waiting === undefined ? '' : String(waiting),
      role: role ?? '',
    }),
  },
]

/** Every name that a sentence may have in braces; those of reminders are known to whoever sends them. */
export const factNames: readonly string[] = [
  ...sources.flatMap(({ gives }) => gives),
  'left',
  'deadline',
  'since',
  'item',
]

/** What fills a kind's sentences; nothing else of the cause, so that no notice holds what its reader may not know. */
export async function factsFor(kind: NoticeKind, cause: Cause, look: Look): Promise<Facts> {
  const wanted = placeholdersOf(kind)
  const found: Facts = {}
  for (const source of sources) {
    if (source.gives.some((name) => wanted.includes(name)))
      Object.assign(found, await source.find(cause, look))
  }
  const all: Facts = { ...found, ...cause.known }
  return Object.fromEntries(wanted.map((name) => [name, all[name] ?? '']))
}
