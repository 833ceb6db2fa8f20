import { drawLetters } from '../../server/evaluation/evaluation.anonymous.ts'
import { Guest } from '../../server/evaluation/evaluation.guests.model.ts'
import { guestLink, joinAsGuest } from '../../server/evaluation/evaluation.guests.service.ts'
import { Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { chooseSettings } from '../../server/evaluation/evaluation.settings.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { Membership } from '../../server/organisations/organisations.people.model.ts'
import { now } from '../../server/platform/clock.ts'
import { Submission } from '../../server/proposals/proposals.model.ts'
import { usualSettings } from '../../shared/evaluation/settings.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { type EvaluationPeople, evaluationPeople, type Who } from './evaluation.people.ts'

let app: TestApp
let room: EvaluationPeople
/** What no evaluator may get to see before everybody's scores are in. */
let secrets: string[]
let real: string[]
beforeAll(async () => {
  app = await startTestApp()
  room = await evaluationPeople(app)
  const settings = { ...usualSettings, isAnonymous: true }
  await Evaluation.create({ _id: room.challenge._id, settings, settingsAt: now() } as never)
}, 60_000)
afterAll(() => app.stop())

const call = (who: Who, method: 'get' | 'post' | 'put', path: string, body?: object) =>
  room.call(who, method, `${room.base}${path}`, body)
const declare = (who: Who) => call(who, 'post', '/declarations', { interest: 'none' }).expect(200)
const score = async (who: Who, id: string) => {
  for (const criterionId of ['outcome', 'price']) {
    const given = { points: 3, reasons: `CANARY-${who}-${id}` }
    await call(who, 'put', `/scores/${id}/${criterionId}`, given).expect(200)
  }
}
/** Everything that an address says to somebody, to people and to programs. */
async function everythingAt(who: Who, path: string): Promise<string> {
  const page = await room.agents[who].get(path)
  const answer = await room.call(who, 'get', path)
  return [page.text, JSON.stringify(page.headers), JSON.stringify(answer.body), answer.text].join('\n')
}
const tells = (text: string) => secrets.filter((secret) => text.includes(secret))

it('is chosen before the challenge is public, so that suppliers can be told', async () => {
  await Evaluation.updateOne({ _id: room.challenge._id }, { $set: { settings: null } })
  const lead = await actorOfPerson(room.people.lead.id)
  const chosen = { ...usualSettings, isAnonymous: true }
  await expect(chooseSettings(lead, room.challenge._id, chosen)).rejects.toMatchObject({
    code: 'invalid',
    fields: { isAnonymous: expect.stringContaining('before the challenge is public') },
  })
  await Evaluation.updateOne({ _id: room.challenge._id }, { $set: { settings: chosen } })
  const page = await room.agents.supplier.get(`/challenges/${room.challenge._id}`).expect(200)
  expect(page.text).toContain('Evaluators score without knowing who wrote')
})

it('tells suppliers not to name themselves, and which answers do', async () => {
  const { body } = await room.call('supplier', 'get', '/proposals').expect(200)
  const id: string = body.items[0].id
  const read = async () => (await room.call('supplier', 'get', `/proposals/${id}`).expect(200)).body
  const { draft, revision, anonymity } = await read()
  expect(anonymity).toEqual({ isAsked: true, places: [] })
  const { summary, outcomes, criteria, approach, trl, pilotPlan, team } = draft
  const typed = { outcomes, criteria, approach, trl, pilotPlan, team, pilotPrice: '30,000', revision }
  const named = { ...typed, summary: 'Sensible Sensors listens to walls' }
  await room.call('supplier', 'put', `/proposals/${id}`, named).expect(200)
  const after = await read()
  expect(after.anonymity.places).toEqual([
    { field: 'summary', title: 'Summary', found: ['Sensible Sensors Ltd'] },
  ])
  for (const page of ['edit', 'check']) {
    const { text } = await room.agents.supplier.get(`/proposals/${id}/${page}`).expect(200)
    expect(text).toContain('Do not name your organisation')
    expect(text).toMatch(new RegExp(`href="/proposals/${id}/edit#summary">Summary</a>: Sensible Sensors Ltd`))
  }
  // It warns, and stops nothing.
  await room.call('supplier', 'post', `/proposals/${id}/submit`, { revision: after.revision }).expect(200)
  const again = { ...typed, summary, revision: after.revision }
  const { body: saved } = await room.call('supplier', 'put', `/proposals/${id}`, again).expect(200)
  await room.call('supplier', 'post', `/proposals/${id}/submit`, { revision: saved.revision }).expect(200)
})

it('has interests declared in general, and after the opening against all names by the alphabet', async () => {
  const roles = {
    moderator: 'moderator',
    first: 'evaluator',
    second: 'evaluator',
    viewer: 'observer',
  } as const
  for (const [who, role] of Object.entries(roles))
    await call('lead', 'post', '/panel', { userId: room.people[who as Who].id, role }).expect(200)
  for (const who of ['moderator', 'first', 'second', 'viewer', 'broker'] as const) await declare(who)
  await room.close()
  real = await room.submissions()
  const submissions = await Submission.find({ challengeId: room.challenge._id }).lean()
  secrets = [
    ...real,
    ...submissions.flatMap(({ proposalId, supplierId, reference }) => [proposalId, supplierId, reference]),
    'Sensible Sensors',
    'Dry Walls',
    'CANARY-team',
  ]
  const before = await call('lead', 'get', '').expect(200)
  expect(before.body.names).toBeNull()
  await declare('lead')
  await call('lead', 'post', '/begin').expect(200)
  await call('first', 'get', '/scores').expect(404)
  const { body } = await call('first', 'get', '').expect(200)
  expect(body.names).toEqual(['Dry Walls Ltd', 'Sensible Sensors Ltd'])
  const page = await room.agents.first.get(`${room.base}/declare`).expect(200)
  expect(page.text).toMatch(/Dry Walls Ltd[\s\S]*Sensible Sensors Ltd/)
  // The page says the names and nothing that ties one to a proposal.
  expect([...real, 'Proposal A'].filter((word) => page.text.includes(word))).toEqual([])
  for (const who of ['first', 'second'] as const) await declare(who)
})

it('gives evaluators letters, and nowhere anything that tells who wrote', async () => {
  const { body } = await call('first', 'get', '/scores').expect(200)
  expect(body.proposals).toMatchObject([
    { submissionId: expect.any(String), supplierName: expect.stringMatching(/^Proposal [A-Z]$/) },
    { submissionId: expect.any(String), supplierName: expect.stringMatching(/^Proposal [A-Z]$/) },
  ])
  const ids: string[] = body.proposals.map((one: { submissionId: string }) => one.submissionId)
  const { letters } = await Evaluation.findById(room.challenge._id).lean().orFail()
  expect(Object.keys(letters ?? {}).sort()).toEqual([...real].sort())
  await call('lead', 'post', `/questions/${real[0]}`, {
    question: 'CANARY-question',
    workingDays: 2,
    number: 0,
  }).expect(200)
  const places = [
    '/your-evaluations',
    '/inbox',
    `/challenges/${room.challenge._id}`,
    `/challenges/${room.challenge._id}/proposals`,
    `/challenges/${room.challenge._id}/opening`,
    ...['/scores', '/questions', '/consensus', '/ranking', '/exclusions', '/feedback', '/record'].map(
      (path) => `${room.base}${path}`,
    ),
    `${room.base}/report.pdf`,
    ...ids.flatMap((id) => ['outcome', 'price'].map((criterion) => `${room.base}/scores/${id}/${criterion}`)),
  ]
  for (const path of places)
    for (const who of ['first', 'viewer', 'broker'] as const)
      expect([path, who, tells(await everythingAt(who, path))]).toEqual([path, who, []])
  const shown = await room.agents.first.get(`${room.base}/scores/${ids[0]}/outcome`).expect(200)
  expect(shown.text).toContain('CANARY-answer')
  expect(shown.text).toMatch(/<title>[^<]*Reaching the outcome: Proposal [A-Z]/)
})

it('opens nothing by the ids that are known where names are', async () => {
  for (const id of real) {
    for (const who of ['first', 'viewer', 'broker'] as const) {
      await room.agents[who].get(`${room.base}/scores/${id}/outcome`).expect(404)
      const received = await room.agents[who].get(`/received-proposals/${id}`)
      expect([403, 404]).toContain(received.status)
      expect(received.text).not.toContain('CANARY-summary')
      for (const path of [`/questions/${id}`, `/exclusions/${id}`, `/consensus/${id}/outcome`])
        expect((await room.agents[who].get(`${room.base}${path}`)).status).toBe(404)
    }
    await call('first', 'put', `/scores/${id}/outcome`, { points: 1, reasons: 'x' }).expect(404)
  }
  await room.agents.first.get(`/challenges/${room.challenge._id}/proposals`).expect(403)
})

it('shows names to those who lead, and lets none of them score afterwards', async () => {
  const list = await room.agents.lead.get(`/challenges/${room.challenge._id}/proposals`).expect(200)
  expect(list.text).toContain('Dry Walls Ltd')
  await call('moderator', 'get', '/questions').expect(200)
  const out = { reason: 'To score' }
  await call('moderator', 'post', `/panel/${room.people.lead.id}/remove`, out).expect(200)
  const asked = { userId: room.people.lead.id, role: 'evaluator' }
  const refused = await call('moderator', 'post', '/panel', asked).expect(422)
  expect(JSON.stringify(refused.body)).toContain('could see who wrote which proposal')
})

it('asks nobody in by e-mail to score who read the names as a member of the buyer', async () => {
  const { lead } = room.people
  await Membership.deleteMany({ userId: lead.id })
  const asked = { email: lead.email, role: 'evaluator' }
  await call('moderator', 'post', '/guests', asked).expect(201)
  const guest = await Guest.findOne({ email: lead.email }).lean().orFail()
  const token = guestLink(guest._id).split('/').at(-1) ?? ''
  const actor = await actorOfPerson(lead.id)
  await expect(joinAsGuest(actor, token)).rejects.toMatchObject({ code: 'forbidden' })
  await call('moderator', 'post', `/guests/${guest._id}/withdraw`, {}).expect(200)
})

it('ends when everybody’s scores are in: names come back, and letters lead nowhere', async () => {
  const { body } = await call('first', 'get', '/scores').expect(200)
  const ids: string[] = body.proposals.map(({ submissionId }: { submissionId: string }) => submissionId)
  expect(ids).toHaveLength(2)
  for (const id of ids) await score('first', id)
  await call('first', 'post', '/scores/submit').expect(200)
  expect(tells(JSON.stringify((await call('first', 'get', '/scores').expect(200)).body))).toEqual([])
  for (const id of ids) await score('second', id)
  await call('second', 'post', '/scores/submit').expect(200)
  const consensus = await room.agents.first.get(`${room.base}/consensus`).expect(200)
  expect(consensus.text).toContain('Dry Walls Ltd')
  const { letters = {} } = await Evaluation.findById(room.challenge._id).lean().orFail()
  for (const id of real) {
    const page = await room.agents.first.get(`${room.base}/consensus/${id}/outcome`).expect(200)
    expect(page.text).toContain(`CANARY-first-${letters[id]?.toLowerCase()}`)
    await room.agents.first.get(`${room.base}/scores/${id}/outcome`).expect(200)
  }
  await room.agents.first.get(`${room.base}/scores/${ids[0]}/outcome`).expect(404)
})

it('draws letters at random, each once', () => {
  const many = Array.from({ length: 30 }, (_, index) => `id${String(index)}`)
  expect(new Set(Object.values(drawLetters(many))).size).toBe(30)
  const firsts = new Set(Array.from({ length: 200 }, () => drawLetters(many)['id0']))
  expect(firsts.size).toBeGreaterThan(15)
})
