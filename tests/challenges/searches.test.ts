import { listEvents, record } from '../../server/audit/index.ts'
import { noteFinds, noteMissedFinds, tellGathered } from '../../server/challenges/challenges.finds.service.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { SavedSearch, SearchFind, SearchTelling } from '../../server/challenges/challenges.searches.model.ts'
import {
  changeSearch,
  deleteSearch,
  getSavedSearch,
  listSavedSearches,
  saveSearch,
} from '../../server/challenges/challenges.searches.service.ts'
import { savedSearchPolicy } from '../../server/challenges/challenges.policy.ts'
import { transaction } from '../../server/platform/database.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import {
  criteriaOf,
  mostSavedSearches,
  type SearchAlert,
  tellingTime,
} from '../../shared/challenges/saved-search.ts'
import { searchStems } from '../../shared/challenges/search-words.ts'
import { challengePublished } from '../../shared/challenges/challenges.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { everybody, allowed } from '../platform/actors.ts'
import { startTestWorkers, until } from '../platform/app.ts'
import { useDatabase } from '../platform/database.ts'
import { aChallenge } from './challenges.factory.ts'

useDatabase()
afterEach(async () => {
  releaseClock()
  await Promise.all(
    [SavedSearch, SearchFind, SearchTelling].map(({ collection }) => collection.deleteMany({})),
  )
  await Challenge.deleteMany({})
})

const criteria = (query: object = {}) => criteriaOf(challengeListQuery.parse(query))
const anybody = () => ({ ...everybody.supplier, userId: newId() })
const falls = { q: 'falls' }

const save = (actor = anybody(), alert: SearchAlert = 'at-once', query: object = falls, name = 'Falls') =>
  saveSearch(actor, { name, alert, criteria: criteria(query) })

const anOpenChallenge = (changes = {}) => aChallenge({ status: 'open', ...changes })
const toldAtOnce = async (searchId: string) =>
  (await listEvents('saved-search', searchId)).filter(({ name }) => name === 'search.found').length
const gathered = async (userId: string) => {
  const events = await listEvents('person', userId)
  return events.filter(({ name }) => name === 'search.gathered').map(({ payload }) => payload)
}

