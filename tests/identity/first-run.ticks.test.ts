import { EventRecord } from '../../server/audit/audit.model.ts'
import { saveSearch } from '../../server/challenges/challenges.searches.service.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { Evaluation } from '../../server/evaluation/evaluation.model.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { Preference } from '../../server/notifications/notifications.model.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { now } from '../../server/platform/clock.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import {
  challengePlanChosen,
  challengePublicationScheduled,
  challengePublished,
  challengeReturned,
} from '../../shared/challenges/challenges.events.ts'
import { criteriaOf } from '../../shared/challenges/saved-search.ts'
import { matchAdded, matchApproved, matchDeclined } from '../../shared/matching/matching.events.ts'
import {
  organisationClaimed,
  organisationRefused,
  organisationVerified,
} from '../../shared/organisations/organisations.events.ts'
import { type Beginner, firstSteps } from '../../shared/platform/checklists.ts'
import { resourceChanged, resourcePublished } from '../../shared/resources/resources.events.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { aPerson } from './identity.factory.ts'

let app: TestApp
let council: { id: string; name: string }
beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  const found = await findAuthorityByCode('BBD')
  council = { id: found?.id ?? '', name: found?.name ?? '' }
}, 120_000)
afterAll(() => app.stop())

const paths: Record<Beginner, string> = {
  supplier: '/your-matches',
  authority: '/your-challenges',
  brokerage: '/desk',
  evaluator: '/your-evaluations',
}

/** Somebody signed in, and the ids of the steps that their first page has ticked; null once it has no list. */
async function aBeginner(who: Beginner, organisation: Parameters<typeof aPerson>[0] = {}) {
  const person = await aPerson(organisation)
  const agent = app.agent()
  await signInAs(agent, person)
  const ticked = async (): Promise<string[] | null> => {
    const { text } = await agent.get(paths[who]).expect(200)
    if (!text.includes('class="first-steps"')) return null
    const done = [...text.matchAll(/first-steps__step--done[\s\S]*?<span>([^<]+)<\/span>/g)]
    expect(text).toContain(`${done.length} of ${firstSteps[who].length} done`)
    return done.map(([, title]) => firstSteps[who].find((step) => step.title === title)?.id ?? String(title))
  }
  return { person, ticked }
}

/** That this person did something, as the record has it. */
const acted = (userId: string, { name }: { name: string }) =>
  EventRecord.create({
    name,
    at: now(),
    actor: { kind: 'person', userId, organisationId: '' },
    subject: { kind: 'test', id: 'test' },
    payload: {},
  } as never)

const choose = (_id: string) =>
  Preference.create({ _id, choices: { 'answer-published': { email: 'off', inbox: true } }, updatedAt: now() })

it('ticks for a supplier what it has done, each step by itself, and goes when all are done', async () => {
  const { person, ticked } = await aBeginner('supplier', { organisation: 'supplier' })
  const _id = person.organisationId ?? ''
  const profile = (fields: object) => Organisation.updateOne({ _id }, { $set: fields })
  expect(await ticked()).toEqual([])
  await profile({ 'supplier.regions': ['TLD4'] })
  expect(await ticked()).toEqual(['regions'])
  await profile({ 'supplier.regions': [], 'supplier.cpv': ['45000000'] })
  expect(await ticked()).toEqual(['categories'])
  await profile({ 'supplier.cpv': [], 'supplier.whatWeDo': 'Sensors' })
  expect(await ticked()).toEqual(['about'])
  const criteria = criteriaOf(challengeListQuery.parse({ q: 'damp' }))
  await saveSearch(await actorOfPerson(person.id), { name: 'Damp', alert: 'daily', criteria })
  expect(await ticked()).toEqual(['about', 'search'])
  await choose(person.id)
  expect(await ticked()).toEqual(['about', 'search', 'choices'])
  await aPerson({ organisation: _id })
  expect(await ticked()).toEqual(['about', 'search', 'choices', 'colleague'])
  await profile({ 'supplier.regions': ['TLD4'], 'supplier.cpv': ['45000000'] })
  expect(await ticked()).toBeNull()
})

it('ticks for an officer of an authority', async () => {
  const { person, ticked } = await aBeginner('authority', { organisation: council.id })
  const somebodyElse = await aPerson()
  await acted(somebodyElse.id, challengePlanChosen)
  await aChallenge({ authorityId: 'another', status: 'submitted' })
  expect(await ticked()).toEqual([])
  await acted(person.id, challengePlanChosen)
  expect(await ticked()).toEqual(['route'])
  const { _id } = await aChallenge({ authorityId: council.id, authorityName: council.name })
  expect(await ticked()).toEqual(['draft', 'route'])
  await Challenge.updateOne({ _id }, { $set: { status: 'submitted' } })
  expect(await ticked()).toEqual(['draft', 'route', 'submit'])
  await choose(person.id)
  expect(await ticked()).toEqual(['draft', 'route', 'submit', 'choices'])
  await aPerson({ organisation: council.id })
  expect(await ticked()).toBeNull()
})

it('ticks for a broker, whichever of the deeds it was', async () => {
  const deeds: Record<string, { name: string }[]> = {
    review: [challengePublished, challengeReturned, challengePublicationScheduled],
    confirm: [organisationVerified, organisationRefused, organisationClaimed],
    match: [matchApproved, matchDeclined, matchAdded],
    library: [resourcePublished, resourceChanged],
  }
  const { person, ticked } = await aBeginner('brokerage', { organisation: 'brokerage' })
  expect(await ticked()).toEqual([])
  for (const [step, events] of Object.entries(deeds)) {
    for (const event of events) {
      await acted(person.id, event)
      expect([event.name, await ticked()]).toEqual([event.name, [step]])
      await EventRecord.collection.deleteMany({ 'actor.userId': person.id })
    }
  }
  await choose(person.id)
  expect(await ticked()).toEqual(['choices'])
  for (const [event] of Object.values(deeds)) if (event) await acted(person.id, event)
  expect(await ticked()).toBeNull()
})

it('ticks for an evaluator', async () => {
  const { person, ticked } = await aBeginner('evaluator', { organisation: council.id })
  expect(await ticked()).toEqual([])
  const { _id } = await aChallenge({ authorityId: council.id, authorityName: council.name, status: 'closed' })
  const member = {
    userId: person.id,
    name: person.name,
    organisationId: council.id,
    role: 'evaluator',
    invitedAt: now(),
    declarations: [],
    sheets: 1,
    submittedAt: null,
  }
  await Evaluation.create({ _id, state: 'scoring', panel: [member] } as never)
  expect(await ticked()).toEqual(['panel'])
  const declaration = { number: 1, hasInterest: false, what: '', suppliers: '', at: now(), ruling: null }
  await Evaluation.updateOne({ _id }, { $set: { 'panel.0.declarations': [declaration] } })
  expect(await ticked()).toEqual(['panel', 'declare'])
  await Evaluation.updateOne({ _id }, { $set: { 'panel.0.submittedAt': now() } })
  expect(await ticked()).toEqual(['panel', 'declare', 'scores'])
  await choose(person.id)
  expect(await ticked()).toBeNull()
})
