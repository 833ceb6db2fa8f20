import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { planDueDigests } from '../../server/notifications/notifications.digest.service.ts'
import { Delivery } from '../../server/notifications/notifications.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { savePreferences } from '../../server/notifications/notifications.preferences.service.ts'
import { saveTimes, waitsForMorning } from '../../server/notifications/notifications.times.service.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { usualTimes } from '../../shared/notifications/times.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { aCause, aFirm, deliveriesOf } from './notifications.factory.ts'

useDatabase()
afterEach(releaseClock)

const clock = (text: string) => freezeClock(new Date(text))

/** Somebody of a firm of their own, at ten on a Tuesday. */
async function aReader() {
  clock('2026-11-24T10:00:00Z')
  const firm = await aFirm('Reading Ltd')
  const [person] = firm.people
  if (!person) throw new Error('A firm without people')
  const subjects = async () => (await listKeptMail({ to: person.email })).map(({ subject }) => subject)
  const hear = (name: string, more: object = {}) => {
    const cause = aCause({ name, organisationId: firm.id, supplierId: firm.id, userId: person.id, ...more })
    return tell(cause).then(() => `${cause.eventId}_${person.id}_email`)
  }
  const choose = (email: 'at-once' | 'daily' | 'weekly' | 'off') =>
    savePreferences(person.id, { 'organisation-verified': { email, inbox: true } })
  return { person, subjects, hear, choose }
}

/** Plans what is due at this instant and sends everything that is planned for it. */
async function goOn(text: string, userId: string) {
  clock(text)
  await planDueDigests()
  for (const { _id } of await deliveriesOf(userId)) await deliver(_id)
}

describe('a digest', () => {
  it('comes at the hour and in the zone that its reader wants, once, with everything since the last', async () => {
    const { person, subjects, hear, choose } = await aReader()
    await choose('daily')
    await saveTimes(person.id, { ...usualTimes, zone: 'America/New_York', hour: 9 })
    await hear('organisation.verified')
    await goOn('2026-11-24T13:45:00Z', person.id)
    expect(await subjects()).toEqual([])
    await goOn('2026-11-24T14:00:00Z', person.id)
    await goOn('2026-11-24T14:15:00Z', person.id)
    expect(await subjects()).toEqual(['1 thing since 24 November 2026'])
    await hear('organisation.verified')
    await goOn('2026-11-25T13:45:00Z', person.id)
    expect(await subjects()).toHaveLength(1)
    // The worker was away at the hour itself.
    await goOn('2026-11-25T15:30:00Z', person.id)
    expect(await subjects()).toHaveLength(2)
  })

  it('gathers what is wanted weekly until its day, and takes it into the daily one of that day', async () => {
    const { person, subjects, hear, choose } = await aReader()
    await choose('weekly')
    await savePreferences(person.id, { 'organisation-refused': { email: 'daily', inbox: true } })
    await saveTimes(person.id, { ...usualTimes, weekday: 4 })
    await hear('organisation.verified')
    await hear('organisation.refused')
    await goOn('2026-11-25T08:00:00Z', person.id)
    expect(await subjects()).toEqual(['1 thing since 24 November 2026'])
    await hear('organisation.refused')
    await goOn('2026-11-26T08:00:00Z', person.id)
    expect((await subjects())[0]).toBe('2 things since 24 November 2026')
  })

  it('says of each challenge together what changed, and where it stands now', async () => {
    const { person, hear } = await aReader()
    const daily = { email: 'daily', inbox: true } as const
    await savePreferences(person.id, { 'match-sent': daily, 'organisation-verified': daily })
    const damp = await aPublicChallenge({ title: 'Damp <homes>' })
    const floods = await aPublicChallenge({ title: 'Floods' })
    for (const { _id } of [damp, floods, damp]) await hear('match.sent', { challengeId: _id })
    await hear('organisation.verified')
    await goOn('2026-11-25T08:00:00Z', person.id)
    const [mail] = await listKeptMail({ to: person.email })
    const headings = mail?.html.match(/(?<=<h2[^>]*>)[^<]+/g)
    // All happened at one moment, so the challenges stand in any order.
    expect(headings?.slice(0, 2).sort()).toEqual(['Damp &lt;homes&gt;', 'Floods'])
    expect(headings?.slice(2)).toEqual(['Besides'])
    expect(mail?.text).toContain('Now: open. Questions until 8 December 2026, 10am.')
    expect(mail?.text.match(/\/challenges\//g)).toHaveLength(3)
  })

  it('loses nothing when its reader chooses otherwise while mails wait', async () => {
    const { person, subjects, hear, choose } = await aReader()
    await choose('weekly')
    await hear('organisation.verified')
    await choose('daily')
    await goOn('2026-11-25T08:00:00Z', person.id)
    expect(await subjects()).toEqual(['1 thing since 24 November 2026'])
    await hear('organisation.verified')
    await choose('at-once')
    await goOn('2026-11-25T08:01:00Z', person.id)
    expect((await subjects())[0]).toBe('Reading Ltd is confirmed')
  })
})

describe('quiet hours', () => {
  const quiet = { ...usualTimes, quiet: { from: 9, to: 17 } }

  it('hold e-mails until they end, but for receipts and what concerns the account', async () => {
    const { person, subjects, hear } = await aReader()
    await saveTimes(person.id, quiet)
    await hear('organisation.verified')
    await hear('identity.token-created')
    await hear('proposal.submitted', { version: 1, proposalId: 'none' })
    await goOn('2026-11-24T10:01:00Z', person.id)
    expect((await subjects()).sort()).toEqual([
      'An API token was made for your account',
      'Receipt: your proposal for a challenge without a title',
    ])
    expect((await deliveriesOf(person.id)).map(({ state, reason }) => `${state} ${reason}`)).toContain(
      `planned ${waitsForMorning}`,
    )
    await goOn('2026-11-24T17:00:00Z', person.id)
    expect((await subjects())[0]).toBe('Reading Ltd is confirmed')
  })

  it('hold a digest as well', async () => {
    const { person, subjects, hear, choose } = await aReader()
    await choose('daily')
    await saveTimes(person.id, { ...quiet, hour: 12 })
    await hear('organisation.verified')
    await goOn('2026-11-24T12:00:00Z', person.id)
    expect(await subjects()).toEqual([])
    await goOn('2026-11-24T17:00:00Z', person.id)
    expect(await subjects()).toHaveLength(1)
  })

  it('let go at once when they are taken back, and hand over to the digest where that is wanted now', async () => {
    const { person, subjects, hear, choose } = await aReader()
    await saveTimes(person.id, quiet)
    const first = await hear('organisation.verified')
    await deliver(first)
    await saveTimes(person.id, usualTimes)
    await deliver(first)
    expect(await subjects()).toEqual(['Reading Ltd is confirmed'])
    await saveTimes(person.id, quiet)
    const second = await hear('organisation.verified')
    await deliver(second)
    await choose('daily')
    clock('2026-11-24T17:00:00Z')
    await deliver(second)
    expect(await Delivery.findById(second).lean()).toMatchObject({ state: 'planned', waitsForDigest: true })
    await goOn('2026-11-25T08:00:00Z', person.id)
    expect(await subjects()).toHaveLength(2)
  })
})
