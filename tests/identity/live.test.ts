import type { Socket } from 'socket.io-client'
import { addMember, changeRole, createOrganisation } from '../../server/organisations/index.ts'
import { system } from '../../shared/platform/actor.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { listenAs, signInAs } from '../platform/sign-in.ts'
import { aPerson } from './identity.factory.ts'

let app: TestApp
const sockets: Socket[] = []
beforeAll(async () => {
  app = await startTestApp({ workers: true })
})
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await app.stop()
})

type Agent = ReturnType<TestApp['agent']>

/** A live connection of the browser that hears what concerns the person. */
async function listen(agent: Agent, userId: string): Promise<Socket> {
  const socket = await listenAs(app, agent, userId)
  sockets.push(socket)
  return socket
}

describe('a live connection', () => {
  it('ends when its browser signs out, and only that one', async () => {
    const person = await aPerson()
    const [here, there] = [app.agent(), app.agent()]
    await signInAs(here, person)
    await signInAs(there, person)
    const [mine, other] = [await listen(here, person.id), await listen(there, person.id)]
    const { text } = await here.get('/account')
    await here
      .post('/sign-out')
      .type('form')
      .send({ _csrf: csrfIn(text) })
      .expect(303)
    await until(() => mine.disconnected, 2000)
    expect(other.connected).toBe(true)

    await there
      .post('/account/sign-ins/end-others')
      .type('form')
      .send({ _csrf: csrfIn((await there.get('/account')).text) })
    expect(other.connected).toBe(true)
  })

  it('ends when the person may do something else from now on', async () => {
    const bySystem = { status: 'verified', isExample: true } as const
    const firm = await createOrganisation(system, { kind: 'supplier', name: 'A firm', bySystem })
    const person = await aPerson({ organisation: firm, role: 'member' })
    const boss = await aPerson()
    await addMember(system, firm.id, { ...boss, userId: boss.id }, 'admin')
    const agent = app.agent()
    await signInAs(agent, person)
    const socket = await listen(agent, person.id)
    await changeRole(system, firm.id, person.id, 'viewer')
    await until(() => socket.disconnected)
    expect((await agent.get('/account')).status).toBe(200)
  })
})
