import { findingWords } from '../../shared/audit/verdict.ts'
import { keptAnchors } from '../../shared/audit/kept-anchors.ts'
import { anchorToday, listAnchors, recordState, runVerification } from '../../server/audit/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { post } from '../challenges/challenges.forms.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { happens, linkAll, rows } from './audit.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
}, 60_000)
afterAll(() => app.stop())

describe('the anchors', () => {
  it('are for everybody, without saying what or how much they are of', async () => {
    expect((await app.agent().get('/audit/anchors').expect(200)).text).toContain('not made yet')
    for (const chain of ['aaa', 'bbb', 'aaa']) await happens(chain)
    await linkAll()
    await anchorToday()
    const [anchor] = await listAnchors(1)
    const page = await app.agent().get('/audit/anchors').expect(200)
    expect(page.text).toContain(anchor?.root)
    const json = await app.agent().get('/audit/anchors.json').expect(200)
    expect(json.body.anchors).toEqual([{ at: anchor?.at.toISOString(), root: anchor?.root }])
    const atom = await app.agent().get('/audit/anchors.atom').buffer(true).expect(200)
    expect(keptAnchors(atom.text)).toEqual([anchor])
    expect(keptAnchors(json.text)).toEqual([anchor])
  })
})

describe('the operators’ page of the record', () => {
  const agentOf = async (person: Parameters<typeof aPerson>[0]) => {
    const agent = app.agent()
    await signInAs(agent, await aPerson(person))
    return agent
  }

  it('is hidden from everybody but administrators of the brokerage', async () => {
    await app.agent().get('/operations/record').expect(303)
    for (const person of [
      { organisation: 'brokerage' },
      { organisation: 'supplier', role: 'admin' },
    ] as const) {
      const agent = await agentOf(person)
      await agent.get('/operations/record').expect(404)
      expect((await post(agent, '/account', '/operations/record/verify', {})).status).toBe(404)
    }
  })

  it('has the record verified, says who asked, and what was found', async () => {
    const admin = await agentOf({ organisation: 'brokerage', role: 'admin' })
    const path = '/operations/record'
    expect((await post(admin, path, `${path}/verify`, {})).status).toBe(303)
    expect((await admin.get(path)).text).toContain('A verification is under way: 0% done.')
    const [asked] = (await recordState()).verifications
    await linkAll()
    await runVerification(asked?._id ?? '')
    expect((await admin.get(path)).text).toContain('The record verifies')
    expect((await admin.get('/operations')).text).toContain('Had the record verified')

    await rows('events').updateOne({ 'subject.id': 'bbb' }, { $set: { 'payload.note': 'and this' } })
    await runVerification(null)
    const [found] = (await recordState()).verifications
    expect(found?.finding).toMatchObject({ fault: 'event-edited', chain: 'bbb', seq: 1 })
    expect((await admin.get(path)).text).toContain(found?.finding && findingWords(found.finding))
  })
})
