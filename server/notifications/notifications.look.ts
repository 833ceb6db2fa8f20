import DataLoader from 'dataloader'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { findChallenges } from '../challenges/index.ts'
import { fitInWords } from '../matching/index.ts'
import { findOrganisations, membersOfAny } from '../organisations/index.ts'
import { mutersOf } from './notifications.mute.service.ts'
import type { SharedMailboxRecord } from './notifications.shared-mailboxes.model.ts'
import { confirmedMailboxesOf } from './notifications.shared-mailboxes.service.ts'
import { type WebhookRecord, webhooksOnOf } from './notifications.webhooks.model.ts'

type Member = Awaited<ReturnType<typeof membersOfAny>>[number]

/**
 * Looks things up for the planning of many notices: what several of them ask for at one time is asked of the database
 * in one question, and only once. What it has seen stays so; meant for one planning.
 */
export interface Look {
  /** Null for an id that nobody has. */
  challenge: (id: string) => Promise<ChallengeRecord | null>
  /** Empty for an id that nobody has. */
  organisationName: (id: string) => Promise<string>
  membersOf: (organisationId: string) => Promise<Member[]>
  /** Who muted a challenge. */
  mutersOf: (challengeId: string) => Promise<string[]>
  /** The shared mailboxes of an organisation that are to be told. */
  mailboxesOf: (organisationId: string) => Promise<SharedMailboxRecord[]>
  /** The webhooks of an organisation, but for those that were turned off. */
  webhooksOf: (organisationId: string) => Promise<WebhookRecord[]>
  /** Why the challenge of a match suits its supplier, in sentences; empty if there is nothing to say. */
  fit: (matchId: string) => Promise<string>
}

/** A fresh look at the world. */
export function lookAround(): Look {
  const challenges = new DataLoader<string, ChallengeRecord | null>(async (ids) => {
    const found = await findChallenges([...ids])
    return ids.map((id) => found.get(id) ?? null)
  })
  const organisations = new DataLoader<string, string>(async (ids) => {
    const found = await findOrganisations([...ids])
    return ids.map((id) => found.get(id)?.name ?? '')
  })
  const members = new DataLoader<string, Member[]>(async (ids) => {
    const found = await membersOfAny([...ids])
    const byOrganisation = new Map<string, Member[]>(ids.map((id) => [id, []]))
    for (const member of found) byOrganisation.get(member.organisationId)?.push(member)
    return ids.map((id) => byOrganisation.get(id) ?? [])
  })
  const muters = new DataLoader<string, string[]>(async (ids) => {
    const found = await mutersOf([...ids])
    return ids.map((id) => found.get(id) ?? [])
  })
  const mailboxes = new DataLoader<string, SharedMailboxRecord[]>(async (ids) => {
    const found = await confirmedMailboxesOf([...ids])
    return ids.map((id) => found.filter(({ organisationId }) => organisationId === id))
  })
  const webhooks = new DataLoader<string, WebhookRecord[]>(async (ids) => {
    const found = await webhooksOnOf([...ids])
    return ids.map((id) => found.filter(({ organisationId }) => organisationId === id))
  })
  const fits = new DataLoader<string, string>(async (ids) => {
    const found = await fitInWords([...ids])
    return ids.map((id) => found.get(id) ?? '')
  })
  return {
    challenge: (id) => challenges.load(id),
    organisationName: (id) => organisations.load(id),
    membersOf: (id) => members.load(id),
    mutersOf: (id) => muters.load(id),
    mailboxesOf: (id) => mailboxes.load(id),
    webhooksOf: (id) => webhooks.load(id),
    fit: (id) => fits.load(id),
  }
}
