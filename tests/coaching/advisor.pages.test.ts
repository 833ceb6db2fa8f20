import { readFileSync } from 'node:fs'
import { law } from '../../server/coaching/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { seedResources } from '../../server/resources/index.ts'
import { answersSchema, answersToQuery } from '../../shared/coaching/routes/answers.schema.ts'
import { routeIds } from '../../shared/coaching/routes/route-names.ts'
import { folded } from '../../shared/platform/calendar-file.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  freezeClock(new Date('2026-06-01T09:00:00Z'))
})
afterAll(async () => {
  releaseClock()
  await app.stop()
})

const library = new URL('../../data/demo/resources.json', import.meta.url)
const least = { buyer: 'sub-central', nation: 'england', contract: 'services' }
const address = (more: Record<string, string> = {}, path = '/advisor') =>
  `${path}?${new URLSearchParams({ ...least, ...more })}`

describe('the advisor’s page', () => {
  it('asks its questions of anybody', async () => {
    const page = await app.agent().get('/advisor').expect(200)
    expect(page.text).toContain('Which routes are open to you?')
    expect(page.text).toContain('method="get" action="/advisor"')
    expect(page.text).not.toContain('There is a problem')
  })

  it('answers in an address that can be shared', async () => {
    const page = await app
      .agent()
      .get(address({ valuePence: '60000', scaling: 'no' }))
      .expect(200)
    expect(page.text).toContain('£60,000 is below the threshold of £207,720')
    expect(page.text).toContain('Below-threshold competition')
    expect(page.text).toContain('Closed, and why')
    expect(page.text).toContain(
      'Rules as at 24 March 2026, applied to a procurement that begins on 1 June 2026',
    )
    expect(page.text).toContain('/law#s-87')
  })

  it('says how many are open, how many depend on what nobody said, and which routes it leaves out', async () => {
    const { text } = await app
      .agent()
      .get(address({ novelty: 'available' }))
      .expect(200)
    expect(text).toMatch(/<h1[^>]*>2 routes are open to you<\/h1>/)
    expect(text).toMatch(/\d+ more depend on what is not known yet/)
    expect(text).toContain('<strong>Open if:</strong>')
    expect(text.indexOf('id="open-title"')).toBeLessThan(text.indexOf('id="dynamic-market-title"'))
    expect(text).toContain('switching to direct award (section 43)')
    const questions = await app.agent().get('/advisor').expect(200)
    expect(questions.text).toContain('switching to direct award (section 43)')
  })

  it('reads the three boxes of a date', async () => {
    const page = await app
      .agent()
      .get(
        address({
          'startOn[day]': '31',
          'startOn[month]': '12',
          'startOn[year]': '2025',
          valuePence: '210k',
          scaling: 'no',
        }),
      )
      .expect(200)
    expect(page.text).toContain('begins on 31 December 2025')
    expect(page.text).toContain('£210,000 is below the threshold of £214,904')
  })

  it.each<[string, Record<string, string>, string, string]>([
    ['no buyer', { buyer: '' }, '#buyer', 'Choose who is buying'],
    ['a contract of nothing', { contract: 'castles' }, '#contract', 'Choose what the contract is mainly for'],
    ['negative money', { valuePence: '-5' }, '#valuePence', 'must be an amount in pounds'],
    ['absurd money', { valuePence: '9'.repeat(30) }, '#valuePence', 'must be an amount in pounds'],
    [
      'a day that does not exist',
      { 'startOn[day]': '30', 'startOn[month]': '2', 'startOn[year]': '2026' },
      '#startOn',
      'must be a real date',
    ],
    [
      'a date of words',
      { 'startOn[day]': 'the thirtieth of November', 'startOn[month]': '11' },
      '#startOn',
      'must be a real date',
    ],
    ['half a date', { 'startOn[day]': '30' }, '#startOn', 'must be a real date'],
    ['a reservation for nobody', { reserve: 'sme,cats' }, '#reserve', 'Choose for whom from the list'],
  ])('keeps the words of a form with %s, and says what is wrong', async (_name, more, href, words) => {
    const page = await app.agent().get(address(more)).expect(422)
    expect(page.text).toContain('There is a problem')
    expect(page.text).toContain(`href="${href}"`)
    expect(page.text).toContain(words)
  })

  it('goes back to the questions with the answers in them', async () => {
    const page = await app
      .agent()
      .get(
        address(
          { valuePence: '60000', startOn: '2026-12-14', reserve: 'sme,local-area' },
          '/advisor/answers',
        ),
      )
      .expect(200)
    expect(page.text).toContain('value="60000"')
    expect(page.text).toMatch(/name="startOn\[day\]"[^>]*value="14"/)
    expect(page.text.match(/name="reserve"[^>]*checked/g)).toHaveLength(2)
  })

  it('says of Scotland and of days without rules that it can’t say', async () => {
    const scotland = await app
      .agent()
      .get(address({ nation: 'scotland' }))
      .expect(200)
    expect(scotland.text).toContain('No route of the Act is open')
    expect(scotland.text).toContain('doesn’t regulate devolved Scottish authorities')
    const late = await app
      .agent()
      .get(address({ startOn: '2028-01-01' }))
      .expect(200)
    expect(late.text).toContain('No threshold is known for 1 January 2028')
  })

  it('links what is in the library, and nothing else', async () => {
    const before = await app
      .agent()
      .get(address({ valuePence: '900000' }))
      .expect(200)
    expect(before.text).not.toContain('In the library:')
    await seedResources(JSON.parse(readFileSync(library, 'utf8')))
    const after = await app
      .agent()
      .get(address({ valuePence: '900000' }))
      .expect(200)
    expect(after.text).toContain('/resources/the-future-of-innovation-procurement')
    expect(after.text).toContain('In the library:')
  })

  it('bears hostile addresses', async () => {
    for (const query of [
      'buyer[$ne]=x',
      'buyer=sub-central&buyer=central&nation=england&contract=goods',
      '__proto__[x]=1&constructor[day]=2',
      `reserve=${'sme,'.repeat(60)}`,
      'valuePence=%F0%9F%92%B0&buyer=%00',
      'startOn[day][day]=1&startOn=2026-01-01&startOn[month]=3',
    ]) {
      const page = await app.agent().get(`/advisor?${query}`)
      expect([200, 422]).toContain(page.status)
    }
    const page = await app
      .agent()
      .get(address({ valuePence: '"><script>alert(1)</script>' }))
      .expect(422)
    expect(page.text).not.toContain('<script>alert')
  })
})

