import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findKeptMail } from '../../server/platform/mail.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { Delivery, Notice, Preference } from '../../server/notifications/notifications.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { drawKinds } from '../../shared/notifications/kinds-table.ts'
import { type EmailChoice, emailChoices } from '../../shared/notifications/channels.ts'
import type { NoticeKind } from '../../shared/notifications/kind.ts'
import { findKind, noticeKinds } from '../../shared/notifications/kinds.ts'
import { useDatabase } from '../platform/database.ts'
import { aCause } from './notifications.factory.ts'
import { reaches } from './reaches.ts'
import { aWorld, everybody, type Somebody } from './table.factory.ts'

useDatabase()
let world: Awaited<ReturnType<typeof aWorld>>
let nameOf: Map<string, Somebody>
beforeAll(async () => {
  world = await aWorld()
  nameOf = new Map(everybody.map((name) => [world.people[name].id, name]))
})

/** What the cause must be besides, for kinds that an event does not always bring. */
const besides = (kind: NoticeKind) => {
  if (kind.name === 'proposal-replaced') return { version: 2 }
  if (kind.name === 'group-request-refused') return { isAccepted: false }
  if (kind.name === 'plan-reminder-unassigned') return { userId: undefined }
  if (kind.name === 'organisation-to-verify') return { organisationId: world.pendingId }
  return {}
}

/** Everybody wants this of the kind, or has not chosen. */
async function prefer(kind: NoticeKind, choice: { email: EmailChoice; inbox: boolean } | null) {
  await Preference.deleteMany({})
  if (!choice) return
  const rows = everybody.map((name) => ({
    _id: world.people[name].id,
    choices: { [kind.name]: choice },
    updatedAt: new Date(),
  }))
  await Preference.collection.insertMany(rows as never)
}

const namesOf = (ids: string[]) => ids.map((id) => nameOf.get(id) ?? id).sort()

/** Sends the event and says whom this kind of it reached, by each way. */
async function send(kind: NoticeKind, actorUserId = '') {
  const cause = aCause({ name: kind.event, ...(world.cause as object), ...besides(kind), actorUserId })
  await tell(cause)
  const of = { eventId: cause.eventId, kind: kind.name }
  const notices = await Notice.find(of).lean()
  const deliveries = await Delivery.find(of).lean()
  const mailed = (waitsForDigest: boolean) =>
    namesOf(
      deliveries.filter((one) => one.waitsForDigest === waitsForDigest).map(({ recipient }) => recipient.id),
    )
  return {
    deliveries,
    told: namesOf(notices.map(({ userId }) => userId)),
    inbox: namesOf(notices.filter(({ inInbox }) => inInbox).map(({ userId }) => userId)),
    atOnce: mailed(false),
    gathered: mailed(true),
  }
}

const sorted = (kind: NoticeKind) => [...(reaches[kind.name] ?? [])].sort()
const toPeople = noticeKinds.filter(({ to }) => !to.includes('invited') && !to.includes('mailbox'))
const rows = toPeople.map((kind) => [kind.name, kind] as const)
// Each choice of e-mail, and the inbox with and without.
const preferences = [null, ...emailChoices.map((email, index) => ({ email, inbox: index % 2 === 1 }))]

it('says of each kind whom it reaches', () => {
  expect(Object.keys(reaches).sort()).toEqual(noticeKinds.map(({ name }) => name).sort())
})

it.each(rows)('%s reaches exactly its audience, by each channel, in each preference', async (_name, kind) => {
  for (const choice of preferences) {
    await prefer(kind, choice)
    const holds = kind.isSecurity || !choice ? { email: kind.email, inbox: true } : choice
    // Once somebody of the audience does it: no news to them, but for receipts.
    const [doer] = choice?.email === 'off' ? sorted(kind) : []
    const { told, inbox, atOnce, gathered } = await send(kind, doer && world.people[doer].id)
    const meant = sorted(kind).filter((name) => kind.isReceipt || name !== doer)
    const none: Somebody[] = []
    expect({ choice, told, inbox, atOnce, gathered }).toEqual({
      choice,
      told: meant,
      inbox: holds.inbox ? meant : none,
      atOnce: holds.email === 'at-once' ? meant : none,
      gathered: ['daily', 'weekly'].includes(holds.email) ? meant : none,
    })
  }
})

it('sends what is wanted at once to the addresses of its audience, each its own mail', async () => {
  const wanted = toPeople.filter(({ email }) => email === 'at-once')
  const oneForEachAudience = new Map(wanted.map((kind) => [kind.to.join(), kind]))
  for (const kind of oneForEachAudience.values()) {
    await prefer(kind, null)
    const { deliveries } = await send(kind)
    await Promise.all(deliveries.map(({ _id }) => deliver(_id)))
    const sent = await Promise.all(deliveries.map(({ messageId }) => findKeptMail(messageId)))
    const addresses = sorted(kind).map((name) => world.people[name].email)
    expect({ kind: kind.name, to: sent.map((mail) => mail?.to).sort() }).toEqual({
      kind: kind.name,
      to: addresses.sort(),
    })
  }
})

it('sends an invitation to its address, whatever anybody prefers', async () => {
  const kind = findKind('member-invited')
  if (!kind) throw new Error('No such kind')
  const { told, deliveries } = await send(kind)
  expect(told).toEqual([])
  expect(deliveries.map(({ recipient }) => recipient)).toEqual([
    { kind: 'invitation', id: world.cause.invitationId },
  ])
})

it('leaves who has nothing to do with any of it alone', async () => {
  const stranger = world.people.Stranger.id
  expect(await Notice.countDocuments({ userId: stranger })).toBe(0)
  expect(await Delivery.countDocuments({ 'recipient.id': stranger })).toBe(0)
})

describe('docs/notifications.md', () => {
  it('is drawn from the tables: `npm run draw` draws it again', () => {
    expect(readFileSync(join(projectRoot, 'docs/notifications.md'), 'utf8')).toBe(drawKinds())
  })
})
