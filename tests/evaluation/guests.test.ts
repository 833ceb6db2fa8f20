import { guestLink } from '../../server/evaluation/evaluation.guests.service.ts'
import { Guest } from '../../server/evaluation/evaluation.guests.model.ts'
import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { addMember, findAuthorityByCode } from '../../server/organisations/index.ts'
import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { Delivery } from '../../server/notifications/notifications.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { findKeptMail } from '../../server/platform/mail.ts'
import { openedProposals } from '../../server/proposals/index.ts'
import { system } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aFirm, aCause } from '../notifications/notifications.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInEach } from '../platform/sign-in.ts'
import { type EvaluationPeople, evaluationPeople } from './evaluation.people.ts'

let app: TestApp
let room: EvaluationPeople
let id: string
let guest: Awaited<ReturnType<typeof aPerson>>
let other: typeof guest
let outside: Awaited<ReturnType<typeof signInEach<'guest' | 'other'>>>

beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  id = room.challenge._id
  guest = await aPerson({ name: 'Gwen Guest' })
  other = await aPerson()
  outside = await signInEach(app, { guest, other })
}, 60_000)
afterAll(() => app.stop())

const invite = (body: object, status: number, who: 'lead' | 'first' | 'broker' | 'stranger' = 'lead') =>
  room.call(who, 'post', `${room.base}/guests`, body).expect(status)
const get = (who: 'guest' | 'other', path: string) => outside.agents[who].get(path)
const link = async () => {
  const [waiting] = await Guest.find({ acceptedAt: null, withdrawnAt: null }).sort({ createdAt: -1 }).lean()
  return new URL(guestLink(waiting?._id ?? '')).pathname
}
const press = async (who: 'guest' | 'other', path: string, fields: object = {}, to = path) => {
  const page = await get(who, path).expect(200)
  return outside.agents[who]
    .post(to)
    .type('form')
    .send({ _csrf: csrfIn(page.text), ...fields })
}

const asProgram = (path: string) =>
  app.agent().get(`/api/v1${room.base}/${path}`).set('authorization', `Bearer ${outside.tokens.guest}`)

describe('an invitation into the panel by e-mail', () => {
  it('is sent by whoever makes the panel, to nobody who could be chosen from the list', async () => {
    const asked = { email: guest.email, role: 'evaluator' }
    await invite(asked, 404, 'stranger')
    await invite(asked, 403, 'broker')
    await invite({ ...asked, role: 'moderator' }, 422)
    await invite({ ...asked, email: 'nobody' }, 422)
    const member = await invite({ ...asked, email: room.people.first.email }, 422)
    expect(JSON.stringify(member.body)).toContain('choose them from the list')
    await invite(asked, 201)
    const again = await room.send('lead', `${room.base}/guests`, `${room.base}/guests`, asked)
    expect(again.status).toBe(303)
    const { body } = await room.call('lead', 'get', `${room.base}/guests`).expect(200)
    expect(body.items).toMatchObject([{ email: guest.email, role: 'evaluator', state: 'waiting' }])
  })

  it('is an e-mail with the link, the challenge and the authority', async () => {
    const [waiting] = await Guest.find({ withdrawnAt: null }).lean()
    const cause = aCause({ name: 'evaluation.guest-invited', challengeId: id, guestId: waiting?._id })
    await tell(cause)
    const [delivery] = await Delivery.find({ eventId: cause.eventId }).lean()
    expect(delivery?.recipient).toEqual({ kind: 'guest', id: waiting?._id })
    await deliver(delivery?._id ?? '')
    const mail = await findKeptMail(delivery?.messageId ?? '')
    expect(mail?.to).toBe(guest.email)
    for (const says of [guestLink(waiting?._id ?? ''), room.challenge.title, room.challenge.authorityName])
      expect(mail?.text).toContain(says)
  })

  it('opens for the person with that address alone, once, and for nobody of a supplier', async () => {
    const path = await link()
    expect((await app.agent().get(path).expect(200)).text).toContain('Sign in')
    expect((await press('other', path)).status).toBe(403)
    await get('other', `${path}x`).expect(404)
    const firm = await aFirm('Judging Itself Ltd', 0)
    await addMember(system, firm.id, { userId: other.id, name: other.name, email: other.email }, 'member')
    await invite({ email: other.email, role: 'observer' }, 201)
    const refused = await press('other', await link())
    expect([refused.status, refused.text.includes('You belong to a supplier')]).toEqual([403, true])
    const { body } = await room.call('lead', 'get', `${room.base}/guests`).expect(200)
    const theirs = body.items.find(({ email }: { email: string }) => email === other.email)
    await room.call('lead', 'post', `${room.base}/guests/${theirs.id}/withdraw`, {}).expect(200)
    await get('guest', room.base).expect(404)
    const joined = await press('guest', path)
    expect([joined.status, joined.headers['location']]).toEqual([303, `${room.base}/declare`])
    expect((await get('guest', path).expect(200)).text).toContain('has been taken up')
  })
})

