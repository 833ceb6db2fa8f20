import type supertest from 'supertest'
import type { Page } from 'playwright-core'
import { testPassword } from '../identity/identity.factory.ts'
import { csrfIn } from './app.ts'

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

/** Signs a person in, in a real browser, by typing. */
export async function signInBrowser(page: Page, { email, password = testPassword }: Somebody): Promise<void> {
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
