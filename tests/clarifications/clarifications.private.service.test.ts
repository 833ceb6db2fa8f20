import { listEvents } from '../../server/audit/index.ts'
import { readLog, suppliersWhoAsked } from '../../server/clarifications/clarifications.read.service.ts'
import {
  listPrivate,
  listPrivateForBrokers,
  readPrivate,
} from '../../server/clarifications/clarifications.private.read.service.ts'
import {
  agreeWording,
  askPrivately,
  declineWording,
  proposeWording,
  withdrawPrivate,
} from '../../server/clarifications/clarifications.private.service.ts'
import { askQuestion, getClarified } from '../../server/clarifications/clarifications.service.ts'
import { saveSupplierProfile } from '../../server/organisations/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { system, visitor } from '../../shared/platform/actor.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { aFirm } from '../notifications/notifications.factory.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()
afterEach(releaseClock)

const supplier = actor('supplier', 'supplier')
const broker = actor('brokerage', 'ipec')
const confidential = { text: 'Would our unpatented lime membrane count?', confidential: 'The membrane' }
const rephrased = { how: 'rephrase' as const, text: 'Would breathable membranes count?', note: '' }

let challenge: ChallengeRecord
const buyer = () => actor('authority', challenge.authorityId)
beforeEach(async () => {
  challenge = await aPublicChallenge()
})

const ask = async () => (await askPrivately(supplier, challenge._id, confidential)).id

describe('asking with confidential parts', () => {
  it('is between the supplier and the brokers: nobody else finds it anywhere', async () => {
    const id = await ask()
    for (const who of [buyer(), actor('supplier', 'other'), visitor]) {
      await expect(readPrivate(who, id)).rejects.toMatchObject({ code: 'not-found' })
      expect(await listPrivate(who, await getClarified(who, challenge._id))).toEqual([])
      const log = await readLog(who, challenge._id)
      expect([log.waitingCount, JSON.stringify(log).includes('membrane')]).toEqual([0, false])
    }
    expect((await readPrivate(broker, id)).question.asker).toEqual({ organisationId: 'supplier' })
    expect((await readPrivate(supplier, id)).question).toMatchObject({ isOwn: true, asker: null })
    expect((await listPrivateForBrokers()).map(({ _id }) => _id)).toContain(id)
    expect(await listEvents('challenge', challenge._id)).toEqual([])
    expect(await suppliersWhoAsked(challenge._id)).toEqual(['supplier'])
  })

  it('enters the room in the words that the supplier agreed to, and only so', async () => {
    const id = await ask()
    await proposeWording(broker, id, { ...rephrased, text: 'Would a lime membrane count?' })
    await declineWording(supplier, id, 1, 'Lime gives us away')
    await proposeWording(broker, id, rephrased)
    await expect(agreeWording(supplier, id, 1)).rejects.toMatchObject({ code: 'conflict' })
    await expect(agreeWording(broker, id, 2)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await readLog(broker, challenge._id)).waiting).toEqual([])
    await agreeWording(supplier, id, 2)
    const { waiting } = await readLog(buyer(), challenge._id)
    expect(waiting.map(({ text }) => text)).toEqual([rephrased.text])
    expect(JSON.stringify(waiting)).not.toContain('lime')
    const { question } = await readPrivate(supplier, id)
    expect(question).toMatchObject({ status: 'entered', questionId: waiting[0]?.id })
    expect(question.wordings[0]?.declined).toBe('Lime gives us away')
    await expect(withdrawPrivate(supplier, id, '')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('can be asked as it is, if the supplier agrees', async () => {
    const id = await ask()
    await proposeWording(broker, id, { how: 'as-it-is', text: '', note: 'Everybody knows of it' })
    await agreeWording(supplier, id, 1)
    expect((await readLog(buyer(), challenge._id)).waiting[0]?.text).toBe(confidential.text)
  })

  it('never names the supplier, whoever writes the words', async () => {
    const firm = await aFirm('Lime Street Membranes Ltd')
    const { id } = await askPrivately(actor('supplier', firm.id), challenge._id, confidential)
    const text = 'Would the membrane of Lime Street Membranes count?'
    await expect(proposeWording(broker, id, { ...rephrased, text })).rejects.toMatchObject({
      code: 'invalid',
      fields: { text: expect.stringContaining('Take the supplier’s name out') },
    })
  })

  it('ends without an answer, a broker saying why', async () => {
    const [first, second] = [await ask(), await ask()]
    await expect(withdrawPrivate(broker, first, '')).rejects.toMatchObject({ code: 'invalid' })
    await withdrawPrivate(broker, first, 'It asks for the price of one supplier')
    await withdrawPrivate(supplier, second, '')
    expect((await readPrivate(supplier, first)).question.withdrawn).toMatchObject({ by: 'broker' })
    expect((await readPrivate(broker, second)).question.withdrawn).toMatchObject({ by: 'asker' })
    expect((await listPrivateForBrokers()).filter((one) => one.challengeId === challenge._id)).toEqual([])
  })

  it('keeps the deadlines: asked in time it may still be agreed, until answers close', async () => {
    const id = await ask()
    const { askBy, answerBy } = challenge.timetable
    freezeClock(new Date((askBy as Date).getTime() + 1))
    await expect(ask()).rejects.toMatchObject({ code: 'too-late' })
    await proposeWording(broker, id, rephrased)
    freezeClock(new Date((answerBy as Date).getTime() + 1))
    await expect(agreeWording(supplier, id, 1)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await listPrivateForBrokers()).map(({ _id }) => _id)).not.toContain(id)
  })
})

it('lets neither a question nor a broker’s wording lead to the supplier by its profile', async () => {
  const firm = await aFirm('Sensible Sensors Ltd')
  const links = [
    { label: 'Us', url: 'https://www.sensible.example/about' },
    { label: 'Posts', url: 'https://www.linkedin.com/company/sensible' },
  ]
  const contact = { name: '', email: '', phone: '+353 1 555 0123' }
  await saveSupplierProfile(system, firm.id, { links, contact })
  const one = {
    ...supplier,
    userId: firm.people[0]?.id ?? '',
    organisation: { ...firm, kind: 'supplier' as const, isVerified: true },
  }
  const refused = {
    code: 'invalid',
    fields: { text: expect.stringMatching(/Take “(sensible\.example|\+353 1 5550123)” out/) },
  }
  for (const text of ['Does sensible.example/manual count?', 'Is +353 1 5550123 enough?'])
    await expect(askQuestion(one, challenge._id, text)).rejects.toMatchObject(refused)
  await askQuestion(one, challenge._id, 'Is a post on linkedin.com enough?')
  const { id } = await askPrivately(one, challenge._id, confidential)
  const wording = { ...rephrased, text: 'Does sensible.example count?' }
  await expect(proposeWording(broker, id, wording)).rejects.toMatchObject(refused)
})
