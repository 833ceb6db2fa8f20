import mongoose, { type ClientSession } from 'mongoose'
import { mailboxAdded, mailboxRemoved } from '../../shared/notifications/shared-mailbox.events.ts'
import {
  type MailboxTopic,
  type NewMailbox,
  topicsFor,
} from '../../shared/notifications/shared-mailbox.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { isUnreachable } from '../platform/unreachable.ts'
import { notificationsPolicy } from './notifications.policy.ts'
import { SharedMailbox, type SharedMailboxRecord } from './notifications.shared-mailboxes.model.ts'

/** How many an organisation can have at one time. */
export const mostMailboxes = 10
const perOrganisation = limit('mailboxes asked', 20, 24 * 60 * 60)
const byOneOrganisation = limit('mailbox asked by', 3, 24 * 60 * 60)
// What all of them together may send to one address: more than a single one can use up, so that none blocks another.
const perAddress = limit('mailbox asked', 12, 24 * 60 * 60)
/** Whoever said no is left alone that long, by the organisation that asked. */
const peaceMs = 90 * 24 * 60 * 60_000

/** The organisation whose channels the actor manages. @throws AppError not-found, forbidden */
export function ownOrganisation(actor: Actor): NonNullable<Actor['organisation']> {
  if (actor.kind !== 'person' || !actor.organisation) throw notFound('Organisation')
  allow(
    notificationsPolicy.manageChannels(actor),
    actor.role === 'admin'
      ? 'A broker confirms your organisation first. Then you can give shared mailboxes and webhooks.'
      : 'Only an administrator of the organisation can manage its shared mailboxes and webhooks',
  )
  return actor.organisation
}

/** The shared mailboxes of the actor's organisation, the newest last. @throws AppError not-found, forbidden */
export async function listMailboxes(actor: Actor): Promise<SharedMailboxRecord[]> {
  const { id: organisationId } = ownOrganisation(actor)
  return SharedMailbox.find({ organisationId, removedAt: null })
    .sort({ createdAt: 1 })
    .lean<SharedMailboxRecord[]>()
}

async function findOwn(
  actor: Actor,
  mailboxId: string,
  session: ClientSession,
): Promise<SharedMailboxRecord> {
  const { id: organisationId } = ownOrganisation(actor)
  const found = await SharedMailbox.findOne({ _id: mailboxId, organisationId, removedAt: null })
    .session(session)
    .lean<SharedMailboxRecord>()
  if (!found) throw notFound('Shared mailbox')
  return found
}

function refuseOtherTopics(actor: Actor, topics: MailboxTopic[]): void {
  const possible = topicsFor(ownOrganisation(actor).kind)
  if (topics.every((topic) => possible.includes(topic))) return
  const message = 'Choose topics that can concern your organisation'
  throw new AppError('invalid', message, { topics: message })
}

/**
 * Gives a shared mailbox: it is asked by e-mail whether it wants to be told, and told nothing before it said yes.
 * @throws AppError not-found, forbidden, invalid, conflict if it is there or said no lately, too-many
 */
export async function addMailbox(actor: Actor, { email, topics }: NewMailbox): Promise<SharedMailboxRecord> {
  const { id: organisationId } = ownOrganisation(actor)
  refuseOtherTopics(actor, topics)
  const refuse = (message: string) => new AppError('conflict', message, { email: message })
  return transaction(async (session) => {
    const known = await SharedMailbox.findOne({ organisationId, email })
      .session(session)
      .lean<SharedMailboxRecord>()
    if (known && !known.removedAt) throw refuse('This mailbox is on the list already')
    if (
      (await SharedMailbox.countDocuments({ organisationId, removedAt: null }).session(session)) >=
      mostMailboxes
    )
      throw refuse(`An organisation can have ${mostMailboxes} shared mailboxes: remove one first`)
    return ask(session, actor, { organisationId, email, topics, known })
  })
}

/** Asks a mailbox again that has not answered, or stopped. @throws AppError not-found, forbidden, conflict, too-many */
export async function askMailboxAgain(actor: Actor, mailboxId: string): Promise<void> {
  await transaction(async (session) => {
    const known = await findOwn(actor, mailboxId, session)
    if (known.state === 'confirmed' && !(await isUnreachable(known.email)))
      throw new AppError('conflict', 'This mailbox has been confirmed')
    await ask(session, actor, { ...known, known })
  })
}

interface Asked {
  organisationId: string
  email: string
  topics: MailboxTopic[]
  known: SharedMailboxRecord | null
}

async function ask(
  session: ClientSession,
  actor: Actor,
  { organisationId, email, topics, known }: Asked,
): Promise<SharedMailboxRecord> {
  const at = now()
  if (known?.stoppedAt && at.getTime() < known.stoppedAt.getTime() + peaceMs) {
    const message = 'Whoever reads this mailbox said no. You can ask again 90 days after that.'
    throw new AppError('conflict', message, { email: message })
  }
  await perOrganisation.consume(organisationId)
  await byOneOrganisation.consume(`${organisationId} ${email}`)
  await perAddress.consume(email)
  const mailboxId = known?._id ?? newId()
  const asked = {
    topics,
    state: 'waiting',
    askId: newId(),
    askedAt: at,
    removedAt: null,
    addedBy: actor.userId,
  }
  const saved = await SharedMailbox.findOneAndUpdate(
    { _id: mailboxId, organisationId, email },
    { $set: { ...asked, confirmedAt: null, stoppedAt: null }, $setOnInsert: { createdAt: at } },
    { upsert: true, returnDocument: 'after', session },
  ).lean<SharedMailboxRecord>()
  await record(session, actor, mailboxAdded, { organisationId, mailboxId })
  return saved
}

/** Chooses other topics for a mailbox. @throws AppError not-found, forbidden, invalid */
export async function changeTopics(actor: Actor, mailboxId: string, topics: MailboxTopic[]): Promise<void> {
  refuseOtherTopics(actor, topics)
  await transaction(async (session) => {
    const { _id } = await findOwn(actor, mailboxId, session)
    await SharedMailbox.updateOne({ _id }, { $set: { topics } }, { session })
  })
}

/** Takes a mailbox away: it is told nothing from now on. @throws AppError not-found, forbidden */
export async function removeMailbox(actor: Actor, mailboxId: string): Promise<void> {
  await transaction(async (session) => {
    const { _id, organisationId } = await findOwn(actor, mailboxId, session)
    await SharedMailbox.updateOne({ _id }, { $set: { removedAt: now() } }, { session })
    await record(session, actor, mailboxRemoved, { organisationId, mailboxId: _id })
  })
}

/** The mailboxes of these organisations that are to be told. */
export async function confirmedMailboxesOf(organisationIds: string[]): Promise<SharedMailboxRecord[]> {
  return SharedMailbox.find({
    organisationId: mongoose.trusted({ $in: organisationIds }),
    state: 'confirmed',
    removedAt: null,
  }).lean<SharedMailboxRecord[]>()
}
