import { Challenge } from '../../server/challenges/challenges.model.ts'
import { countChallenge, rebuildEvidence } from '../../server/evidence/index.ts'
import { CountedAwards, CountedChallenges, State } from '../../server/evidence/evidence.model.ts'
import { evidenceState } from '../../server/evidence/evidence.state.service.ts'
import { newestEvents } from '../../server/audit/index.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { addMonths, dayOf } from '../../shared/coaching/law/periods.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { htmlFaults } from '../platform/html-faults.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { aRecordOfAwards } from './awards.factory.ts'

let app: TestApp
let councilId: string

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  await loadAuthorities()
  councilId = (await findAuthorityByCode('BBD'))?.id ?? ''
  await aRecordOfAwards()
  await rebuildEvidence()
}, 60_000)
afterAll(() => app.stop())

const page = async (path: string, status = 200) => (await app.agent().get(path).expect(status)).text

async function memberOf(organisation: string, role: 'admin' | 'viewer' = 'admin') {
  const agent = app.agent()
  await signInAs(agent, await aPerson({ organisation, role }))
  return agent
}

describe('the evidence', () => {
  it('is for everybody, each figure with how sure it is and the way to its records', async () => {
    const text = await page('/evidence?authority=BBD')
    expect(text).toContain('57%')
    expect(text).toMatch(/between 25% and 84%, of 7/)
    expect(text).toContain('href="/evidence/records?figure=sme&amp;from=public&amp;authority=BBD"')
    expect(text).toContain('£600k')
  })

  it('says of too few how many, and draws nothing of them', async () => {
    const text = await page('/evidence?year=2024')
    expect(text).toContain('Too few to say: 1')
    expect(text).not.toMatch(/id="drawn-(?:firms|procedures)"/)
    expect(text).toContain('Too few to draw: 1. We draw nothing of fewer than 5.')
  })

  it('holds no style and no script of its own: the policy of the page would refuse both', async () => {
    const text = await page('/evidence')
    const drawings = text.match(/<svg class="evidence-chart__drawing"[\s\S]*?<\/svg>/g) ?? []
    expect(drawings.length).toBeGreaterThan(2)
    for (const drawing of drawings) {
      expect(drawing).not.toMatch(/style|<script|href=/)
      expect(drawing).toMatch(/role="img" aria-labelledby="drawn-[a-z-]+ told-[a-z-]+"/)
      expect(drawing).toContain('class="chart-value"')
    }
  })

  it('takes its choice from the address, and leaves out what is no filter', async () => {
    const text = await page('/evidence?authority=bbd&year=2025')
    expect(text).toContain('Blackburn with Darwen Borough Council, 2025')
    expect(text).toContain(
      'href="/evidence/records?figure=awards&amp;from=public&amp;authority=BBD&amp;year=2025"',
    )
    expect(await page('/evidence?utm_source=x&authority=')).toContain('All of Foothold')
  })

  it.each([
    ['/evidence?region=nowhere', 400, 'Give one region by its code, like TLD', '/evidence'],
    ['/evidence?category=1&year=2025', 400, 'Give one category by its code', '/evidence?year=2025'],
    ['/evidence?year=2024&year=2025', 400, 'Give one year, like 2026', '/evidence'],
    ['/evidence?authority=XYZ', 404, 'no authority with the code XYZ', '/evidence'],
    ['/evidence?region=TLZ', 404, 'no region with the code TLZ', '/evidence'],
    ['/evidence?category=99000000', 404, 'no category with the code 99000000', '/evidence'],
    ['/evidence?year=2019&region=TLD', 404, 'of the year 2019', '/evidence?region=TLD'],
    ['/evidence/figures.csv?year=2019', 404, 'of the year 2019', '/evidence'],
    ['/evidence/records?figure=luck&year=2025', 404, 'There is no such figure', '/evidence?year=2025'],
    ['/evidence/records?figure=awards&page=x', 400, 'Give a whole number', '/evidence/records?figure=awards'],
    ['/evidence/records?figure=awards&page=9', 404, 'the last is page 2', '/evidence/records?figure=awards'],
    ['/evidence/records?figure=price&from=public', 404, 'Public record does not', 'records?figure=price'],
    ['/evidence/records?figure=awards&from=here', 404, 'no records of Foothold', 'records?figure=awards'],
  ])('%s is refused, by the name of what is wrong, with the way back', async (path, status, words, back) => {
    const text = await page(path, status)
    expect(text).toContain(words)
    expect(text).toContain(`${back.replaceAll('&', '&amp;')}">`)
  })

  it('shows the records behind a figure, and their number is the figure', async () => {
    const text = await page('/evidence/records?figure=sme&from=public&year=2025')
    expect(text).toContain('6 records behind it')
    expect(text).toContain('Small or medium')
    expect(text).toContain('href="https://www.contractsfinder.service.gov.uk/Notice/1"')
    expect(await page('/evidence/records?figure=spend&authority=BBD')).toContain('6 records behind it')
    expect(await page('/evidence/records?figure=challenges')).toContain('Nothing is counted here yet')
  })

  it('leads from each line of a drawing to its own records, also where another year is chosen', async () => {
    const text = await page('/evidence?authority=BBD&year=2025')
    expect(text).toContain(
      'href="/evidence/records?figure=awards&amp;from=public&amp;authority=BBD&amp;year=2024"',
    )
    expect(text).toContain('href="/evidence/records?figure=awards&amp;from=public&amp;authority=BBD"')
    expect(text).toContain(
      'href="/evidence/records?figure=fresh&amp;from=public&amp;authority=BBD&amp;year=2025"',
    )
  })

  it('gives tables as files, with the mark by which spreadsheets know their letters', async () => {
    const file = await app.agent().get('/evidence/firms.csv?authority=BBD').expect(200)
    expect(file.text.startsWith('\uFEFFgroup,')).toBe(true)
    expect(file.headers['content-type']).toContain('text/csv')
    expect(file.text).toContain('"Small or medium, on record",0.571')
    expect(await page('/evidence/figures.csv?year=2024')).toContain(
      'awards,Awards on public record,public record,1,',
    )
    await page('/evidence/unheard-of.csv', 404)
  })

  it('gives a report of a year, and none of a year of nothing', async () => {
    const report = await app
      .agent()
      .get('/evidence/report/2025.pdf')
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = []
        res.on('data', (part: Buffer) => parts.push(part))
        res.on('end', () => done(null, Buffer.concat(parts)))
      })
    expect(report.status).toBe(200)
    expect((report.body as Buffer).toString('latin1')).toMatch(/^%PDF-1\.7[\s\S]*\/MarkInfo/)
    await page('/evidence/report/2019.pdf', 404)
    await page('/evidence/report/soon.pdf', 404)
  })

  it('gives programs the same, and refuses what they misspell', async () => {
    const { body } = await app.agent().get('/api/v1/evidence?authority=BBD').expect(200)
    const sme = (body as { figures: { id: string; publicRecord: unknown }[] }).figures.find(
      ({ id }) => id === 'sme',
    )
    expect(sme?.publicRecord).toMatchObject({ value: 4 / 7, counted: 7, notKnown: 0 })
    await app.agent().get('/api/v1/evidence?authorities=BBD').expect(400)
    await app.agent().get('/api/v1/evidence?year=now').expect(400)
    const unknown = await app.agent().get('/api/v1/evidence?authority=XYZ').expect(404)
    expect(unknown.body).toMatchObject({ code: 'not-found', errors: [{ pointer: '/authority' }] })
    await app.agent().get('/api/v1/evidence/records?figure=luck').expect(400)
    await app.agent().get('/api/v1/evidence/records?figure=sme&year=2019').expect(404)
    await app.agent().get('/api/v1/evidence/records?figure=awards&page=9').expect(404)
    const records = await app.agent().get('/api/v1/evidence/records?figure=spend&authority=BBD').expect(200)
    expect(records.body).toMatchObject({ from: 'public', total: 6 })
    await app.agent().post('/api/v1/evidence/rebuild').expect(401)
  })
})