describe('a guest of the panel', () => {
  it('sees nothing of a proposal before they declared, then scores and reads files, and nothing beside it', async () => {
    await room.call('lead', 'post', `${room.base}/panel`, {
      userId: room.people.moderator.id,
      role: 'moderator',
    })
    await room.close()
    const [proposal] = (await openedProposals(id)).proposals
    const page = `/received-proposals/${proposal?.id}`
    await get('guest', page).expect(404)
    await get('guest', `${room.base}/scores`).expect(404)
    const declared = await press('guest', `${room.base}/declare`, { interest: 'none' })
    expect(declared.status).toBe(303)
    expect((await get('guest', page).expect(200)).text).toContain('CANARY-approach')
    await get('other', page).expect(404)
    await Evaluation.updateOne({ _id: id }, { $set: { state: 'scoring' } })
    const api = `/api/v1${room.base}/scores/${proposal?.id}/outcome`
    await app
      .agent()
      .put(api)
      .set('authorization', `Bearer ${outside.tokens.guest}`)
      .send({ points: 3, reasons: 'It names who visits', evidence: '', revision: 0 })
      .expect(200)
    expect((await get('guest', `${room.base}/scores`).expect(200)).text).toContain('Sensible Sensors')
    expect((await room.agents.lead.get(room.base).expect(200)).text).toContain('from outside')
    for (const path of ['invite', 'guests', 'settings'])
      await get('guest', `${room.base}/${path}`).expect(403)
    await get('guest', `/challenges/${id}/proposals`).expect(404)
    await get('guest', `/challenges/${id}/opening`).expect(404)
    expect((await get('guest', '/your-evaluations').expect(200)).text).toContain(room.challenge.title)
  })

  it('reads the ranking, and neither decision, feedback, report nor record', async () => {
    await Evaluation.updateOne({ _id: id }, { $set: { state: 'agreed', agreedAt: new Date() } })
    for (const path of ['', '/ranking'])
      expect((await get('guest', `${room.base}${path}`).expect(200)).text).not.toContain('report.pdf')
    for (const path of ['decision', 'feedback', 'award', 'exclusions', 'record', 'report.pdf'])
      await get('guest', `${room.base}/${path}`).expect(404)
    const [proposal] = (await openedProposals(id)).proposals
    const winners = [{ submissionId: proposal?.id, supplierName: 'CANARY-winner' }]
    await Decision.create({ _id: id, winners, decidedAt: new Date(), releasedAt: new Date() } as never)
    await get('guest', `${room.base}/award`).expect(404)
    await asProgram('award').expect(404)
    expect((await asProgram('steps').expect(200)).body).toEqual({ steps: [] })
    await Decision.deleteOne({ _id: id })
  })

  it('is a guest no more once they belong to a supplier, whomever they act for', async () => {
    await Evaluation.updateOne({ _id: id }, { $set: { state: 'scoring' } })
    const { id: userId, name, email } = guest
    const elsewhere = await findAuthorityByCode('MAN')
    await addMember(system, elsewhere?.id ?? '', { userId, name, email }, 'member')
    await get('guest', `${room.base}/scores`).expect(200)
    const firm = await aFirm('Joined Since Ltd', 0)
    await addMember(system, firm.id, { userId, name, email }, 'member')
    for (const path of ['', '/scores']) await get('guest', `${room.base}${path}`).expect(404)
    const list = await get('guest', '/your-evaluations').expect(200)
    expect(list.text).not.toContain(room.challenge.title)
  })

  it('is out with the panel, as everybody is', async () => {
    await Evaluation.updateOne({ _id: id }, { $set: { state: 'preparing' } })
    const removed = `${room.base}/panel/${guest.id}/remove`
    const answer = await room.send('lead', removed, removed, { reason: 'Away' })
    expect(answer.status).toBe(303)
    await get('guest', room.base).expect(404)
  })
})
