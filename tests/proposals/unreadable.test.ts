import { newestEvents } from '../../server/audit/index.ts'
import { readStored } from '../../server/platform/stored-files.ts'
import { Proposal, Submission } from '../../server/proposals/proposals.model.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aFirm } from '../notifications/notifications.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { press, pressWith } from './proposals.forms.ts'
import { aCompleteDraft, anAnswerableChallenge, aSubmittedProposal } from './proposals.factory.ts'

let app: TestApp
let agent: ReturnType<TestApp['agent']>
let api: (method: 'get' | 'put' | 'post', path: string, body?: object) => ReturnType<typeof agent.get>
let token: string
let broken: string
let whole: string
const spoil = (id: string) =>
  Proposal.collection.updateOne({ _id: id as never }, { $set: { 'draft.envelope': Buffer.from('else') } })

const spoilSubmitted = (proposalId: string) =>
  Submission.collection.updateOne(
    { proposalId } as never,
    { $set: { envelope: Buffer.from('else') } } as never,
  )

beforeAll(async () => {
  app = await startTestApp()
  const firm = await aFirm('Sensible Sensors Ltd', 0)
  const person = await aPerson({ organisation: firm.id })
  agent = app.agent()
  await signInAs(agent, person)
  token = await tokenFor(app.agent(), person)
  api = (method, path, body = {}) =>
    app.agent()[method](`/api/v1${path}`).set('authorization', `Bearer ${token}`).send(body)
  const actor = await actorOfPerson(person.id)
  broken = (await aSubmittedProposal(actor, (await anAnswerableChallenge())._id)).id
  whole = (await aCompleteDraft(actor, (await anAnswerableChallenge())._id)).id
  await spoil(broken)
}, 60_000)
afterAll(() => app.stop())

describe('a draft that somebody changed in the database', () => {
  it('is named calmly on its page, and keeps nobody from receipts, other proposals and the list', async () => {
    const page = await agent.get(`/proposals/${broken}`).expect(200)
    for (const says of ['The draft of this proposal cannot be read', 'Begin the draft anew', 'FH-'])
      expect(page.text).toContain(says)
    expect((await agent.get(`/proposals/${whole}`).expect(200)).text).toContain('CANARY-approach')
    await agent.get('/your-proposals').expect(200)
    for (const path of ['edit', 'files', 'check'])
      expect((await agent.get(`/proposals/${broken}/${path}`).expect(303)).headers['location']).toBe(
        `/proposals/${broken}`,
      )
    await agent.get(`/proposals/${broken}/consortium`).expect(409)
    expect((await agent.get(`/proposals/${broken}/submitted/1`).expect(200)).text).toContain('CANARY-summary')
  })

  it('is a conflict that says so for programs, whatever they do with it', async () => {
    const { body } = await api('get', `/proposals/${broken}`).expect(409)
    expect(body.detail).toContain('what is stored is not what was saved')
    await api('put', `/proposals/${broken}`, { revision: 1 }).expect(409)
    await api('post', `/proposals/${broken}/submit`, { revision: 1 }).expect(409)
    await api('post', `/proposals/${whole}/begin-anew`).expect(409)
  })

  it('is begun anew with what was submitted last, on record, and goes on', async () => {
    expect(await press(agent, `/proposals/${broken}`, `/proposals/${broken}/begin-anew`)).toBe(
      `/proposals/${broken}/edit`,
    )
    expect((await agent.get(`/proposals/${broken}/edit`).expect(200)).text).toContain('CANARY-approach')
    expect((await newestEvents('proposal.begun-anew', 1))[0]?.subject.id).toBe(broken)
  })

  it('can be withdrawn, and its receipt is named where what was submitted cannot be read either', async () => {
    await spoil(broken)
    await spoilSubmitted(broken)
    expect((await agent.get(`/proposals/${broken}`).expect(200)).text).toContain('FH-')
    expect((await agent.get(`/proposals/${broken}/submitted/1`).expect(409)).text).toContain('cannot be read')
    await pressWith(agent, `/proposals/${broken}/withdraw`, `/proposals/${broken}/withdraw`, {})
    await press(agent, `/proposals/${broken}`, `/proposals/${broken}/begin-anew`)
    const { body } = await api('get', `/proposals/${broken}`).expect(200)
    expect(body.draft).toMatchObject({ summary: '', files: [] })
  })

  it('keeps nobody from the files of what was submitted, which are not forgotten either', async () => {
    const sent = await app
      .agent()
      .post(`/api/v1/proposals/${whole}/files`)
      .set('authorization', `Bearer ${token}`)
      .attach('files', Buffer.from('a,b\n'), 'costs.csv')
      .expect(201)
    const [{ id }] = sent.body.items
    await api('post', `/proposals/${whole}/submit`, { revision: 2 }).expect(200)
    await spoil(whole)
    const file = `/proposals/${whole}/files/${id}`
    expect((await agent.get(file).expect(200)).text).toBe('a,b\n')
    await press(agent, `/proposals/${whole}`, `/proposals/${whole}/begin-anew`)
    await spoilSubmitted(whole)
    expect((await agent.get(file).expect(200)).text).toBe('a,b\n')
    await press(agent, `/proposals/${whole}/files`, `${file}/remove`)
    await agent.get(file).expect(404)
    // Whether it was in what was submitted cannot be said any more: what is forgotten is gone.
    await expect(readStored(id)).resolves.toBeTruthy()
  })
})
