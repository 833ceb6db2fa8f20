import { Challenge } from '../../server/challenges/challenges.model.ts'
import { partnerBoardPolicy as policy } from '../../server/proposals/proposals.partner-board.policy.ts'
import { PartnerLine } from '../../server/proposals/proposals.partner-board.model.ts'
import { startProposal } from '../../server/proposals/proposals.service.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aFirm } from '../notifications/notifications.factory.ts'
import { allowed } from '../platform/actors.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { type Programs, programsOf, signInAs } from '../platform/sign-in.ts'
import { anAnswerableChallenge } from './proposals.factory.ts'

const at = new Date('2026-12-01T12:00:00Z')
const later = new Date('2026-12-02T12:00:00Z')

it.each([
  ['open', later, true],
  ['clarifications-closed', later, true],
  ['open', at, true],
  ['open', new Date(at.getTime() - 1), false],
  ['closed', later, false],
  ['withdrawn', later, false],
  ['draft', later, false],
] as const)('is for confirmed suppliers while %s until %s: %s', (status, respondBy, isOpen) => {
  const challenge = { buyerIds: ['council'], status, respondBy }
  expect(allowed((who) => policy.see(who, challenge, at))).toEqual(
    isOpen ? ['supplier', 'supplierViewer', 'otherSupplier'] : [],
  )
  expect(allowed((who) => policy.write(who, challenge, at))).toEqual(
    isOpen ? ['supplier', 'otherSupplier'] : [],
  )
})

describe('the page and the API', () => {
  let app: TestApp
  let programs: Programs
  let path: string
  let challengeId: string
  let firm: Awaited<ReturnType<typeof aFirm>>
  const line = { brings: 'Sensors that last ten years', looksFor: 'Somebody who mends walls' }

  beforeAll(async () => {
    app = await startTestApp()
    await loadAuthorities()
    const council = await findAuthorityByCode('BBD')
    challengeId = (await anAnswerableChallenge({ authorityId: council?.id ?? '' }))._id
    path = `/challenges/${challengeId}/partners`
    firm = await aFirm('Sensible Sensors Ltd', 1)
    const other = await aFirm('Dry Walls Ltd', 0)
    programs = await programsOf(app, {
      officer: { organisation: council?.id ?? '', role: 'admin' },
      broker: { organisation: 'brokerage', role: 'admin' },
      one: { organisation: firm.id },
      viewer: { organisation: firm.id, role: 'viewer' },
      two: { organisation: other.id },
    })
  })
  afterAll(() => app.stop())

  it('keep one line for each supplier, without contact details', async () => {
    const own = `${path}/own`
    const wrong = await programs
      .call('one', 'put', own, { brings: '', looksFor: 'x'.repeat(201) })
      .expect(422)
    expect(wrong.body.errors).toMatchObject([{ pointer: '/brings' }, { pointer: '/looksFor' }])
    const mail = { ...line, looksFor: 'Write to us: sam@firm.example' }
    const refused = await programs.call('one', 'put', own, mail).expect(422)
    expect(refused.body.errors).toMatchObject([
      { pointer: '/looksFor', detail: expect.stringContaining('“sam@firm.example”') },
    ])
    await programs.call('viewer', 'put', own, line).expect(403)
    await programs.call('one', 'put', own, line).expect(200)
    await programs.call('one', 'put', own, { ...line, brings: 'Sensors' }).expect(200)
    expect(await PartnerLine.countDocuments()).toBe(1)
    const { body } = await programs.call('two', 'get', path).expect(200)
    expect(body).toMatchObject({
      own: null,
      others: [{ supplierName: 'Sensible Sensors Ltd', brings: 'Sensors', looksFor: line.looksFor }],
    })
    expect((await programs.call('viewer', 'get', path)).body).toMatchObject({
      own: { brings: 'Sensors' },
      others: [],
    })
  })

  it('tell buyers, brokers and the public nothing, not even that they are there', async () => {
    for (const who of ['officer', 'broker'])
      for (const [method, at] of [
        ['get', path],
        ['put', `${path}/own`],
        ['delete', `${path}/own`],
      ] as const)
        await programs.call(who, method, at, method === 'put' ? line : undefined).expect(404)
    await programs.call(null, 'get', path).expect(401)
    await app.agent().get(path).expect(303)
    const officer = app.agent()
    await signInAs(officer, await aPerson({ organisation: 'brokerage' }))
    await officer.get(path).expect(404)
    expect((await officer.get(`/challenges/${challengeId}`)).text).not.toContain('Find a partner')
  })

  it('lead to the invitation with that supplier chosen, and take a line back', async () => {
    const agent = app.agent()
    const person = await aPerson({ organisation: 'supplier' })
    await signInAs(agent, person)
    expect((await agent.get(`/challenges/${challengeId}`)).text).toContain(path)
    const first = (await agent.get(path).expect(200)).text
    expect(first).toContain('Start a proposal first')
    const { id } = await startProposal(await actorOfPerson(person.id), challengeId)
    const invite = `/proposals/${id}/consortium?organisation=${firm.id}`
    expect((await agent.get(path)).text).toContain(invite)
    const form = (await agent.get(invite).expect(200)).text
    expect(form).toMatch(new RegExp(`value="${firm.id}" checked`))
    const send = (to: string, fields: object) =>
      agent
        .post(to)
        .type('form')
        .send({ _csrf: csrfIn(form), ...fields })
    await send(`/proposals/${id}/partners`, { q: '', organisationId: firm.id, role: 'Sensors' }).expect(303)
    const empty = await send(path, { brings: 'Kept words', looksFor: '' }).expect(422)
    expect(empty.text).toContain('Say in a line what you look for')
    expect(empty.text).toContain('Kept words')
    await send(path, line).expect(303)
    await send(`${path}/withdraw`, {}).expect(303)
    await send(`${path}/withdraw`, {}).expect(404)
    expect((await agent.get(path)).text).toContain('List your firm')
  })

  it('are gone with the deadline', async () => {
    const past = { 'timetable.respondBy': new Date(Date.now() - 1000) }
    await Challenge.updateOne({ _id: challengeId }, { $set: past })
    await programs.call('one', 'get', path).expect(404)
    await programs.call('one', 'put', `${path}/own`, line).expect(404)
    await programs.call('one', 'delete', `${path}/own`).expect(404)
  })
})
