import { acceptIntroduction } from '../../server/matching/matching.introduce.service.ts'
import { contactPolicy } from '../../server/organisations/organisations.policy.ts'
import { saveSupplierProfile } from '../../server/organisations/organisations.profile.service.ts'
import type { Organisation } from '../../server/organisations/organisations.service.ts'
import { system } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { anEngagement, aProposal, twoSuppliers } from '../matching/introductions.factory.ts'
import { allowed } from '../platform/actors.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aSupplier } from './organisations.factory.ts'

const facts = { id: 'supplier', isContactPublic: false, isIntroduced: false }
const own = ['supplier', 'supplierViewer', 'broker', 'system']

it.each([
  ['kept', {}, own],
  ['published', { isContactPublic: true }, allowed(({ kind }) => kind !== 'visitor')],
  ['kept, and the two were introduced', { isIntroduced: true }, allowed(({ kind }) => kind !== 'visitor')],
])('a contact that is %s is read by', (_, changes, who) => {
  expect(allowed((actor) => contactPolicy.see(actor, { ...facts, ...changes })).sort()).toEqual(who.sort())
})

describe('the contact of a profile', () => {
  let app: TestApp
  let firm: Organisation
  const email = 'team@damp.example'
  const contact = { name: 'Team', email, phone: '01632 960001' }

  beforeAll(async () => {
    app = await startTestApp()
    firm = (await aSupplier({ profile: { whatWeDo: 'Sensors', contact } })).supplier
  })
  afterAll(() => app.stop())

  type Person = Awaited<ReturnType<typeof aPerson>> | null
  /** Whether page and API show it; they must agree. */
  async function isShown(person: Person, supplier = firm, address = email): Promise<boolean> {
    const agent = app.agent()
    if (person) await signInAs(agent, person)
    const page = await agent.get(`/suppliers/${supplier.id}`).expect(200)
    const bearer = person ? { authorization: `Bearer ${await tokenFor(app.agent(), person)}` } : {}
    const { body } = await app.agent().get(`/api/v1/suppliers/${supplier.id}`).set(bearer).expect(200)
    const isOnPage = page.text.includes(address)
    expect(body.contact?.email === address).toBe(isOnPage)
    expect(isOnPage || !JSON.stringify(body).includes(address)).toBe(true)
    return isOnPage
  }

  it('is for its own people and the brokers, until the supplier publishes it', async () => {
    const people = {
      own: await aPerson({ organisation: { id: firm.id }, role: 'viewer' }),
      broker: await aPerson({ organisation: 'brokerage' }),
      buyer: await aPerson({ organisation: 'authority' }),
      rival: await aPerson({ organisation: 'supplier' }),
      nobodys: await aPerson(),
    }
    const shownTo = async () => {
      const shown: string[] = []
      for (const [who, person] of Object.entries({ ...people, visitor: null }))
        if (await isShown(person)) shown.push(who)
      return shown
    }
    expect(await shownTo()).toEqual(['own', 'broker'])
    await saveSupplierProfile(system, firm.id, { isContactPublic: true })
    expect(await shownTo()).toEqual(['own', 'broker', 'buyer', 'rival', 'nobodys'])
  }, 60_000)

  it('is published by a box of its form, and by the API; saving something else leaves that as it is', async () => {
    const { supplier } = await aSupplier({ profile: { contact } })
    const person = await aPerson({ organisation: { id: supplier.id } })
    const agent = app.agent()
    await signInAs(agent, person)
    const page = '/organisation/profile/contact'
    const isTicked = /name="isContactPublic"[^>]*value="yes" checked/
    const { text } = await agent.get(page).expect(200)
    expect(text).not.toMatch(isTicked)
    const words = { _csrf: csrfIn(text), contact, isContactPublic: 'yes' }
    await agent.post(page).type('form').send(words).expect(303)
    expect((await agent.get(page)).text).toMatch(isTicked)
    const bearer = { authorization: `Bearer ${await tokenFor(app.agent(), person)}` }
    const patch = (body: object) =>
      app.agent().patch(`/api/v1/suppliers/${supplier.id}`).set(bearer).send(body)
    const kept = await patch({ contact: { ...contact, name: 'Desk' } }).expect(200)
    expect(kept.body).toMatchObject({ isContactPublic: true, contact: { name: 'Desk' } })
    expect((await patch({ isContactPublic: false }).expect(200)).body.isContactPublic).toBe(false)
    await patch({ isContactPublic: 'no' }).expect(422)
  }, 60_000)

  it('is read by whom the supplier was introduced to, once both have said yes', async () => {
    const { one, two } = await twoSuppliers()
    const { challenge, buyer } = await anEngagement()
    const { contact: given = contact } = (one.supplier.supplier ?? {}) as { contact?: typeof contact }
    const council = await aPerson({ organisation: buyer.organisation?.id ?? '' })
    const rival = await aPerson({ organisation: two.supplier.id })
    const { _id } = await aProposal(challenge._id, one.supplier.id)
    await acceptIntroduction(one.admin, _id)
    expect(await isShown(council, one.supplier, given.email)).toBe(false)
    await acceptIntroduction(buyer, _id)
    expect(await isShown(council, one.supplier, given.email)).toBe(true)
    expect(await isShown(rival, one.supplier, given.email)).toBe(false)
  }, 60_000)
})
