import { Resource } from '../../server/resources/resources.model.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { crossEachOther } from '../platform/two-people.ts'
import { aResource } from './resources.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

async function brokers() {
  const [first, second] = [app.agent(), app.agent()]
  for (const agent of [first, second]) await signInAs(agent, await aPerson({ organisation: 'brokerage' }))
  return { first, second }
}
const year = String(new Date().getFullYear() + 1)
const day = (name: string, month: string) => ({ [name]: { day: '1', month, year } })
/** A page without what only screen readers get. */
const seen = (html: string) => html.replaceAll(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '')

describe('what two brokers change at once', () => {
  it('of a resource is saved over only by who saw it', async () => {
    const { slug, _id } = await aResource({ status: 'draft', summary: 'What to write.' })
    const words = { type: 'guide', title: 'Outcomes', summary: 'What to write.', body: 'Begin.' }
    const crossed = await crossEachOther({
      ...(await brokers()),
      page: `/resources/${slug}/edit`,
      theirs: { ...words, summary: 'What to write, and why.' },
      mine: { ...words, body: 'Begin with who has it.' },
      kept: async () => (await Resource.findById(_id).lean())?.summary,
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual(['What to write, and why.', 'What to write.'])
    expect(seen(crossed.page)).toContain('<ins>, and why</ins>')
    expect(crossed.page).toContain('Begin with who has it.')
  })

  it('of its dates is saved over only by who saw it', async () => {
    const { slug, _id } = await aResource({ status: 'draft' })
    const crossed = await crossEachOther({
      ...(await brokers()),
      page: `/resources/${slug}/dates`,
      theirs: day('publishAt', '6'),
      mine: day('reviewOn', '9'),
      kept: async () => (await Resource.findById(_id).lean())?.publishAt?.getFullYear(),
    })
    expect([crossed.theirsKept, crossed.mineKept]).toEqual([Number(year), undefined])
    expect(seen(crossed.page)).toContain(`<ins>1 June ${year}, 9am</ins>`)
  })
})

it('answers programs that read something older with 409', async () => {
  const agent = app.agent()
  const token = await tokenFor(agent, await aPerson({ organisation: 'brokerage' }))
  const { _id } = await aResource({ status: 'draft' })
  const call = (method: 'get' | 'patch' | 'put', path = '') =>
    agent[method](`/api/v1/resources/${_id}${path}`).set('Authorization', `Bearer ${token}`)
  const { revision } = (await call('get').expect(200)).body
  await call('patch').send({ title: 'One', revision }).expect(200)
  await call('patch').send({ title: 'Two', revision }).expect(409)
  await call('patch').send({ status: 'published', revision }).expect(409)
  await call('patch').send({ title: 'Three' }).expect(200)
  const dates = (await call('get', '/dates').expect(200)).body
  const reviewOn = `${year}-06-01T08:00:00.000Z`
  await call('put', '/dates').send({ reviewOn, revision: dates.revision }).expect(200)
  await call('put', '/dates').send({ revision: dates.revision }).expect(409)
})
