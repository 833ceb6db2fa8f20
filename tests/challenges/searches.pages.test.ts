import { noteFinds } from '../../server/challenges/challenges.finds.service.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { type Programs, programsOf, signInAs } from '../platform/sign-in.ts'
import { aChallenge } from './challenges.factory.ts'

type Agent = ReturnType<TestApp['agent']>

let app: TestApp
let owner: Agent
let other: Agent
let programs: Programs

beforeAll(async () => {
  app = await startTestApp()
  owner = app.agent()
  await signInAs(owner, await aPerson({ organisation: 'supplier', role: 'viewer' }))
  other = app.agent()
  await signInAs(other, await aPerson())
  programs = await programsOf(app, { ada: { organisation: 'supplier' }, ben: {} })
})
afterAll(() => app.stop())

const where = '/your-searches/new?q=falls&region=TLD&region=nonsense'

async function post(agent: Agent, page: string, path: string, body: object) {
  const { text } = await agent.get(page).expect(200)
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(text), ...body })
}

/** Saves by the form; where the search is changed. */
async function saved(agent: Agent, name: string): Promise<string> {
  await post(agent, where, where, { name, alert: 'weekly' })
  const { text } = await agent.get('/your-searches').expect(200)
  const href = new RegExp(`href="(/your-searches/[0-9A-Za-z]{24})">[^<]*<span[^>]*>: ${name}<`).exec(
    text,
  )?.[1]
  if (!href) throw new Error('It is not in the list')
  return href
}

describe('the pages of saved searches', () => {
  it('begin at the list, with what was searched for, and ask a visitor to sign in first', async () => {
    const list = await app.agent().get('/challenges?q=falls&region=TLD').expect(200)
    expect(list.text).toContain('/your-searches/new?q=falls&amp;state=open&amp;region=TLD')
    const visitor = await app.agent().get(where).expect(303)
    expect(visitor.headers['location']).toBe(`/sign-in?returnTo=${encodeURIComponent(where)}`)
    await app.agent().get('/your-searches').expect(303)
    const form = await owner.get(where).expect(200)
    expect(form.text).toContain('It looks for: “falls”, North West.')
    expect(form.text).toContain('value="falls, North West"')
  })

  it('save, show, change and delete; the words typed stay where something is wrong', async () => {
    expect((await owner.get('/your-searches')).text).toContain('No saved searches yet')
    const wrong = await post(owner, where, where, { name: ' ', alert: 'hourly' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Give the search a name')
    expect(wrong.text).toContain('Choose when you want to be told')
    const page = await saved(owner, 'Falls <here>'.replace(/[<>]/g, ''))
    const again = await post(owner, where, where, { name: 'Falls here', alert: 'daily' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('You have a saved search of this name already')
    const { _id, title } = await aChallenge({ status: 'open', regions: ['TLD4'] })
    await noteFinds(_id)
    const list = await owner.get('/your-searches').expect(200)
    for (const words of ['Falls here', '“falls”', 'once a week', title]) expect(list.text).toContain(words)
    expect((await post(owner, page, page, { name: 'Falls & trips', alert: 'none' })).status).toBe(303)
    expect((await owner.get('/your-searches?done=changed')).text).toContain('Falls &amp; trips')
    expect((await post(owner, page, `${page}/delete`, {})).status).toBe(303)
    await owner.get(page).expect(404)
  })

  it('change what they look for at the list, and keep the words of a name that is too long', async () => {
    const page = await saved(owner, 'Once falls')
    const change = /href="(\/challenges\?[^"]*search=[^"]*)"/.exec((await owner.get(page)).text)?.[1]
    const aimed = (change ?? '').replaceAll('&amp;', '&').replace('q=falls', 'q=potholes')
    const list = await owner.get(aimed).expect(200)
    expect(list.text).toContain('Save changes to Once falls')
    expect(list.text).toContain('Now: “potholes”, North West.')
    expect(list.text).toMatch(/<input type="hidden" name="search" value="[0-9A-Za-z]{24}">/)
    expect((await other.get(aimed).expect(200)).text).not.toContain('Save changes to')
    const action = /action="([^"]*\/criteria[^"]*)"/.exec(list.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((await post(other, where, action, {})).status).toBe(404)
    expect((await post(owner, aimed, action, {})).headers['location']).toBe('/your-searches?done=aimed')
    const after = await owner.get(page).expect(200)
    expect(after.text).toContain('It looks for: “potholes”, North West.')
    expect(after.text).not.toContain('maxlength')
    const long = 'potholes '.repeat(10).trim()
    const refused = await post(owner, page, page, { name: long, alert: 'none' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('The name must be 80 characters or fewer')
    expect(refused.text).toContain(`value="${long}"`)
    await post(owner, page, `${page}/delete`, {})
  })

  it('are for their owner alone', async () => {
    const page = await saved(owner, 'Mine')
    await other.get(page).expect(404)
    expect((await other.get('/your-searches')).text).not.toContain('Mine')
    const foreign = await post(other, where, page, { name: 'Yours', alert: 'none' })
    expect(foreign.status).toBe(404)
    expect((await post(other, where, `${page}/delete`, {})).status).toBe(404)
    expect((await owner.get('/your-searches')).text).toContain('Mine')
  })
})

describe('for programs', () => {
  it('they are saved, listed, changed and deleted under the same rules', async () => {
    const search = { q: 'falls', region: ['TLD'] }
    const made = await programs.call('ada', 'post', '/saved-searches', { name: 'Falls', search }).expect(201)
    expect(made.body).toMatchObject({ name: 'Falls', alert: 'at-once', search: { ...search, state: 'open' } })
    const path = `/saved-searches/${made.body.id}`
    await programs.call('ada', 'patch', path, { alert: 'daily' }).expect(200)
    const another = { search: { q: 'potholes' } }
    const changed = await programs.call('ada', 'patch', path, another).expect(200)
    expect(changed.body).toMatchObject({ name: 'Falls', search: { q: 'potholes', region: [] } })
    const list = await programs.call('ada', 'get', '/saved-searches').expect(200)
    expect(list.body.items).toMatchObject([{ name: 'Falls', alert: 'daily' }])
    expect((await programs.call('ben', 'get', '/saved-searches').expect(200)).body.items).toEqual([])
    for (const method of ['patch', 'delete'] as const)
      await programs.call('ben', method, path, {}).expect(404)
    await programs.call(null, 'get', '/saved-searches').expect(401)
    await programs.call('ada', 'post', '/saved-searches', { name: 'Falls', search }).expect(409)
    await programs.call('ada', 'delete', path).expect(204)
    await programs.call('ada', 'delete', path).expect(404)
  })

  it.each([
    [{ region: ['Lancashire'] }, '/search/region/0', 'Give an ITL 1 region, like TLD'],
    [{ words: 'falls' }, '/search/words', 'not a field'],
    [{ budget: ['lots'] }, '/search/budget/0', 'Choose of none, up-to-25k'],
  ])('what cannot be searched for is refused by name: %j', async (search, field, words) => {
    const answer = await programs
      .call('ada', 'post', '/saved-searches', { name: 'Wrong', search })
      .expect(422)
    expect(JSON.stringify(answer.body)).toContain(field)
    expect(JSON.stringify(answer.body)).toContain(words)
  })
})
