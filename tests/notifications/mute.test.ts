import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { planDueDigests } from '../../server/notifications/notifications.digest.service.ts'
import { muteChallenge, unmuteChallenge } from '../../server/notifications/notifications.mute.service.ts'
import { Delivery } from '../../server/notifications/notifications.model.ts'
import { notificationsPolicy } from '../../server/notifications/notifications.policy.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { savePreferences } from '../../server/notifications/notifications.preferences.service.ts'
import { unsubscribe, unsubscribeLink } from '../../server/notifications/notifications.unsubscribe.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import type { NoticeKind } from '../../shared/notifications/kind.ts'
import { noticeKinds } from '../../shared/notifications/kinds.ts'
import { newId } from '../../shared/platform/ids.ts'
import { allowed, everybody } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { aCause, deliveriesOf, noticesOf } from './notifications.factory.ts'
import { aWorld } from './table.factory.ts'

useDatabase()
afterEach(releaseClock)

let world: Awaited<ReturnType<typeof aWorld>>
beforeAll(async () => {
  world = await aWorld()
  for (const name of ['Matched', 'Proposer', 'Follower', 'Officer'] as const)
    await muteChallenge(await actorOfPerson(world.people[name].id), world.challenge._id)
})

const send = (event: string, more: object = {}) =>
  tell(aCause({ name: event, ...(world.cause as object), ...more }))
const kindsOf = async (name: keyof typeof world.people) =>
  (await noticesOf(world.people[name].id)).map(({ kind }) => kind)

it('reaches nobody who muted the challenge, but for what the table says must', async () => {
  const isMeant = ({ to }: NoticeKind) => to.includes('concerned') || to.includes('submitters')
  const events = new Set(noticeKinds.filter(isMeant).map(({ event }) => event))
  for (const event of events) await send(event)
  for (const name of ['Matched', 'Follower', 'Officer'] as const) expect(await kindsOf(name)).toEqual([])
  expect((await kindsOf('Proposer')).sort()).toEqual(
    noticeKinds.flatMap(({ name, evenMuted }) => (evenMuted === 'proposers' ? [name] : [])).sort(),
  )
  expect((await kindsOf('Asker')).sort()).toEqual(
    noticeKinds.flatMap(({ name, to }) => (to.includes('concerned') ? [name] : [])).sort(),
  )
})

it('never keeps a receipt from whoever sent a proposal', async () => {
  await muteChallenge(await actorOfPerson(world.people.Supplier.id), world.challenge._id)
  await send('proposal.submitted')
  expect(await kindsOf('Supplier')).toEqual(['proposal-submitted'])
})

it('stops what was planned and not sent: a mail that waits, and its part of a digest', async () => {
  const { id, email } = world.people.Asker
  const asker = await actorOfPerson(id)
  freezeClock(new Date('2026-11-24T10:00:00Z'))
  await savePreferences(id, { 'challenge-closed': { email: 'daily', inbox: true } })
  await send('challenge.closed')
  await send('challenge.amended')
  await muteChallenge(asker, world.challenge._id)
  const planned = (await deliveriesOf(id)).filter(
    ({ state, waitsForDigest }) => state === 'planned' && !waitsForDigest,
  )
  for (const { _id } of planned) await deliver(_id)
  freezeClock(new Date('2026-11-25T08:00:00Z'))
  await planDueDigests()
  await deliver(`digest-2026-11-25_${id}_email`)
  expect(await listKeptMail({ to: email })).toEqual([])
  expect(await Delivery.findById(`digest-2026-11-25_${id}_email`).lean()).toMatchObject({ state: 'skipped' })
  await unmuteChallenge(asker, world.challenge._id)
  const before = (await kindsOf('Asker')).length
  await send('challenge.amended')
  expect(await kindsOf('Asker')).toHaveLength(before + 1)
})

it('can be asked for from the e-mail, by one request without signing in', async () => {
  const { id, email } = world.people.CoBuyer
  const cause = aCause({ name: 'challenge.amended', ...(world.cause as object) })
  await tell(cause)
  await deliver(`${cause.eventId}_${id}_email`)
  const [mail] = await listKeptMail({ to: email })
  const link = unsubscribeLink({ userId: id, what: `mute-${world.challenge._id}` })
  // The officers' notices of an amendment must reach only those who propose: the mail offers no link that does little.
  expect(mail?.text.includes(link)).toBe(false)
  const answered = aCause({ name: 'clarification.answered', ...(world.cause as object), number: 1 })
  await tell(answered)
  await deliver(`${answered.eventId}_${id}_email`)
  const mails = await listKeptMail({ to: email })
  expect(mails.some(({ text }) => text.includes(link))).toBe(true)
  await unsubscribe(new URL(link).pathname.split('/').at(-1) ?? '')
  const before = (await kindsOf('CoBuyer')).length
  await send('clarification.answered', { number: 2 })
  expect(await kindsOf('CoBuyer')).toHaveLength(before)
})

it('is for whoever is signed in, and of what they can see', async () => {
  const everybodyBut = Object.keys(everybody).filter((name) => !['visitor', 'system'].includes(name))
  expect(allowed(notificationsPolicy.mute)).toEqual(everybodyBut)
  const actor = await actorOfPerson(world.people.Stranger.id)
  await expect(muteChallenge(actor, newId())).rejects.toThrow('not found')
})
