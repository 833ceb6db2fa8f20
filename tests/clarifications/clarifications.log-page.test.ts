import { Question } from '../../server/clarifications/clarifications.model.ts'
import {
  type LogPart,
  readLogPage,
} from '../../server/clarifications/clarifications.log-page.read.service.ts'
import { logPageQuery } from '../../shared/clarifications/clarifications.schema.ts'
import { type Actor, visitor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { actor } from '../platform/actors.ts'

let app: TestApp
let challengeId: string
let authorityId: string
const ids: string[] = []
const waitingIds: string[] = []

/** A log of 120 answers, every third about the timetable, and four questions that wait, one of them shown. */
beforeAll(async () => {
  app = await startTestApp()
  const challenge = await aPublicChallenge()
  challengeId = challenge._id
  authorityId = challenge.authorityId
  const asked = { challengeId, askerOrganisationId: 'firm', askerUserId: 'u', letter: 'A', text: 'Why?' }
  const at = new Date()
  for (let number = 1; number <= 120; number += 1) ids.push(newId())
  for (let i = 0; i < 4; i += 1) waitingIds.push(newId())
  await Question.insertMany([
    ...ids.map((_id, i) => ({
      ...asked,
      _id,
      partKey: i % 3 ? '' : 'timetable',
      askedAt: at,
      status: 'answered',
      number: i + 1,
      answer: { text: `Answer ${i + 1}.`, at, byUserId: 'b', byOrganisationId: 'b' },
    })),
    ...waitingIds.map((_id, i) => ({
      ...asked,
      _id,
      text: `Waits ${i}`,
      askedAt: new Date(at.getTime() + i),
      shownAt: i === 2 ? at : null,
      votes: i,
    })),
  ])
})
afterAll(() => app.stop())

const read = (part: LogPart, who: Actor = visitor, sort: 'time' | 'votes' = 'time', key = '') =>
  readLogPage(who, challengeId, part, sort, { part: key, tag: '' })
const officer = () => actor('authority', authorityId)
const numbers = async (part: LogPart, who: Actor = visitor) =>
  (await read(part, who)).answered.map(({ number }) => number)

describe('a page of the log', () => {
  it('has fifty, what waits first, and every number once', async () => {
    const first = await read({ page: 1 })
    expect(first.waiting.map(({ text }) => text)).toEqual(['Waits 2'])
    expect([first.pages, first.answeredCount, first.waitingCount, first.newest]).toEqual([3, 120, 4, 120])
    const all = [
      ...(await numbers({ page: 1 })),
      ...(await numbers({ page: 2 })),
      ...(await numbers({ page: 3 })),
    ]
    expect(all).toEqual(Array.from({ length: 120 }, (_, i) => 120 - i))
    expect((await numbers({ page: 2 })).length).toBe(50)
    expect((await read({ page: 99 })).page).toBe(3)
  })

  it('shows each reader what they may read, in the order asked for', async () => {
    const texts = async (who: Actor, sort?: 'votes') =>
      (await read({ page: 1 }, who, sort)).waiting.map(({ text }) => text)
    expect(await texts(officer(), 'votes')).toEqual(['Waits 3', 'Waits 2', 'Waits 1', 'Waits 0'])
    expect(await texts(officer())).toEqual(['Waits 0', 'Waits 1', 'Waits 2', 'Waits 3'])
    expect(await texts(actor('supplier', 'other'))).toEqual(['Waits 2'])
    expect((await read({ page: 1 }, officer())).mayDealWithSeveral).toBe(true)
    expect((await read({ page: 1 }, actor('supplier', 'firm'))).mayDealWithSeveral).toBe(false)
  })

  it('is the one on which a question stands, whoever may read it', async () => {
    expect((await read({ questionId: ids[119] ?? '' })).page).toBe(1)
    expect((await read({ questionId: ids[0] ?? '' })).page).toBe(3)
    // One place further on for those who can read all that wait.
    expect((await read({ questionId: ids[71] ?? '' })).page).toBe(1)
    expect((await read({ questionId: ids[71] ?? '' }, officer())).page).toBe(2)
    expect((await read({ questionId: waitingIds[0] ?? '' })).page).toBe(1)
    expect((await read({ questionId: 'nonsense' })).page).toBe(1)
  })

  it('keeps to what it is filtered by, and counts what all are about', async () => {
    const page = await read({ page: 1 }, visitor, 'time', 'timetable')
    expect([page.found, page.pages]).toEqual([{ all: 40, waiting: 0, answered: 40 }, 1])
    expect(page.topics.parts).toMatchObject([{ key: 'timetable', count: 40 }])
    expect(page.answered.every(({ part }) => part?.key === 'timetable')).toBe(true)
  })

  it('says whether what comes next belongs on it', async () => {
    const shows = async (part: LogPart) => (await read(part)).showsNewest
    expect(
      await Promise.all([{ page: 1 }, { page: 2 }, 'all' as const, { fewOfEach: 5 }].map(shows)),
    ).toEqual([true, false, true, true])
  })

  it.each([
    [{ page: 'all' }, 'all'],
    [{ page: '2' }, 2],
    [{ page: 'x' }, 1],
    [{}, 1],
  ])('is asked for by %j', (query, page) => expect(logPageQuery.parse(query).page).toBe(page))
})

describe('the pages', () => {
  const log = () => `/challenges/${challengeId}/questions`
  const shown = (text: string) => (text.match(/class="log__item/g) ?? []).length

  it('keep the filter in the links of their pages, and show the whole to print', async () => {
    const { text } = await app.agent().get(`${log()}?sort=votes`).expect(200)
    expect(shown(text)).toBe(50)
    expect(text).toContain('<title>Questions and answers (page 1 of 3)')
    expect(text).toContain(`href="${log()}?sort=votes&amp;page=2"`)
    expect(shown((await app.agent().get(`${log()}?page=all`)).text)).toBe(121)
    expect((await app.agent().get(`${log()}?part=timetable`)).text).toContain('40 questions shown')
    const { body } = await app.agent().get(`/api/v1${log()}`).expect(200)
    expect(body.answered).toHaveLength(120)
    const csv = await app.agent().get(`${log()}.csv`).expect(200)
    expect(csv.text.trim().split('\r\n')).toHaveLength(121)
  })

  it('lead from a number to its question', async () => {
    const found = await app.agent().get(`${log()}?number=7`).expect(302)
    expect(found.headers['location']).toBe(`${log()}?question=${ids[6]}#question-${ids[6]}`)
    const { text } = await app
      .agent()
      .get(found.headers['location']?.split('#')[0] ?? '')
      .expect(200)
    expect(text).toContain(`id="question-${ids[6]}"`)
    await app.agent().get(`${log()}?number=999`).expect(200)
  })

  it('show the newest few on the challenge’s page, and the way to all', async () => {
    const { text } = await app.agent().get(`/challenges/${challengeId}`).expect(200)
    expect(shown(text)).toBe(6)
    expect(text).toContain('Answer 120.')
    expect(text).not.toContain('Answer 115.')
    expect(text).toContain('All 121 questions and answers')
    expect(text).toContain('data-newest="120"')
  })
})
