import { findAuthorityByName, loadAuthorities } from '../../server/organisations/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { Submission } from '../../server/proposals/proposals.model.ts'
import { confirmationsAt } from '../../shared/proposals/confirmations.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { aPerson, testPassword } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { anAnswerableChallenge } from './proposals.factory.ts'
import { pressWith, save, tokenOf } from './proposals.forms.ts'

let app: TestApp
let challenge: ChallengeRecord
type Agent = ReturnType<TestApp['agent']>
type Who = 'buyer' | 'supplier' | 'rival' | 'broker'
const agents: Record<Who, Agent> = {} as never
const bearers: Record<Who, { Authorization: string }> = {} as never

beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  const council = await findAuthorityByName('Blackburn with Darwen Borough Council')
  if (!council) throw new Error('The register lacks Blackburn with Darwen')
  challenge = await anAnswerableChallenge({
    authorityId: council.id,
    authorityName: council.name,
    budget: { pilotPence: 60_000_00, pilots: 1, scalePence: null, vat: 'standard' },
  })
  const people = {
    buyer: await aPerson({ organisation: council.id }),
    supplier: await aPerson({ organisation: 'supplier' }),
    rival: await aPerson({ organisation: 'supplier' }),
    broker: await aPerson({ organisation: 'brokerage' }),
  }
  for (const who of ['buyer', 'supplier', 'rival', 'broker'] as const) {
    agents[who] = app.agent()
    await signInAs(agents[who], people[who])
    bearers[who] = { Authorization: `Bearer ${await tokenFor(app.agent(), people[who])}` }
  }
})
afterAll(() => app.stop())

async function started(agent: Agent, id = challenge._id): Promise<string> {
  const _csrf = await tokenOf(agent, `/challenges/${id}`)
  const answer = await agent.post(`/challenges/${id}/proposals`).type('form').send({ _csrf }).expect(303)
  return (answer.headers['location'] ?? '').replace('/edit', '')
}

