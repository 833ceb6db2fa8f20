import { Challenge } from '../../server/challenges/challenges.model.ts'
import { rebuildEvidence } from '../../server/evidence/index.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { type Programs, programsOf } from '../platform/sign-in.ts'
import { aRecordOfAwards } from './awards.factory.ts'

let app: TestApp
let call: Programs['call']
beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  const council = (await findAuthorityByCode('BBD'))?.id ?? ''
  await aRecordOfAwards()
  await rebuildEvidence()
  ;({ call } = await programsOf(app, {
    officer: { organisation: council },
    viewer: { organisation: council, role: 'viewer' },
    broker: { organisation: 'brokerage' },
  }))
}, 60_000)
afterAll(() => app.stop())

const of = '/evidence/authorities/BBD'

describe('what is on record of an authority, for programs', () => {
  it('says by year what it bought, from whom, and how much of small firms, as its page does', async () => {
    const { body } = await call(null, 'get', of).expect(200)
    expect(body).toMatchObject({
      years: [
        { year: 2025, awards: 6, awardsWithValue: 6, pence: 600_000_00 },
        { year: 2024, awards: 1, awardsWithValue: 0, pence: 0 },
      ],
      toSmallFirms: { value: 4 / 7, counted: 7, notKnown: 0 },
      buysFrom: [
        { name: 'Small Grit Ltd', awards: 4, share: 4 / 7, pence: 400_000_00 },
        { name: 'Large Grit plc', awards: 3, share: 3 / 7, pence: 200_000_00 },
      ],
    })
  })

  it('leads from a contract that ends to a draft, for those who act for that authority alone', async () => {
    const { body } = await call(null, 'get', of).expect(200)
    const [{ id: award }] = body.ending as [{ id: string }]
    const begin = (who: 'officer' | 'viewer' | 'broker' | null, from = award) =>
      call(who, 'post', `${of}/challenges`, { award: from })
    await begin(null).expect(401)
    for (const who of ['viewer', 'broker'] as const) await begin(who).expect(403)
    await begin('officer', 'unheard-of').expect(404)
    const made = await begin('officer').expect(201)
    expect(await Challenge.findById(made.body.id).lean()).toMatchObject({
      status: 'draft',
      title: 'Gritting at night',
      regions: ['TLD'],
    })
  })
})