describe('who may keep a search', () => {
  it('is anybody signed in, viewers too; and nobody but its owner may see or change it', () => {
    const people = allowed(() => true).filter((who) => who !== 'visitor' && who !== 'system')
    expect(allowed((actor) => savedSearchPolicy.save(actor))).toEqual(people)
    for (const who of people) {
      const search = { userId: everybody[who].userId }
      const own = people.filter((one) => everybody[one].userId === search.userId)
      expect(allowed((actor) => savedSearchPolicy.change(actor, search))).toEqual(own)
    }
  })

  it('does not even know of another’s', async () => {
    const { _id } = await save()
    const other = anybody()
    for (const attempt of [
      () => getSavedSearch(other, _id),
      () => changeSearch(other, _id, { name: 'Mine' }),
      () => deleteSearch(other, _id),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' })
    await expect(save(everybody.visitor as never)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('keeping searches', () => {
  it('takes a name once for each person, and twenty in all, even when they are saved at the same moment', async () => {
    const actor = anybody()
    await save(actor)
    await expect(save(actor)).rejects.toMatchObject({ code: 'conflict' })
    await save(anybody())
    for (let i = 2; i < mostSavedSearches; i += 1) await save(actor, 'none', falls, `Falls ${i}`)
    const last = await Promise.allSettled(['a', 'b', 'c'].map((name) => save(actor, 'none', falls, name)))
    expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = last.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    for (const reason of refused) expect(reason).toMatchObject({ code: 'too-many' })
    expect(await listSavedSearches(actor)).toHaveLength(mostSavedSearches)
    await expect(save(actor, 'none', falls, 'one more')).rejects.toMatchObject({ code: 'too-many' })
    const [first] = await listSavedSearches(actor)
    await deleteSearch(actor, first?._id ?? '')
    await save(actor, 'none', falls, 'in its place')
  })
})

describe('what is newly found', () => {
  it('is told once, however often the event comes, and however many searches find it', async () => {
    const actor = anybody()
    const first = await save(actor)
    const second = await save(actor, 'at-once', { region: 'TLD' }, 'North West')
    const daily = await save(actor, 'daily', { stage: 'pilot' }, 'Pilots')
    const elsewhere = await save(anybody(), 'at-once', { q: 'potholes' })
    const { _id } = await anOpenChallenge({ regions: ['TLD4'] })
    await Promise.all([noteFinds(_id), noteFinds(_id)])
    await noteFinds(_id)
    expect((await toldAtOnce(first._id)) + (await toldAtOnce(second._id))).toBe(1)
    expect(await toldAtOnce(elsewhere._id)).toBe(0)
    expect(await SearchFind.countDocuments({ challengeId: _id })).toBe(3)
    freezeClock(new Date(now().getTime() + 2 * 86_400_000))
    await tellGathered()
    expect(await gathered(daily.userId)).toEqual([])
  })

  it('is nothing that it found already when it was saved, unless a change makes it new to another', async () => {
    const { _id } = await anOpenChallenge()
    const actor = anybody()
    const known = await save(actor)
    const potholes = await save(actor, 'at-once', { q: 'potholes' }, 'Potholes')
    await noteFinds(_id)
    expect(await toldAtOnce(known._id)).toBe(0)
    const title = 'Fewer falls, and fewer potholes'
    await Challenge.updateOne({ _id }, { $set: { title, 'listing.stems': searchStems(title) } })
    await noteFinds(_id)
    expect(await toldAtOnce(known._id)).toBe(0)
    expect(await toldAtOnce(potholes._id)).toBe(1)
  })

  it('is what was published while it was being saved too, and that once', async () => {
    const { _id: known } = await anOpenChallenge()
    const { _id: searchId } = await save()
    const other = await save(anybody(), 'at-once', { q: 'potholes' })
    // Its publication looked for searches before this one was kept, and this one for challenges before that.
    const { _id: between } = await anOpenChallenge()
    await Promise.all([noteMissedFinds(searchId), noteMissedFinds(searchId), noteFinds(between)])
    for (const id of [searchId, other._id]) await noteMissedFinds(id)
    const finds = await SearchFind.find({ searchId, tellAt: { $ne: null } }).lean()
    expect(finds.map(({ challengeId }) => challengeId)).toEqual([between])
    expect(await toldAtOnce(searchId)).toBe(1)
    expect(await toldAtOnce(other._id)).toBe(0)
    expect(await SearchFind.countDocuments({ challengeId: known })).toBe(1)
  })

  it('is by another aim, once its owner changes that: what that finds already is known', async () => {
    const actor = anybody()
    const { _id: id } = await save(actor, 'daily')
    const { _id: waiting } = await anOpenChallenge()
    await noteFinds(waiting)
    const potholes = { title: 'Potholes', summary: '', problem: '', outcomes: [], context: '' }
    const { _id: known } = await anOpenChallenge(potholes)
    await changeSearch(actor, id, { criteria: criteria({ q: 'potholes' }) })
    expect(await getSavedSearch(actor, id)).toMatchObject({ name: 'Falls', criteria: { q: 'potholes' } })
    expect(await listSavedSearches(actor)).toHaveLength(1)
    const { _id: fresh } = await anOpenChallenge(potholes)
    for (const challengeId of [waiting, known, fresh]) await noteFinds(challengeId)
    await noteMissedFinds(id)
    freezeClock(new Date(now().getTime() + 2 * 86_400_000))
    await tellGathered()
    expect(await gathered(actor.userId)).toEqual([{ userId: actor.userId, challengeIds: [fresh] }])
  })

  it('is never a draft, nor a challenge that is over', async () => {
    const { _id: searchId } = await save(anybody(), 'at-once', { state: 'all' })
    const { _id: draft } = await aChallenge()
    const { _id: closed } = await aChallenge({ status: 'closed' })
    for (const id of [draft, closed, newId()]) await noteFinds(id)
    expect(await toldAtOnce(searchId)).toBe(0)
  })

  it('waits for the day or the Monday that its owner chose, and is then told in one go', async () => {
    freezeClock(new Date('2026-11-27T10:00:00Z'))
    const actor = anybody()
    await save(actor, 'daily')
    await save(actor, 'weekly', { stage: 'pilot' }, 'Pilots')
    const both = await anOpenChallenge()
    const pilotOnly = await anOpenChallenge({
      title: 'Warm homes',
      summary: '',
      problem: '',
      outcomes: [],
      context: '',
    })
    for (const { _id } of [both, pilotOnly]) await noteFinds(_id)
    await tellGathered()
    expect(await gathered(actor.userId)).toEqual([])
    freezeClock(new Date('2026-11-28T08:00:00Z'))
    await Promise.all([tellGathered(), tellGathered()])
    expect(await gathered(actor.userId)).toEqual([{ userId: actor.userId, challengeIds: [both._id] }])
    freezeClock(new Date('2026-11-30T08:00:00Z'))
    await tellGathered()
    await tellGathered()
    expect(await gathered(actor.userId)).toContainEqual({
      userId: actor.userId,
      challengeIds: [pilotOnly._id],
    })
    expect(await gathered(actor.userId)).toHaveLength(2)
  })

  it('is not told once its alert is off, its search gone or the challenge over', async () => {
    freezeClock(new Date('2026-11-27T10:00:00Z'))
    const [off, gone, late] = [anybody(), anybody(), anybody()]
    const offId = (await save(off, 'daily'))._id
    const goneId = (await save(gone, 'daily'))._id
    await save(late, 'weekly')
    const { _id } = await anOpenChallenge()
    await noteFinds(_id)
    await changeSearch(off, offId, { alert: 'none' })
    await deleteSearch(gone, goneId)
    await Challenge.updateOne({ _id }, { $set: { 'timetable.respondBy': new Date('2026-11-29T08:00:00Z') } })
    freezeClock(new Date('2026-12-01T08:00:00Z'))
    await tellGathered()
    for (const { userId } of [off, gone, late]) expect(await gathered(userId)).toEqual([])
  })

  it('comes by the new rhythm when its owner changes it', async () => {
    freezeClock(new Date('2026-11-27T10:00:00Z'))
    const actor = anybody()
    const { _id: id } = await save(actor, 'weekly')
    await noteFinds((await anOpenChallenge())._id)
    await changeSearch(actor, id, { alert: 'at-once' })
    await tellGathered()
    expect(await gathered(actor.userId)).toHaveLength(1)
  })
})

it('a worker looks once more for a search that was saved', async () => {
  const { _id } = await save()
  await anOpenChallenge()
  startTestWorkers()
  await until(async () => (await toldAtOnce(_id)) === 1)
})

it('saved and published at the same moment, over and over, each search knows or is told once', async () => {
  const published = async () => {
    const { _id, authorityId } = await anOpenChallenge({ publishedAt: now() })
    await transaction((session) =>
      record(session, system, challengePublished, { challengeId: _id, authorityId, version: 1 }),
    )
    return _id
  }
  for (let round = 0; round < 6; round += 1) {
    const [{ _id: searchId }, challengeId] = await Promise.all([save(), published()])
    const find = await until(() => SearchFind.findOne({ searchId, challengeId }).lean())
    await Promise.all([noteFinds(challengeId), noteMissedFinds(searchId), noteFinds(challengeId)])
    const told = (await listEvents('saved-search', searchId)).filter(
      ({ name, payload }) =>
        name === 'search.found' && (payload as { challengeId: string }).challengeId === challengeId,
    )
    expect(told).toHaveLength(find.tellAt === null ? 0 : 1)
  }
}, 30_000)

describe('the time of telling', () => {
  it.each([
    ['daily', '2026-11-27T07:59:00Z', '2026-11-27T08:00:00.000Z'],
    ['daily', '2026-11-27T08:00:00Z', '2026-11-28T08:00:00.000Z'],
    ['daily', '2026-07-01T06:30:00Z', '2026-07-01T07:00:00.000Z'],
    ['weekly', '2026-11-27T10:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['weekly', '2026-11-30T08:00:00Z', '2026-12-07T08:00:00.000Z'],
    ['weekly', '2026-03-23T10:00:00Z', '2026-03-30T07:00:00.000Z'],
    ['at-once', '2026-11-27T10:00:00Z', '2026-11-27T10:00:00.000Z'],
  ] as const)('%s, found at %s: %s', (alert, found, told) => {
    expect(tellingTime(alert, new Date(found))?.toISOString()).toBe(told)
  })

  it('never comes where nobody wants to hear', () => expect(tellingTime('none', now())).toBeNull())
})