describe('the pages of a proposal', () => {
  let path: string
  let fileId: string

  it('start a draft and save it for the form and for the page that saves itself', async () => {
    path = await started(agents.supplier)
    expect((await save(agents.supplier, path, { approach: '' })).status).toBe(303)
    const check = await agents.supplier.get(`${path}/check`)
    expect(check.text).toContain(`href="${path}/edit?missing#approach">Describe your approach</a>`)
    const auto = await save(agents.supplier, path, {}, 'application/json')
    expect(auto.body).toEqual({ values: { revision: 2, _seen: expect.stringContaining('CANARY approach') } })
  })

  it('keep the words and name the field when money or a level makes no sense', async () => {
    const wrong = await save(agents.supplier, path, { pilotPrice: 'about fifty', trl: '12' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('The price of the pilot must be an amount in pounds')
    expect(wrong.text).toContain('Choose a technology readiness level from 1 to 9')
    expect(wrong.text).toContain('about fifty')
    const auto = await save(agents.supplier, path, { pilotPrice: 'about fifty' }, 'application/json')
    expect(auto.status).toBe(422)
  })

  it('say that a price is above the budget of a pilot, and refuse nothing', async () => {
    const note = 'More than the £60,000 that the challenge names for each pilot.'
    for (const [pilotPrice, isAbove] of [
      ['60,000.01', true],
      ['60,000', false],
    ] as const) {
      const saved = await save(agents.supplier, path, { pilotPrice })
      expect(saved.status).toBe(303)
      for (const page of [saved.headers['location'] ?? '', `${path}/check`])
        expect((await agents.supplier.get(page).expect(200)).text.includes(note)).toBe(isAbove)
    }
    const read = await app.agent().get(`/api/v1${path}`).set(bearers.supplier).expect(200)
    expect(read.body.isAboveBudget).toBe(false)
  })

  it('say so when a colleague saved in between, and keep the words', async () => {
    const stale = await save(agents.supplier, path, { revision: '0', team: 'typed by the other' })
    expect(stale.status).toBe(409)
    expect(stale.text).toContain('Somebody else changed this after you opened it')
    expect(stale.text).toContain('typed by the other')
  })

  it('take files by their content, whatever their name, and give them as downloads only', async () => {
    const _csrf = await tokenOf(agents.supplier, `${path}/files`)
    const attach = (content: string | Buffer, filename: string) =>
      agents.supplier
        .post(`${path}/files`)
        .field('_csrf', _csrf)
        .attach('files', Buffer.from(content), { filename })
    expect((await attach('<svg onload="alert(1)"></svg>', 'picture.png')).status).toBe(415)
    expect((await attach('MZ\u0000\u0001', 'brochure.pdf')).status).toBe(415)
    expect((await attach('<html><script>1</script></html>', 'notes.txt')).status).toBe(415)
    expect((await attach('a,b\n1,2\n', '../../etc/evidence.csv')).status).toBe(303)
    const twice = await attach('a,b\n1,2\n', 'evidence again.csv')
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('“evidence again.csv” is attached already')
    const page = await agents.supplier.get(`${path}/files`)
    expect(page.text).toContain('evidence.csv')
    expect(page.text).not.toContain('evidence again.csv')
    const file = new RegExp(`${path}/files/[0-9A-Za-z]+`).exec(page.text)?.[0] ?? ''
    const download = await agents.supplier.get(file).expect(200)
    expect(download.headers['content-disposition']).toContain('attachment')
    expect(download.headers['content-security-policy']).toContain('sandbox')
    for (const who of ['buyer', 'rival', 'broker'] as const) await agents[who].get(file).expect(404)
    const none = await agents.supplier.post(`${path}/files`).field('_csrf', _csrf)
    expect(none.status).toBe(422)
    expect(none.text).toContain('Choose at least one file')
  })

  it('take and give the same files by programs, under the same rules', async () => {
    const files = `/api/v1${path}/files`
    const send = (who: Who, content: string) =>
      app.agent().post(files).set(bearers[who]).attach('files', Buffer.from(content), 'CANARY.csv')
    const sent = await send('supplier', 'a,b\n').expect(201)
    const [file] = sent.body.items
    expect(file).toMatchObject({ name: 'CANARY.csv', type: 'text/csv', size: 4 })
    const own = await app.agent().get(`/api/v1${path}`).set(bearers.supplier).expect(200)
    expect(own.body.draft.files.at(-1)).toEqual(file)
    const download = await app.agent().get(`${files}/${file.id}`).set(bearers.supplier).expect(200)
    expect(download.text).toBe('a,b\n')
    for (const who of ['buyer', 'rival', 'broker'] as const) {
      await send(who, 'a,b\n').expect(404)
      await app.agent().get(`${files}/${file.id}`).set(bearers[who]).expect(404)
      await app.agent().delete(`${files}/${file.id}`).set(bearers[who]).expect(404)
    }
    expect((await send('supplier', '<html>')).body.errors[0].pointer).toBe('/files')
    const second = (await send('supplier', 'c,d\n').expect(201)).body.items[0]
    await app.agent().delete(`${files}/${second.id}`).set(bearers.supplier).expect(204)
    await app.agent().get(`${files}/${second.id}`).set(bearers.supplier).expect(404)
    fileId = file.id
  })

  it('submit what was checked, with a receipt that anybody can make again', async () => {
    const page = await agents.supplier.get(`${path}/check`).expect(200)
    const revision = /name="revision" value="(\d+)"/.exec(page.text)?.[1]
    const _csrf = csrfIn(page.text)
    const stale = await agents.supplier.post(`${path}/submit`).type('form').send({ _csrf, revision: '0' })
    expect(stale.status).toBe(409)
    await agents.supplier.post(`${path}/submit`).type('form').send({ _csrf, revision }).expect(303)
    const receipt = await agents.supplier.get(`${path}/receipt`).expect(200)
    expect(receipt.text).toMatch(/FH-[0-9A-Z]{4}-[0-9A-Z]{4}/)
    expect(receipt.text).toMatch(/[0-9a-f]{64}/)
  })

  it('name an answer that is too long, keep it, and put a copy of an earlier one into another', async () => {
    const criteria = [{ id: 'impact', title: 'Impact', description: '', weight: 100 }]
    const other = await anAnswerableChallenge({ criteria })
    const own = await started(agents.supplier, other._id)
    const long = { 'criteria[0][criterionId]': 'impact', 'criteria[0][answer]': 'word '.repeat(501) }
    const saved = await save(agents.supplier, own, { ...long, approach: 'Typed.' })
    const page = await agents.supplier.get(saved.headers['location'] ?? '').expect(200)
    expect(page.text).toContain('Shorten “Impact” by 1 word: it may have 500')
    expect(page.text).toContain('word word')
    const use = /name="use" value="(approach\|[^"]+)"/.exec(page.text)?.[1]
    const copied = await save(agents.supplier, own, { ...long, approach: 'Typed.', use })
    expect(copied.headers['location']).toBe(`${own}/edit?done=copied#approach`)
    const read = await app.agent().get(`/api/v1${own}`).set(bearers.supplier).expect(200)
    expect(read.body.draft.approach).toBe('Typed.\n\nCANARY approach')
    const { revision } = read.body
    const put = (body: object) =>
      app
        .agent()
        .put(`/api/v1${own}`)
        .set(bearers.supplier)
        .send({ revision, ...body })
    const unknown = await put({ criteria: [{ criterionId: 'none', answer: 'x' }] }).expect(422)
    expect(unknown.body.errors[0].pointer).toBe('/criteria/0/criterionId')
    const refused = await app
      .agent()
      .post(`/api/v1${own}/submit`)
      .set(bearers.supplier)
      .send({ revision })
      .expect(422)
    expect(refused.body.errors).toEqual([
      { pointer: '/criteria/0/answer', detail: 'Shorten “Impact” by 1 word: it may have 500' },
    ])
    const asked = await app.agent().get(`/api/v1/challenges/${other._id}/proposal-form`).expect(200)
    expect(asked.body.questions).toContainEqual(
      expect.objectContaining({ field: 'criteria.0.answer', weight: 100, words: 500, isMandatory: false }),
    )
  })

  it('form a consortium, by page and by program', async () => {
    const partner = await aPerson({ organisation: 'supplier' })
    const other = await anAnswerableChallenge()
    const own = await started(agents.supplier, other._id)
    const call = (method: 'get' | 'post' | 'put', path: string, who = bearers.supplier) =>
      app.agent()[method](`/api/v1${path}`).set(who)
    const page = await agents.supplier.get(`${own}/consortium?q=sensible`).expect(200)
    const choice = /name="organisationId" type="radio" value="([^"]+)"/.exec(page.text)?.[1]
    expect(choice).toBeTruthy()
    const invite = (fields: object) =>
      agents.supplier
        .post(`${own}/partners`)
        .type('form')
        .send({ _csrf: csrfIn(page.text), q: 'sensible', ...fields })
    const refused = await invite({ role: '' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Choose an organisation, or give an email address')
    await invite({ organisationId: partner.organisationId, role: 'CANARY part', share: '40' }).expect(303)
    const { partners } = (await call('get', `${own}/consortium`).expect(200)).body
    expect(partners).toMatchObject([{ state: 'invited', role: 'CANARY part', share: 40 }])
    const theirs = app.agent()
    await signInAs(theirs, partner)
    const path = `/partnerships/${partners[0].id}`
    expect((await theirs.get('/your-proposals').expect(200)).text).toContain(path)
    expect((await theirs.get(path).expect(200)).text).toContain('CANARY part')
    for (const who of ['supplier', 'buyer', 'rival', 'broker'] as const) {
      await agents[who].get(path).expect(404)
      await call('get', path, bearers[who]).expect(404)
      if (who !== 'supplier') await agents[who].get(`${own}/consortium`).expect(404)
    }
    expect(await pressWith(theirs, path, `${path}/answer`, { answer: 'accept' })).toBe(`${path}?done=accept`)
    const partly = { list: confirmationsAt(new Date()).from, confirmed: 'registered' }
    const token = { Authorization: `Bearer ${await tokenFor(app.agent(), partner)}` }
    await call('post', `${path}/confirm`, token).send(partly).expect(422)
    expect(await pressWith(theirs, path, `${path}/leave`, {})).toBe(`${path}?done=left`)
    expect((await agents.supplier.get(`${own}/check`).expect(200)).text).toContain(
      'Sensible Sensors Ltd left.',
    )
  })

  it('are nobody else’s, by any address', async () => {
    for (const who of ['buyer', 'rival', 'broker'] as const) {
      for (const part of ['', '/edit', '/files', '/check', '/receipt', '/submitted/1', '/withdraw']) {
        await agents[who].get(`${path}${part}`).expect(404)
      }
    }
    const sealed = await agents.buyer.get(`/challenges/${challenge._id}/proposals`).expect(200)
    expect(sealed.text).toContain('Proposals are sealed until')
    expect(sealed.text).not.toContain('CANARY')
    await agents.broker.get(`/challenges/${challenge._id}/proposals`).expect(404)
  })

  it('weigh the same for the buyer whether or not somebody has proposed', async () => {
    const sizes = async () =>
      (await agents.buyer.get(`/challenges/${challenge._id}/proposals`)).text.replaceAll(
        /value="[^"]+"|nonce="[^"]+"/g,
        '',
      ).length
    const before = await sizes()
    const other = await started(agents.rival)
    await save(agents.rival, other, {})
    expect(await sizes()).toBe(before)
  })
  it('give the buyers what was submitted once it is closed, and never before', async () => {
    const list = `/api/v1/challenges/${challenge._id}/proposals`
    const [submission] = await Submission.find({ challengeId: challenge._id, status: 'live' }).lean()
    const file = `/api/v1/received-proposals/${submission?._id}/files/${fileId}`
    expect((await app.agent().get(list).set(bearers.buyer).expect(200)).body.received).toBeNull()
    await app.agent().get(file).set(bearers.buyer).expect(404)
    await agents.buyer.get(file.replace('/api/v1', '')).expect(404)
    const passed = { 'timetable.respondBy': new Date(Date.now() - 61_000) }
    await Challenge.updateOne({ _id: challenge._id }, { $set: passed })
    expect((await app.agent().get(list).set(bearers.buyer).expect(200)).body.received).toBeNull()
    await app.agent().get(file).set(bearers.buyer).expect(404)
    const opening = `/challenges/${challenge._id}/opening`
    const given = { password: testPassword }
    expect(await pressWith(agents.buyer, opening, opening, given)).toBe(`${opening}?done=came`)
    expect((await app.agent().get(list).set(bearers.buyer).expect(200)).body.received).toBeNull()
    expect(await pressWith(agents.broker, opening, opening, given)).toBe(`${opening}?done=opened`)
    await agents.rival.get(opening).expect(404)
    expect((await app.agent().get(`/challenges/${challenge._id}`)).text).toContain(
      'The proposals were opened on',
    )
    // Nobody reads who has not said which interests they have, though nobody has made a panel.
    for (const each of [list, file]) await app.agent().get(each).set(bearers.buyer).expect(403)
    const evaluation = `/challenges/${challenge._id}/evaluation`
    const refused = await agents.buyer.get(`/challenges/${challenge._id}/proposals`).expect(403)
    expect(refused.text).toContain(`href="${evaluation}"`)
    expect(refused.text).not.toContain('CANARY')
    await pressWith(agents.buyer, `${evaluation}/declare`, `${evaluation}/declare`, { interest: 'none' })
    const { received, unreadable } = (await app.agent().get(list).set(bearers.buyer).expect(200)).body
    expect(unreadable).toEqual([])
    expect(received[0].content.files.at(-1).id).toBe(fileId)
    expect((await app.agent().get(file).set(bearers.buyer).expect(200)).text).toBe('a,b\n')
    const page = await agents.buyer.get(`/challenges/${challenge._id}/proposals`).expect(200)
    expect(page.text).toContain('<div>Pilot: £60,000</div>')
    expect(page.text).toContain('<div>Readiness level 7</div>')
    for (const who of ['rival', 'broker'] as const) await app.agent().get(file).set(bearers[who]).expect(404)
    await app.agent().get(file).expect(401)
    await app
      .agent()
      .post(`/api/v1${path}/files`)
      .set(bearers.supplier)
      .attach('files', Buffer.from('late\n'), 'late.csv')
      .expect(409)
  })
})
