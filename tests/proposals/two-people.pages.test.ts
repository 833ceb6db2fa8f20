import { Proposal } from '../../server/proposals/proposals.model.ts'
import { openDraft } from '../../server/proposals/proposals.drafts.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { csrfIn, seenIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { crossEachOther } from '../platform/two-people.ts'
import { anAnswerableChallenge } from './proposals.factory.ts'
import { pressWith } from './proposals.forms.ts'

let app: TestApp
let challenge: ChallengeRecord
type Agent = ReturnType<TestApp['agent']>
/** The same person in a second browser is as good as a colleague: neither page knows of the other. */
let suppliers: { first: Agent; second: Agent }
let path: string
let page: string

beforeAll(async () => {
  app = await startTestApp()
  challenge = await anAnswerableChallenge({
    criteria: [{ id: 'impact', title: 'Impact', description: '', weight: 100 }],
  })
  const person = await aPerson({ organisation: 'supplier' })
  suppliers = { first: app.agent(), second: app.agent() }
  for (const agent of Object.values(suppliers)) await signInAs(agent, person)
  const own = `/challenges/${challenge._id}`
  page = (await pressWith(suppliers.first, own, `${own}/proposals`, {})) ?? ''
  path = page.replace('/edit', '')
}, 240_000)
afterAll(() => app.stop())

/** A page without what only screen readers get. */
const seen = (html: string) => html.replaceAll(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '')
const draft = async () => openDraft(await Proposal.findById(path.split('/').at(-1)).orFail())
const save = (agent: Agent, html: string, words: object, accept = 'text/html') =>
  agent
    .post(page)
    .set('accept', accept)
    .type('form')
    .send({ _csrf: csrfIn(html), ...seenIn(html, page, page), ...words })

describe('a proposal that two colleagues write at once', () => {
  it('is saved over only by who saw what the other wrote', async () => {
    const crossed = await crossEachOther({
      ...suppliers,
      page,
      theirs: { summary: 'Carpets that tell', pilotPrice: '49,950', trl: '7', team: '' },
      mine: { approach: 'We lay it in a day' },
      kept: draft,
    })
    expect(crossed.theirsKept).toMatchObject({ summary: 'Carpets that tell', approach: '' })
    expect(crossed.mineKept).toMatchObject({ summary: '', approach: 'We lay it in a day' })
    const html = seen(crossed.page)
    for (const words of ['Carpets that tell', '£49,950', '7']) expect(html).toContain(`<ins>${words}</ins>`)
    expect(html).toContain('What somebody else changed meanwhile')
    expect(html).toContain('>We lay it in a day</textarea>')
  })

  it('says so in Welsh', async () => {
    const { first, second } = suppliers
    const opened = (await first.get(page)).text
    const theirs = (await second.get(page)).text
    expect((await save(second, theirs, { team: 'Mair' })).status).toBe(303)
    await first.get(`${page}?lang=cy`).expect(200)
    const refused = await save(first, opened, { team: 'Nest' }).expect(409)
    const alone = await save(first, opened, { team: 'Nest' }, 'application/json').expect(409)
    await first.get(`${page}?lang=en`).expect(200)
    expect(refused.text).toContain('Newidiodd rhywun arall hyn ar ôl i chi ei agor')
    expect(refused.text).toContain('Beth a newidiodd rhywun arall yn y cyfamser')
    expect(alone.body.detail).toContain('Newidiodd rhywun arall hyn ar ôl i chi ei agor, felly')
    expect((await save(first, refused.text, { team: 'Nest' })).status).toBe(303)
    expect(await draft()).toMatchObject({ team: 'Nest' })
  })

  it('goes on where a colleague changed files or partners, which this form has not', async () => {
    const { first, second } = suppliers
    const opened = (await first.get(page)).text
    const files = await second.get(`${path}/files`)
    const attached = second
      .post(`${path}/files`)
      .field('_csrf', csrfIn(files.text))
      .attach('files', Buffer.from('a,b\n'), { filename: 'evidence.csv' })
    await attached.expect(303)
    expect((await save(first, opened, { team: 'Rhiannon' })).status).toBe(303)
    expect(await draft()).toMatchObject({ team: 'Rhiannon', files: [{ name: 'evidence.csv' }] })
  })

  it('tells the page that saves itself what it has seen by that, and whoever crosses it how to go on', async () => {
    const { first, second } = suppliers
    const opened = (await first.get(page)).text
    const theirs = (await second.get(page)).text
    const saved = await save(first, opened, { team: 'Non' }, 'application/json').expect(200)
    expect(saved.body.values).toEqual({
      revision: Number(seenIn(opened, page, page)['revision']) + 1,
      _seen: expect.stringContaining('Non'),
    })
    const crossed = await save(second, theirs, { team: 'Gwen' }, 'application/json').expect(409)
    expect(crossed.body.detail).toContain('Press Save to see what they changed')
    // Nobody but its supplier is told that there is a draft, let alone what changed in it.
    const outsider = app.agent()
    await signInAs(outsider, await aPerson({ organisation: 'supplier' }))
    const spied = outsider
      .post(page)
      .type('form')
      .send({ _csrf: csrfIn((await outsider.get('/')).text), revision: '0' })
    const refused = await spied.expect(404)
    expect(refused.text).not.toContain('Non')
  })
})
