import type supertest from 'supertest'
import type { Page } from 'playwright-core'
import { io, type Socket } from 'socket.io-client'
import { broadcast, personAudience } from '../../server/platform/live.ts'
import { aPerson, testPassword } from '../identity/identity.factory.ts'
import { csrfIn, type TestApp, until } from './app.ts'

interface Somebody {
  email: string
  password?: string
}

type Agent = ReturnType<typeof supertest.agent>

/** Signs a person of the factory in, by the form, and keeps the cookie in the agent. */
export async function signInAs(agent: Agent, { email, password = testPassword }: Somebody): Promise<void> {
  const page = await agent.get('/sign-in').expect(200)
  await agent
    .post('/sign-in')
    .type('form')
    .send({ _csrf: csrfIn(page.text), email, password })
    .expect(303)
}

/** Signs a person in, in a real browser, without opening a page: where signing in is not what is tested. */
export async function signInBrowser(page: Page, { email, password = testPassword }: Somebody): Promise<void> {
  const shown = await page.request.get('/sign-in')
  const form = { _csrf: csrfIn(await shown.text()), email, password }
  const answer = await page.request.post('/sign-in', { form, maxRedirects: 0 })
  if (answer.status() !== 303) throw new Error(`Signing ${email} in was answered with ${answer.status()}`)
}

/** Signs a person in, in a real browser, by typing. */
export async function signInByTyping(
  page: Page,
  { email, password = testPassword }: Somebody,
): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await Promise.all([
    page.waitForURL((url) => url.pathname !== '/sign-in'),
    page.getByRole('button', { name: 'Sign in' }).click(),
  ])
}

/** A token for the API, made as a program would. */
export async function tokenFor(
  agent: Agent,
  { email, password = testPassword }: Somebody,
  organisationId?: string,
): Promise<string> {
  const body = {
    email,
    password,
    name: 'test',
    expiresInDays: 7,
    ...(organisationId ? { organisationId } : {}),
  }
  const answer = await agent.post('/api/v1/tokens').send(body).expect(201)
  return (answer.body as { token: string }).token
}

/** Several people of the factory as programs: their tokens, and calls of the API as one of them, or as nobody. */
export interface Programs {
  tokens: Record<string, string>
  call: (
    who: string | null,
    method: 'get' | 'post' | 'patch' | 'put' | 'delete',
    path: string,
    body?: object,
  ) => supertest.Test
}

/** @param people by what they are called in the test */
export async function programsOf(
  app: TestApp,
  people: Record<string, Parameters<typeof aPerson>[0]>,
): Promise<Programs> {
  const tokens: Programs['tokens'] = {}
  for (const [who, facts] of Object.entries(people))
    tokens[who] = await tokenFor(app.agent(), await aPerson(facts))
  const call: Programs['call'] = (who, method, path, body) => {
    const request = app.agent()[method](`/api/v1${path}`)
    if (who) request.set('Authorization', `Bearer ${tokens[who]}`)
    return body ? request.send(body) : request
  }
  return { tokens, call }
}

/** A live connection of a browser that is signed in, once it hears what concerns the person. */
export async function listenAs(app: TestApp, agent: Agent, userId: string): Promise<Socket> {
  const access = { path: '/', domain: '127.0.0.1', secure: false, script: false }
  const socket = io(app.url, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { Cookie: `foothold=${agent.jar.getCookie('foothold', access)?.value}`, Origin: app.url },
  })
  let hasHeard = false
  socket.on('test:news', () => {
    hasHeard = true
  })
  await until(() => {
    broadcast(personAudience(userId), 'test:news', {})
    return hasHeard
  })
  return socket
}

/** Signs each of these people in, as a browser and as a program. @returns agents with cookies, and tokens, by who it is */
export async function signInEach<Who extends string>(
  app: TestApp,
  people: Record<Who, Awaited<ReturnType<typeof aPerson>>>,
): Promise<{ agents: Record<Who, ReturnType<TestApp['agent']>>; tokens: Record<Who, string> }> {
  const agents = {} as Record<Who, ReturnType<TestApp['agent']>>
  const tokens = {} as Record<Who, string>
  for (const who of Object.keys(people) as Who[]) {
    agents[who] = app.agent()
    await signInAs(agents[who], people[who])
    tokens[who] = await tokenFor(app.agent(), people[who])
  }
  return { agents, tokens }
}
