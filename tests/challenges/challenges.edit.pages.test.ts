import { Challenge } from '../../server/challenges/challenges.model.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import {
  type Agent,
  amendmentWords,
  dateWords,
  demandWords,
  encoded,
  fileWords,
  post,
} from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let buyer: Agent
let viewer: Agent
let broker: Agent
let supplier: Agent

beforeAll(async () => {
  app = await startTestApp()
  ;({ buyer, viewer, broker, supplier } = await challengePeople(app))
}, 120_000)
afterAll(() => app.stop())

describe('writing a challenge without a script', () => {
  let draft = ''
  const save = async (section: string, words: object) => {
    const page = `/challenges/${draft}/edit/${section}`
    const answer = await post(buyer, page, page, { action: 'later', ...words })
    expect([answer.status, answer.headers['location']]).toEqual([303, `/challenges/${draft}/edit`])
  }

  it('begins with a title', async () => {
    const refused = await post(buyer, '/challenges/new', '/challenges/new', { title: ' ' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('href="#title"')
    const begun = await post(buyer, '/challenges/new', '/challenges/new', { title: 'Fewer missed bins' })
    expect(begun.status).toBe(303)
    draft = /\/challenges\/(\w{24})\/edit/.exec(begun.headers['location'] ?? '')?.[1] ?? ''
    expect((await buyer.get(`/challenges/${draft}/edit`)).text).toContain('Not started')
  })

  it('saves each section, and comes back to the list', async () => {
    await save('problem', {
      title: 'Fewer missed bins',
      summary: 'S',
      problem: 'P',
      whoHasIt: 'W',
      demand: demandWords,
    })
    await save('outcomes', {
      outcomes: [
        {
          title: 'Fewer',
          measure: 'Missed',
          unit: '%',
          baseline: '9',
          target: '3',
          direction: 'lower',
          source: '',
        },
      ],
    })
    await save('context', { context: 'C', constraints: '', dataAvailable: '' })
    await save('users', { users: 'Everybody' })
    await save('budget', {
      kind: 'below-threshold',
      stages: ['pilot', 'scale'],
      budget: { pilotPence: '£25,000', pilots: '2', scalePence: '', vat: 'none' },
    })
    const timetable = {
      askBy: { ...dateWords(10), time: '5pm' },
      answerBy: { ...dateWords(14), time: '17:00' },
      respondBy: { ...dateWords(21), time: 'noon' },
      pilotStart: dateWords(60),
      pilotMonths: '6',
    }
    await save('timetable', { timetable, shortTime: { ground: '', reason: 'Before the winter' } })
    await save('category', { cpv: '90511000', regions: ['TLD', 'TLD41'], search: 'refuse' })
    await save('judging', {
      asks: 'Two pages',
      criteria: [
        { title: 'Outcome', description: '', weight: '80' },
        { title: 'Price', description: '', weight: '10' },
      ],
      assessmentMethod: '',
    })
    await save('contact', { contact: { name: 'Ada', role: '', email: 'bins@council.example' } })
    await save('on-file', { onFile: fileWords() })
    const list = await buyer.get(`/challenges/${draft}/edit`)
    expect(list.text).toContain('9 of 10 sections completed')
  })

  it('keeps the words that a form refuses, and names the field', async () => {
    const page = `/challenges/${draft}/edit/budget`
    const refused = await post(buyer, page, page, {
      kind: 'below-threshold',
      budget: { pilotPence: 'plenty', pilots: '2', scalePence: '' },
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('href="#budget-pilotPence"')
    expect(refused.text).toContain('value="plenty"')
    const stale = await post(buyer, page, page, { kind: 'x', revision: '0' })
    expect(stale.text).toContain('name="revision" value="0"')
  })

  it('adds and removes rows, and finds categories, inside the form', async () => {
    const page = `/challenges/${draft}/edit/outcomes`
    const rows = [{ title: 'One' }, { title: 'Two' }]
    const more = await post(buyer, page, page, { outcomes: rows, action: 'add-outcomes' })
    expect(more.text).toContain('Outcome 3')
    expect(more.text).toContain('value="Two"')
    expect((await Challenge.findById(draft).lean())?.outcomes.map(({ title }) => title)).toEqual([
      'One',
      'Two',
    ])
    const fewer = await post(buyer, page, page, { outcomes: rows, action: 'remove-outcomes-0' })
    const stale = await post(buyer, page, page, { outcomes: rows, action: 'add-outcomes', revision: '0' })
    expect([stale.status, stale.text.includes('Somebody else saved this section')]).toEqual([409, true])
    expect(fewer.text).not.toContain('value="One"')
    expect(fewer.text).toContain('value="Two"')
    await save('outcomes', {
      outcomes: [
        { title: 'Fewer', measure: 'Missed', unit: '%', baseline: '9', target: '3', direction: 'lower' },
      ],
    })
    const category = `/challenges/${draft}/edit/category`
    const searched = { cpv: '90511000', regions: 'TLD41', search: 'housing', action: 'search' }
    const found = await post(buyer, category, category, searched)
    expect(found.text).toContain('categories found')
    expect(found.text).toMatch(/value="90511000" checked/)
    const refused = await post(buyer, category, category, { cpv: 'none', search: 'housing' })
    expect([refused.status, refused.text.includes('categories found')]).toEqual([422, true])
    expect(refused.text).toContain('name="search" type="search" value="housing"')
  })

  it('saves by itself, and says when it could not', async () => {
    const page = `/challenges/${draft}/edit/users`
    const shown = await buyer.get(page)
    const auto = (words: object) =>
      buyer
        .post(page)
        .set({ 'x-autosave': '1', accept: 'application/json' })
        .type('form')
        .send(encoded({ _csrf: csrfIn(shown.text), ...words }))
    const saved = await auto({ users: 'Everybody, and crews', revision: '1' })
    expect([saved.status, saved.body.values]).toEqual([200, { revision: 2 }])
    const stale = await auto({ users: 'Somebody else', revision: '1' })
    expect([stale.status, stale.type]).toEqual([409, 'application/problem+json'])
    const wrong = await auto({ users: 'x'.repeat(3001), revision: '2' })
    expect(wrong.status).toBe(422)
    expect(wrong.body.detail).toContain('3,000 characters')
    expect((await Challenge.findById(draft).lean())?.users).toBe('Everybody, and crews')
  })

  it('counts the saves of each section by itself', async () => {
    for (const section of ['problem', 'context']) {
      const page = `/challenges/${draft}/edit/${section}`
      const record = await Challenge.findById(draft).lean()
      const count = record?.sectionRevisions[section] ?? 0
      expect(record?.revision).not.toBe(count)
      expect((await buyer.get(page)).text).toContain(`name="revision" value="${count}"`)
    }
  })

  it('shows two people at one section that they crossed, with both their words', async () => {
    const page = `/challenges/${draft}/edit/users`
    const crossed = await post(buyer, page, page, { users: 'My own words', revision: '0' })
    expect(crossed.status).toBe(409)
    expect(crossed.text).toContain('Somebody else saved this section')
    expect(crossed.text).toContain('My own words')
    expect(crossed.text).toContain('Everybody, and crews')
    expect(crossed.text).toContain('name="revision" value="2"')
  })

  it('names what is missing, with a way there, before anything is submitted', async () => {
    const page = `/challenges/${draft}/edit/check`
    const check = await buyer.get(page).expect(200)
    expect(check.text).toContain('The weights add up to 90')
    expect(check.text).toContain(`/challenges/${draft}/edit/judging#criteria-0-weight`)
    const refused = await post(buyer, page, page, {})
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('There is a problem')
    await save('judging', {
      asks: 'Two pages',
      criteria: [
        { title: 'Outcome', weight: '90' },
        { title: 'Price', weight: '10' },
      ],
      assessmentMethod: '0 to 5 each',
    })
    const submitted = await post(buyer, page, page, {})
    expect(submitted.headers['location']).toBe(`/challenges/${draft}?done=submitted`)
    await buyer.get(`/challenges/${draft}/edit`).expect(403)
  })

  it('goes back and forth with a broker, and out', async () => {
    const review = `/challenges/${draft}/review`
    await supplier.get(review).expect(404)
    const silent = await post(broker, review, `/challenges/${draft}/return`, {
      general: '',
      comments: { problem: '' },
    })
    expect([silent.status, silent.text.includes('href="#general"')]).toEqual([422, true])
    const returned = await post(broker, review, `/challenges/${draft}/return`, {
      general: '',
      comments: { problem: 'Whose bins?' },
    })
    expect(returned.status).toBe(303)
    expect((await buyer.get(`/challenges/${draft}/edit/problem`)).text).toContain('Whose bins?')
    await post(buyer, `/challenges/${draft}/edit/check`, `/challenges/${draft}/edit/check`, {})
    const bad = await post(broker, review, `/challenges/${draft}/publish`, {
      noticeId: '12',
      noNoticeReason: '',
    })
    expect([bad.status, bad.text.includes('value="12"')]).toEqual([422, true])
    expect(bad.text).toContain('like 012345-2026')
    const both = await post(broker, review, `/challenges/${draft}/publish`, {
      noticeId: '012345-2026',
      ocid: 'ocds-h6vhtk-04f2a1',
      comments: { users: 'Which users?' },
    })
    expect(both.status).toBe(422)
    for (const words of ['You have written comments', 'Which users?', 'value="012345-2026"'])
      expect(both.text).toContain(words)
    expect(bad.text).toContain('Whose bins?')
    const published = await post(broker, review, `/challenges/${draft}/publish`, {
      noticeId: '012345-2026',
      ocid: 'ocds-h6vhtk-04f2a1',
      noNoticeReason: '',
    })
    expect(published.headers['location']).toBe(`/challenges/${draft}?done=published`)
    const page = await app.agent().get(`/challenges/${draft}`).expect(200)
    expect(page.text).toContain('https://www.find-tender.service.gov.uk/Notice/012345-2026')
    expect(page.text).not.toContain('Whose bins?')
  })

  it('is amended in the open, with the version before beside it', async () => {
    const page = `/challenges/${draft}/amend`
    await supplier.get(page).expect(403)
    const shown = await buyer.get(page).expect(200)
    const record = await Challenge.findById(draft).lean()
    const words = amendmentWords(record ?? {})
    const send = (more: object) =>
      buyer
        .post(page)
        .type('form')
        .send(encoded({ _csrf: csrfIn(shown.text), revision: String(record?.revision), ...words, ...more }))
    const afterAnswer = await buyer.get(`${page}?answer=3`).expect(200)
    expect(afterAnswer.text).toContain('As the answer to question 3 says')
    const asked = await send({ whatChanged: 'More money', why: 'You asked' })
    expect([asked.status, asked.text.includes('href="#isSubstantial"')]).toEqual([422, true])
    const unreviewed = await send({ whatChanged: 'More money', why: 'You asked', isSubstantial: 'yes' })
    for (const field of ['noticeId', 'deadlineReview']) expect(unreviewed.text).toContain(`href="#${field}"`)
    const unsaid = await send({ whatChanged: '', why: '' })
    expect([unsaid.status, unsaid.text.includes('href="#whatChanged"')]).toEqual([422, true])
    const forward = await send({ whatChanged: 'Sooner', why: 'Hurry', isSubstantial: 'no' })
    expect([forward.status, forward.text.includes('href="#timetable-respondBy"')]).toEqual([422, true])
    const later = { ...words.timetable, respondBy: { ...dateWords(30), time: 'noon' } }
    const amended = await send({
      timetable: later,
      whatChanged: 'More money, more time',
      why: 'You asked',
      isSubstantial: 'yes',
      noticeId: '012399-2026',
      deadlineReview: 'extended',
    })
    expect(amended.headers['location']).toBe(`/challenges/${draft}?done=amended`)
    const second = await app.agent().get(`/challenges/${draft}/versions/2`).expect(200)
    expect(second.text).toContain('More money, more time')
    expect(second.text).toMatch(/<del>.*25/)
    expect(second.text).toMatch(/<ins>.*30/)
    expect((await app.agent().get(`/challenges/${draft}/versions/1`).expect(200)).text).toContain(
      'There is a later version',
    )
    expect((await app.agent().get(`/challenges/${draft}/versions`).expect(200)).text).toContain(
      'As first published',
    )
    await app.agent().get(`/challenges/${draft}/versions/3`).expect(404)
  })

  it('is copied, and withdrawn with a reason', async () => {
    const copied = await post(buyer, `/challenges/${draft}`, `/challenges/${draft}/copy`, {})
    expect(copied.headers['location']).toMatch(/^\/challenges\/\w{24}\/edit\?done=copied$/)
    const page = `/challenges/${draft}/withdraw`
    expect((await post(buyer, page, page, { reason: '' })).status).toBe(422)
    const gone = await post(buyer, page, page, { reason: 'The crews found a way' })
    expect(gone.headers['location']).toBe(`/challenges/${draft}?done=withdrawn`)
    expect((await app.agent().get(`/challenges/${draft}`).expect(200)).text).toContain(
      'The crews found a way',
    )
    const own = await buyer.get('/your-challenges').expect(200)
    expect(own.text).toContain('Withdrawn')
    expect(own.text).toContain('Go on writing')
    expect((await viewer.get('/your-challenges').expect(200)).text).not.toContain('Post a challenge</a>')
    await supplier.get('/your-challenges').expect(403)
  })
})