describe('the calendar file', () => {
  it('has every step of the route on its day, in lines of at most 75 bytes', async () => {
    const file = await app
      .agent()
      .get(address({ valuePence: '900000', route: 'open' }, '/advisor/calendar.ics'))
      .expect(200)
      .expect('Content-Type', /text\/calendar/)
    expect(file.headers['content-disposition']).toContain('open.ics')
    const lines = file.text.split('\r\n')
    expect(lines[0]).toBe('BEGIN:VCALENDAR')
    expect(lines.at(-2)).toBe('END:VCALENDAR')
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(11)
    expect(lines).toContain('DTSTART;VALUE=DATE:20260623')
    expect(file.text).toContain('SUMMARY:Publish UK4\\, tender notice: open procedure')
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const uids = lines.filter((line) => line.startsWith('UID:'))
    expect(new Set(uids).size).toBe(uids.length)
  })

  it('folds without cutting a letter', () => {
    const line = `SUMMARY:${'£ü€😀'.repeat(40)}`
    const parts = folded(line).split('\r\n')
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
    expect(parts.map((part, place) => (place === 0 ? part : part.slice(1))).join('')).toBe(line)
  })

  it('is none for a route that nobody knows, for wrong answers, or beyond the rules', async () => {
    await app
      .agent()
      .get(address({ route: 'shortcut' }, '/advisor/calendar.ics'))
      .expect(404)
    await app
      .agent()
      .get(address({ route: 'open', contract: 'x' }, '/advisor/calendar.ics'))
      .expect(422)
    const late = await app
      .agent()
      .get(address({ route: 'open', startOn: '2028-01-01' }, '/advisor/calendar.ics'))
      .expect(422)
    expect(late.text).toContain('No threshold is known for 1 January 2028')
  })
})

