import { Refused } from '../../server/publication/publication.model.ts'
import { faultsOfRelease } from '../../server/publication/release-schema.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { type ChallengePeople, challengePeople } from '../challenges/challenges.people.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { tokenFor } from '../platform/sign-in.ts'

let app: TestApp
let people: ChallengePeople
let draft: ChallengeRecord
let open: ChallengeRecord

beforeAll(async () => {
  app = await startTestApp()
  people = await challengePeople(app)
  const own = { authorityId: people.council.id, authorityName: people.council.name }
  draft = await aChallenge({ ...own, kind: 'open', title: 'A draft </textarea><script>alert(1)</script>' })
  open = await aChallenge({ ...own, status: 'open', findATender: { noticeId: '012345-2026', ocid: '' } })
})
afterAll(() => app.stop())

const pathOf = ({ _id }: ChallengeRecord) => `/challenges/${_id}/notices`

describe('the notices of a challenge', () => {
  it('are listed for its people and the brokers, linked from its page, and for nobody else', async () => {
    const page = await people.buyer.get(`/challenges/${draft._id}`).expect(200)
    expect(page.text).toContain(`href="${pathOf(draft)}"`)
    const list = await people.viewer.get(pathOf(draft)).expect(200)
    expect(list.text).toContain('UK4 Tender notice: open procedure')
    expect(list.text).toContain('Due at this stage')
    expect(list.text).toContain('only if the procurement is terminated (withdrawn)')
    await people.broker.get(pathOf(draft)).expect(404)
    const filed = await people.broker.get(pathOf(open)).expect(200)
    expect(filed.text).toContain('Number given by a broker: 012345-2026.')
    await people.supplier.get(pathOf(open)).expect(403)
    await app.agent().get(pathOf(open)).expect(303)
    const theirs = await people.supplier.get(`/challenges/${open._id}`).expect(200)
    expect(theirs.text).not.toContain(pathOf(open))
  })

  it('are filled, say what is missing with links to where it goes, and break out of nothing', async () => {
    const { text } = await people.buyer.get(`${pathOf(draft)}/uk4-open`).expect(200)
    expect(text).toContain('Reaching the outcome: 75%')
    expect(text).toContain('[to be added: Estimated date of the award]')
    expect(text).not.toContain('<script>alert(1)')
    expect(text).toContain('<span class="muted">Only if the contract has options</span>')
    expect(text).toContain('href="/law#s-21"')
    const bare = await aChallenge({
      authorityId: people.council.id,
      authorityName: people.council.name,
      criteria: [],
    })
    const lacking = await people.buyer.get(`${pathOf(bare)}/uk4-below`).expect(200)
    expect(lacking.text).toContain(`href="/challenges/${bare._id}/edit/judging"`)
    await people.buyer.get(`${pathOf(draft)}/uk8`).expect(404)
    await people.buyer.get(`${pathOf(draft)}/constructor`).expect(404)
  })

  it('can be downloaded as a package of OCDS that is published nowhere', async () => {
    const { body, headers } = await people.buyer.get(`${pathOf(draft)}/uk4-open.json`).expect(200)
    expect(headers['content-disposition']).toContain('attachment')
    expect(headers['cache-control']).toBe('private, no-store')
    expect(body.releases.flatMap(faultsOfRelease)).toEqual([])
    expect(body.releases[0].tender.documents[0]).toMatchObject({ noticeType: 'UK4' })
    await app.agent().get(`/api/ocds/records/${body.releases[0].ocid}`).expect(404)
    await people.supplier.get(`${pathOf(open)}/uk4-below.json`).expect(403)
  })

  it('say of an exempted contract that the Act doesn’t regulate it, as its page and its data do', async () => {
    const exempted = await aChallenge({
      status: 'open',
      authorityId: people.council.id,
      authorityName: people.council.name,
      noNoticeException: 'not-regulated',
      noNoticeReason: 'It is research for the public.',
    })
    const page = await people.supplier.get(`/challenges/${exempted._id}`).expect(200)
    expect(page.text).toContain('Open competition, not regulated by the Act')
    expect(page.text).not.toContain('Below-threshold competition')
    const { body } = await people.buyer.get(`${pathOf(exempted)}/uk4-below.json`).expect(200)
    expect(body.releases[0].tender).not.toHaveProperty('aboveThreshold')
    expect(body.releases[0].tender.procurementMethodRationale).toBe('It is research for the public.')
  })

  it('of a demonstration have invented numbers, which link to nothing real', async () => {
    const invented = await aChallenge({
      status: 'open',
      authorityId: people.council.id,
      authorityName: people.council.name,
      isExample: true,
      findATender: { noticeId: '099901-2026', ocid: 'ocds-h6vhtk-f00a01' },
    })
    const page = await people.supplier.get(`/challenges/${invented._id}`).expect(200)
    expect(page.text).toContain('(an invented number)')
    const list = await people.broker.get(pathOf(invented)).expect(200)
    expect(list.text).toContain('099901-2026 is an invented number')
    const { body } = await people.buyer.get(`${pathOf(invented)}/uk4-below.json`).expect(200)
    expect(body.releases[0].relatedProcesses).toMatchObject([{ identifier: 'ocds-h6vhtk-f00a01' }])
    for (const text of [page.text, list.text, JSON.stringify(body.releases)])
      expect(text).not.toContain('find-tender.service.gov.uk/Notice')
    const real = await people.supplier.get(`/challenges/${open._id}`).expect(200)
    expect(real.text).toContain('href="https://www.find-tender.service.gov.uk/Notice/012345-2026"')
    expect(real.text).toContain('(number given by a broker)')
  })

  it('say to those concerned when open data could not be published', async () => {
    await Refused.create([
      { _id: newId(), challengeId: open._id, faults: ['/tender/title must be string'], at: new Date() },
    ])
    const { text } = await people.broker.get(pathOf(open)).expect(200)
    expect(text).toContain('/tender/title must be string')
    const desk = await people.broker.get('/desk').expect(200)
    expect(desk.text).toContain(`href="${pathOf(open)}"`)
  })

  it('are the same for programs', async () => {
    const token = await tokenFor(app.agent(), await aPerson({ organisation: people.council }))
    const ask = (path: string) => app.agent().get(`/api/v1${path}`).set('authorization', `Bearer ${token}`)
    const list = await ask(pathOf(draft)).expect(200)
    expect(list.body.items.find(({ notice }: { notice: string }) => notice === 'uk4-open')).toMatchObject({
      turn: 'now',
      need: 'must',
    })
    const one = await ask(`${pathOf(draft)}/uk4-open`).expect(200)
    expect(one.body.text).toContain('UK4 Tender notice: open procedure')
    expect(faultsOfRelease(one.body.release)).toEqual([])
    await app
      .agent()
      .get(`/api/v1${pathOf(open)}`)
      .expect(401)
  })
})
