import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { type Agent, dateWords, fileWords, post } from './challenges.forms.ts'
import { challengePeople } from './challenges.people.ts'

let app: TestApp
let buyer: Agent

beforeAll(async () => {
  app = await startTestApp()
  ;({ buyer } = await challengePeople(app))
}, 120_000)
afterAll(() => app.stop())

it('leads who belongs to no authority yet to one', async () => {
  const newcomer = app.agent()
  await signInAs(newcomer, await aPerson())
  await newcomer.get('/challenges/new').expect(303).expect('Location', '/organisation')
})

describe('a section of a draft', () => {
  it('saves days that can’t stand, and says so on the same page at once', async () => {
    const begun = await post(buyer, '/challenges/new', '/challenges/new', { title: 'Fewer puddles' })
    const id = /\/challenges\/(\w{24})\/edit/.exec(begun.headers['location'] ?? '')?.[1] ?? ''
    const past = { askBy: { day: '1', month: '1', year: '2020', time: '5pm' }, pilotMonths: '' }
    const warned = async (section: string, words: object) => {
      const page = `/challenges/${id}/edit/${section}`
      expect((await buyer.get(page)).text).not.toContain('It is saved, but')
      const saved = await post(buyer, page, page, { action: 'next', ...words })
      expect([saved.status, saved.headers['location']]).toEqual([303, page])
      return (await buyer.get(page).expect(200)).text
    }
    const shown = await warned('timetable', { timetable: past, shortTime: { ground: '', reason: '' } })
    expect(shown).toContain('href="#timetable-askBy">Set the last time for questions to a time in the future')
    expect(shown).toContain(`href="/challenges/${id}/edit/category"`)
    expect(shown).not.toContain('Set the deadline for responses')
    const onFile = await warned('on-file', { onFile: { ...fileWords(), conflictsOn: dateWords(9) } })
    expect(onFile).toContain('its date lies in the future')
  })

  it('stands under “Your challenges” in the menu', async () => {
    const begun = await post(buyer, '/challenges/new', '/challenges/new', { title: 'Fewer weeds' })
    const draft = await buyer.get((begun.headers['location'] ?? '').split('?')[0] ?? '').expect(200)
    expect(draft.text).toMatch(/href="\/your-challenges"[^>]* aria-current="true"/)
    expect(draft.text).not.toMatch(/href="\/challenges" aria-current/)
  })
})