describe('the page of the law', () => {
  it('has every section, notice, threshold and source of the data', async () => {
    const page = await app.agent().get('/law').expect(200)
    const rules = law()
    for (const { id } of rules.notices) expect(page.text).toContain(`id="${id}"`)
    for (const { url } of rules.sections) expect(page.text).toContain(url)
    for (const { title } of rules.sources) expect(page.text).toContain(title.split('’')[0])
    const isUnchecked = rules.thresholds.some(({ confidence }) => confidence === 'mem')
    expect(isUnchecked).toBe(false)
    expect(page.text).toContain('not checked against the source')
    expect(page.text.match(/as reported/g)?.length ?? 0).toBeGreaterThan(20)
    expect(page.text).toContain('£207,720')
    expect(page.text).toContain('id="coach-rules"')
  })

  it('has a place for every citation that leads to it', async () => {
    const page = await app.agent().get('/law').expect(200)
    const results = await app
      .agent()
      .get(address({ valuePence: '6000000', engagement: 'planned' }))
      .expect(200)
    const wanted = new Set(
      [...`${page.text}${results.text}`.matchAll(/href="\/law#([^"]+)"/g)].map((match) => match[1]),
    )
    expect(wanted.size).toBeGreaterThan(40)
    const missing = [...wanted].filter((anchor) => !page.text.includes(`id="${anchor}"`))
    expect(missing).toEqual([])
    const ids = [...page.text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
  })
})

describe('POST /api/v1/routes', () => {
  const post = (body: object) => app.agent().post('/api/v1/routes').send(body)

  it('gives every route for the same answers', async () => {
    const { body } = await post({ ...least, valuePence: 6_000_000, scaling: 'no' }).expect(200)
    expect(body).toMatchObject({ asAt: '2026-03-24', on: '2026-06-01', refusal: null })
    expect(body.valuation).toMatchObject({ pence: 6_000_000, isAbove: false, isNotifiable: true })
    expect(body.routes.map(({ id }: { id: string }) => id).sort()).toEqual([...routeIds].sort())
  })

  it('names each mistake', async () => {
    const { body } = await post({ buyer: 'x', valuePence: -1, startOn: '2026-02-30', colour: 'red' }).expect(
      422,
    )
    expect(body.code).toBe('invalid')
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer)
    for (const name of ['buyer', 'nation', 'contract', 'valuePence', 'startOn', 'colour']) {
      expect(pointers.some((pointer: string) => pointer.includes(name))).toBe(true)
    }
  })

  it('refuses days without rules in words, not with an error', async () => {
    const { body } = await post({ ...least, startOn: '2030-01-01' }).expect(200)
    expect(body.refusal.sentence).toContain('No threshold is known for 1 January 2030')
    expect(body.routes).toEqual([])
  })
})

describe('answers and their address', () => {
  it('lead back to each other', () => {
    const answers = answersSchema.parse({
      ...least,
      valuePence: 125_050,
      optionsPence: 1,
      reserve: ['sme', 'vcse'],
      separateReasons: true,
      electronic: false,
      startOn: '2026-12-14',
      novelty: 'new',
      scaling: 'later',
    })
    expect(answersSchema.parse(answersToQuery(answers))).toEqual(answers)
    expect(answersToQuery(answersSchema.parse(least))).toEqual(least)
  })
})
