import { listSavedSearches, saveSearch, tellGathered } from '../../server/challenges/index.ts'
import { changeSearch } from '../../server/challenges/challenges.searches.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { criteriaOf, type SearchAlert } from '../../shared/challenges/saved-search.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { announce, aPublicChallenge } from '../matching/matching.factory.ts'
import { type TestApp, startTestApp, until } from '../platform/app.ts'
import { stopTestDatabase } from '../platform/database.ts'
import { type MailServer, startMailServer } from '../platform/mail-server.ts'
import { noticesOf } from './notifications.factory.ts'

let mail: MailServer
let app: TestApp

beforeAll(async () => {
  mail = await startMailServer()
  app = await startTestApp({ workers: true, settings: { SMTP_URL: mail.url } })
})
afterAll(async () => {
  await stopTestDatabase()
  await mail.stop()
})
afterEach(releaseClock)

/** Somebody whose search looks for one word. */
async function aSearcher(alert: SearchAlert, q: string) {
  const person = await aPerson()
  const actor = await actorOfPerson(person.id)
  const criteria = criteriaOf(challengeListQuery.parse({ q }))
  await saveSearch(actor, { name: `Anything with ${q}`, alert, criteria })
  const mails = () => mail.taken.filter(({ to }) => [to].flat()[0]?.text === person.email)
  return { person, actor, mails }
}

const published = async (title: string) => {
  const challenge = await aPublicChallenge({ title })
  await announce(challenge)
  return challenge
}

it('an owner who wants to know at once gets one notice and one e-mail, whatever is announced again', async () => {
  const { person, mails } = await aSearcher('at-once', 'otters')
  const other = await aSearcher('at-once', 'beavers')
  const challenge = await published('Otters in culverts')
  await until(() => mails().length === 1)
  await announce(challenge)
  await published('Beavers in culverts')
  await until(() => other.mails().length === 1)
  const [message] = mails()
  expect(message?.subject).toBe('Found by “Anything with otters”: Otters in culverts')
  expect(message?.text).toContain(`/challenges/${challenge._id}`)
  expect(mails()).toHaveLength(1)
  expect((await noticesOf(person.id)).map(({ kind }) => kind)).toEqual(['search-found'])
}, 30_000)

it('one request from the e-mail stops more of them; the inbox goes on', async () => {
  const { person, mails } = await aSearcher('at-once', 'herons')
  await published('Herons at the weir')
  const [message] = await until(() => (mails().length === 1 ? mails() : null))
  const list = message?.headers.get('list') as { unsubscribe: { url: string } } | undefined
  const path = new URL(list?.unsubscribe.url ?? '').pathname
  await app.agent().post(path).type('form').send('List-Unsubscribe=One-Click').expect(200)
  await published('More herons at the weir')
  await until(async () => (await noticesOf(person.id)).length === 2)
  expect(mails()).toHaveLength(1)
}, 30_000)

it('who hears once a day gets one e-mail with all that their searches found', async () => {
  const { person, actor, mails } = await aSearcher('daily', 'swans')
  const criteria = criteriaOf(challengeListQuery.parse({ q: 'geese' }))
  await saveSearch(actor, { name: 'Geese', alert: 'daily', criteria })
  const witness = await aSearcher('at-once', 'Blackburn')
  await published('Swans on the canal')
  await published('Geese on the green')
  await until(() => witness.mails().length === 2)
  expect(mails()).toHaveLength(0)
  freezeClock(new Date(now().getTime() + 86_400_000))
  await tellGathered()
  const [message] = await until(() => (mails().length > 0 ? mails() : null))
  expect(message?.subject).toBe('What your saved searches found')
  expect(message?.text).toContain('Swans on the canal, Blackburn with Darwen Borough Council.')
  expect(message?.text).toContain('Geese on the green')
  await tellGathered()
  expect(await noticesOf(person.id)).toHaveLength(1)
}, 30_000)

it('an alert that is off says nothing', async () => {
  const { person, actor, mails } = await aSearcher('at-once', 'newts')
  const [search] = await listSavedSearches(actor)
  await changeSearch(actor, search?._id ?? '', { alert: 'none' })
  const witness = await aSearcher('at-once', 'newts')
  await published('Newts in the pond')
  await until(() => witness.mails().length === 1)
  expect(await noticesOf(person.id)).toEqual([])
  expect(mails()).toEqual([])
}, 30_000)
