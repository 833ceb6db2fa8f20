import { actorOfPerson } from '../../server/identity/index.ts'
import { invitePartner, saveConsortium } from '../../server/proposals/proposals.consortium.service.ts'
import { answerPartnership } from '../../server/proposals/proposals.partnerships.service.ts'
import { emptyPlan } from '../../shared/proposals/consortium.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { htmlFaults } from '../platform/html-faults.ts'
import { signInAs } from '../platform/sign-in.ts'
import { aCompleteDraft, anAnswerableChallenge } from './proposals.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

it('is a page for the partner to whom the lead opened it, and for nobody else', async () => {
  const people = {
    lead: await aPerson({ organisation: 'supplier' }),
    partner: await aPerson({ organisation: 'supplier' }),
    rival: await aPerson({ organisation: 'supplier' }),
    broker: await aPerson({ organisation: 'brokerage' }),
  }
  const [lead, partner] = [await actorOfPerson(people.lead.id), await actorOfPerson(people.partner.id)]
  const challenge = await anAnswerableChallenge()
  const { id } = await aCompleteDraft(lead, challenge._id)
  const organisationId = people.partner.organisationId ?? ''
  const wanted = { organisationId, email: '', role: 'To fit sensors', share: null }
  const partnership = await invitePartner(lead, id, wanted)
  await answerPartnership(partner, partnership.id, 'accept')
  const page = `/partnerships/${partnership.id}`
  const agent = app.agent()
  await signInAs(agent, people.partner)
  await agent.get(`${page}/draft`).expect(404)
  expect((await agent.get(page).expect(200)).text).not.toContain(`${page}/draft`)

  await saveConsortium(lead, id, { ...emptyPlan(), isOpenToPartners: true })
  expect((await agent.get(page).expect(200)).text).toContain(`href="${page}/draft"`)
  const { text } = await agent.get(`${page}/draft`).expect(200)
  expect(text).toContain('CANARY-approach')
  expect(htmlFaults(text)).toEqual([])
  for (const who of ['rival', 'broker'] as const) {
    const other = app.agent()
    await signInAs(other, people[who])
    await other.get(`${page}/draft`).expect(404)
  }
})