describe('what is on record of an authority', () => {
  it('says what it buys, from whom, how concentrated, and what ends soon', async () => {
    const text = await page('/authorities/bbd/record')
    expect(text).toContain('£600k in 6 of 7 awards')
    expect(text).toContain('Too few awards to say how concentrated it is: 7.')
    expect(text).toContain('57%')
    expect(text).toContain('Gritting at night')
    expect(text).not.toContain('Gritting for ever')
    expect(text).toContain('Of 7 awards on record, 4 do not say when the contract ends.')
    expect(htmlFaults(text)).toEqual([])
    expect(text).not.toContain('Start a challenge from this')
    // 0.75² + 0.25² = 0.625, as of 1.6 equal ones.
    const much = await page('/authorities/BPL/record')
    expect(much).toContain('as if over 2 suppliers of one size; the greatest has 75%')
    expect(much).toContain('That is highly concentrated.')
    expect(much).toContain('index 0.63')
    await page('/authorities/NONE/record', 404)
  })

  it('leads from a contract that ends to a draft, for those who act for that authority alone', async () => {
    const officer = await memberOf(councilId)
    const shown = (await officer.get('/authorities/BBD/record').expect(200)).text
    expect(shown).toContain('Start a challenge from this')
    const send = (agent: typeof officer, text: string, award: string) =>
      agent
        .post('/authorities/BBD/record/challenges')
        .type('form')
        .send({ _csrf: csrfIn(text), award })
    const answer = await send(officer, shown, 'soon').expect(303)
    const id = /^\/challenges\/([^/]+)\/edit$/.exec(answer.headers['location'] ?? '')?.[1] ?? ''
    const draft = await Challenge.findById(id).lean()
    expect(draft).toMatchObject({
      title: 'Gritting at night',
      cpv: ['45000000'],
      regions: ['TLD'],
      authorityId: councilId,
    })
    expect(draft?.context).toContain('with Large Grit plc. It ends on')
    await send(officer, shown, 'unheard-of').expect(404)
    // Its own contracts are for its own people alone: nobody else reads of them here.
    const awarded = { outcome: 'awarded', at: new Date() } as const
    const { _id } = await aChallenge({ authorityId: councilId, status: 'closed', conclusion: awarded })
    const endsOn = addMonths(dayOf(new Date()), 6)
    const contract = {
      submissionId: 'one',
      title: 'Dry homes: pilot',
      endsOn,
      supplier: { id: 'x', name: 'Dry Ltd' },
    }
    await Decision.create({ _id, decidedAt: new Date(), contracts: [contract] } as never)
    expect((await officer.get('/authorities/BBD/record').expect(200)).text).toContain('Dry homes: pilot')
    const own = await send(officer, shown, `here ${_id} one`).expect(303)
    const begun = await Challenge.findById(own.headers['location']?.split('/')[2]).lean()
    expect([begun?.title, begun?.context]).toEqual([
      'Dry homes: pilot',
      expect.stringContaining('with Dry Ltd'),
    ])
    for (const agent of [await memberOf(councilId, 'viewer'), await memberOf('brokerage')]) {
      const theirs = (await agent.get('/authorities/BBD/record').expect(200)).text
      for (const hidden of ['Start a challenge from this', 'Dry homes: pilot'])
        expect(theirs).not.toContain(hidden)
      await send(agent, theirs, 'soon').expect(403)
    }
  })

  it('leads to what comes next from the list of its own challenges, where there is any', async () => {
    const link = 'href="/authorities/BBD/record"'
    const own = async (agent: Awaited<ReturnType<typeof memberOf>>) =>
      (await agent.get('/your-challenges').expect(200)).text
    expect(await own(await memberOf(councilId))).toContain(link)
    expect(await own(await memberOf(councilId, 'viewer'))).not.toContain(link)
    const nothingEnds = (await findAuthorityByCode('BPL'))?.id ?? ''
    expect(await own(await memberOf(nothingEnds))).not.toContain('/record"')
  })

  it('lists its challenges on its page, and only the public ones', async () => {
    const challenge = await aChallenge({
      authorityId: councilId,
      authorityName: 'Blackburn',
      title: 'Warm and dry',
      status: 'open',
    })
    await aChallenge({ authorityId: councilId, title: 'A secret draft' })
    await countChallenge(challenge._id)
    const text = await page('/authorities/BBD')
    expect(text).toContain(`href="/challenges/${challenge._id}"`)
    expect(text).toContain('/authorities/BBD/record')
    expect(text).not.toContain('A secret draft')
  })
})

