import { invitationLink, membersOf } from '../../server/organisations/index.ts'
import { Invitation } from '../../server/organisations/organisations.people.model.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

type Agent = ReturnType<TestApp['agent']>

async function post(agent: Agent, page: string, to: string, words: object) {
  const shown = await agent.get(page).expect(200)
  return agent
    .post(to)
    .type('form')
    .send({ _csrf: csrfIn(shown.text), ...words })
}

async function agentOf(person: { email: string }): Promise<Agent> {
  const agent = app.agent()
  await signInAs(agent, person)
  return agent
}

describe('members and invitations', () => {
  it('invites, shows who waits, and lets the invited person in by their address only', async () => {
    const admin = await aPerson({ organisation: 'supplier', role: 'admin' })
    const agent = await agentOf(admin)
    const wrong = await post(agent, '/organisation', '/organisation/invitations', {
      email: 'nobody',
      role: 'king',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="nobody"')
    const words = { email: 'Colleague@Testing.example', role: 'viewer' }
    expect((await post(agent, '/organisation', '/organisation/invitations', words)).status).toBe(303)
    expect((await agent.get('/organisation')).text).toContain('colleague@testing.example')

    const invited = await Invitation.findOne({ email: 'colleague@testing.example' }).lean()
    const link = new URL(invitationLink(invited?._id ?? '')).pathname
    expect(JSON.stringify(invited)).not.toContain(link.split('/').at(-1))
    expect((await app.agent().get(link).expect(200)).text).toContain('Sign in')

    const stranger = await agentOf(await aPerson())
    expect((await post(stranger, link, link, {})).status).toBe(403)
    const colleague = await agentOf(await aPerson({ email: 'colleague@testing.example' }))
    expect((await post(colleague, link, link, {})).status).toBe(303)
    const members = await membersOf(admin.organisationId ?? '')
    expect(members.map(({ role }) => role)).toEqual(['admin', 'viewer'])
    expect((await colleague.get('/organisation')).text).not.toContain('Invite somebody')
    expect((await app.agent().get(link)).text).toContain('has been used')
  })

  it('keeps the last administrator', async () => {
    const admin = await aPerson({ organisation: 'supplier', role: 'admin' })
    const agent = await agentOf(admin)
    const page = `/organisation/members/${admin.id}`
    const refused = await post(agent, page, `${page}/role`, { role: 'viewer' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('only administrator')
    expect((await post(agent, page, `${page}/remove`, {})).status).toBe(409)
    const other = await aPerson({ organisation: { id: admin.organisationId ?? '' } })
    await post(agent, `/organisation/members/${other.id}`, `/organisation/members/${other.id}/role`, {
      role: 'admin',
    })
    expect((await post(agent, page, `${page}/remove`, {})).status).toBe(303)
    await agent.get(page).expect(404)
  })

  it('shows a member of one organisation to nobody of another', async () => {
    const mine = await agentOf(await aPerson({ organisation: 'supplier', role: 'admin' }))
    const stranger = await aPerson({ organisation: 'supplier' })
    await mine.get(`/organisation/members/${stranger.id}`).expect(404)
  })
})
