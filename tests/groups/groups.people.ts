import { findAuthorityByCode, loadAuthorities, type Organisation } from '../../server/organisations/index.ts'
import { Organisation as Organisations } from '../../server/organisations/organisations.model.ts'
import { Engagement } from '../../server/groups/groups.engagements.model.ts'
import { type Agent, dateWords } from '../challenges/challenges.forms.ts'
import { aPerson } from '../identity/identity.factory.ts'
import type { TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'

/** A council of the register that is confirmed. */
export async function aCouncil(code: string): Promise<Organisation> {
  const council = (await findAuthorityByCode(code)) as Organisation
  await Organisations.updateOne({ _id: council.id }, { $set: { status: 'verified' } })
  return council
}

async function signedIn(app: TestApp, facts: Parameters<typeof aPerson>[0]) {
  const person = await aPerson(facts)
  const agent: Agent = app.agent()
  await signInAs(agent, person)
  return { agent, id: person.id, email: person.email }
}

/** People of three councils, a broker and a supplier, signed in. */
export async function groupPeople(app: TestApp) {
  await loadAuthorities()
  const [first, second, third] = [await aCouncil('PEN'), await aCouncil('BUN'), await aCouncil('LDS')]
  return {
    councils: { first, second, third },
    organiser: await signedIn(app, { organisation: first, name: 'Olive Organiser' }),
    member: await signedIn(app, { organisation: second, name: 'Mo Member' }),
    outsider: await signedIn(app, { organisation: third, name: 'Odd Outsider' }),
    viewer: await signedIn(app, { organisation: third, role: 'viewer' }),
    broker: await signedIn(app, { organisation: 'brokerage' }),
    supplier: await signedIn(app, { organisation: 'supplier' }),
  }
}
export type GroupPeople = Awaited<ReturnType<typeof groupPeople>>

/** An engagement as its form sends it. */
export const plan = () => ({
  title: 'What finds damp?',
  learn: 'What works.',
  questions: 'What does it cost?\nWho reads it?',
  startsAt: { ...dateWords(20), time: '10am' },
  minutes: '90',
  place: 'Online',
  registerBy: { ...dateWords(15), time: '5pm' },
})

/** As if it had begun so long ago. */
export const begin = (path: string, agoMs: number) =>
  Engagement.updateOne(
    { _id: path.split('/').at(-1) ?? '' },
    { $set: { startsAt: new Date(Date.now() - agoMs), registerBy: new Date(Date.now() - 1e7) } },
  )