it('is counted anew when a broker asks, on record, and no one else', async () => {
  const broker = await memberOf('brokerage')
  const shown = (await broker.get('/evidence/method').expect(200)).text
  await CountedAwards.deleteMany({})
  const before = (await evidenceState()).build
  await broker
    .post('/evidence/rebuild')
    .type('form')
    .send({ _csrf: csrfIn(shown) })
    .expect(303)
  await until(
    async () => (await evidenceState()).build > before && (await CountedAwards.countDocuments()) === 27,
  )
  expect(await newestEvents('evidence.rebuild-asked', 5)).toHaveLength(1)
  const officer = await memberOf(councilId)
  const method = (await officer.get('/evidence/method').expect(200)).text
  expect(method).not.toContain('Count everything anew')
  await officer
    .post('/evidence/rebuild')
    .type('form')
    .send({ _csrf: csrfIn(method) })
    .expect(403)
  expect(await CountedChallenges.countDocuments()).toBeGreaterThan(0)
  expect(await Organisation.countDocuments()).toBeGreaterThan(0)
})

it('shows nothing before everything was counted for the first time: zeros would be taken for figures', async () => {
  await State.updateOne({ _id: 'evidence' }, { $set: { rebuiltAt: null, revision: 'uncounted' } })
  for (const path of ['/evidence', '/evidence/records?figure=awards', '/authorities/BBD/record']) {
    const text = await page(path)
    expect(text).toContain('being counted for the first time. Come back in a minute.')
    expect(text).not.toContain('Nothing to count yet')
  }
  expect(await page('/authorities/BBD')).not.toContain('Awards on public record:')
  const paths = ['/evidence/figures.csv', '/evidence/report/2025.pdf', '/api/v1/evidence']
  for (const path of [
    ...paths,
    '/api/v1/evidence/records?figure=awards',
    '/api/v1/evidence/authorities/BBD',
  ]) {
    const { headers } = await app.agent().get(path).expect(503)
    expect(headers['retry-after']).toBe('60')
  }
  await rebuildEvidence()
  expect(await page('/evidence')).toContain('Everything was last counted')
})
