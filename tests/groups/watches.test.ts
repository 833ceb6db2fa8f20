import { newestEvents } from '../../server/audit/index.ts'
import { tellOfGroup, tellOfProblem, tellOfSharing } from '../../server/groups/index.ts'
import { foundGroup } from '../../server/groups/groups.service.ts'
import { deleteWatch, keepWatch, listWatches } from '../../server/groups/groups.watches.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { loadAuthorities, removeMember } from '../../server/organisations/index.ts'
import { groupSchema } from '../../shared/groups/groups.schema.ts'
import { watchSchema } from '../../shared/groups/watch.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { aCouncil } from './groups.people.ts'

useDatabase()
let watcher: Actor
let lead: Awaited<ReturnType<typeof aCouncil>>
let sharer: Awaited<ReturnType<typeof aCouncil>>

beforeAll(async () => {
  await loadAuthorities()
  const [own, first, second] = [await aCouncil('PEN'), await aCouncil('BBD'), await aCouncil('LDS')]
  watcher = await actorOfPerson((await aPerson({ organisation: own, role: 'admin' })).id)
  ;[lead, sharer] = [first, second]
})

const toldOf = async () => {
  const names = ['watch.group-found', 'watch.problem-found', 'watch.problem-shared']
  const events = await Promise.all(names.map((name) => newestEvents(name, 50)))
  return events.flat().map(({ name }) => name)
}

const aNeed = (authorityId: string, isNamed = true) => ({
  authorityId,
  authorityName: 'A council',
  note: '',
  volume: null,
  unit: '',
  isNamed,
  at: new Date(),
  by: newId(),
})

it('is kept once, by people of authorities only', async () => {
  const supplier = await actorOfPerson((await aPerson({ organisation: 'supplier' })).id)
  const input = watchSchema.parse({ q: 'falls', regions: ['TLD'] })
  await expect(keepWatch(supplier, input)).rejects.toMatchObject({ code: 'not-found' })
  await keepWatch(watcher, input)
  await expect(keepWatch(watcher, input)).rejects.toMatchObject({ code: 'conflict' })
  const other = await keepWatch(watcher, watchSchema.parse({ q: 'bridges' }))
  await expect(deleteWatch(supplier, other._id)).rejects.toMatchObject({ code: 'not-found' })
  await deleteWatch(watcher, other._id)
  expect((await listWatches(watcher)).map(({ q }) => q)).toEqual(['falls'])
})

it('tells once of what is published, shared and founded elsewhere, and of nothing of one’s own', async () => {
  const authority = { authorityId: lead.id, authorityName: lead.name }
  const sameNeeds = [aNeed(sharer.id), aNeed(watcher.organisation?.id ?? '')]
  const { _id } = await aChallenge({ ...authority, status: 'open', sameNeeds })
  const draft = await aChallenge(authority)
  const own = await aChallenge({ authorityId: watcher.organisation?.id ?? '', status: 'open' })
  // What was published before somebody watched is no news to them.
  await tellOfProblem(_id, new Date(Date.now() - 60_000))
  expect(await toldOf()).toEqual([])
  for (const id of [_id, _id, draft._id, own._id]) await tellOfProblem(id)
  expect(await toldOf()).toEqual(['watch.problem-found'])
  await tellOfSharing(_id, watcher.organisation?.id ?? '')
  // Leeds lies in another region than the one that is watched.
  await tellOfSharing(_id, sharer.id)
  expect(await toldOf()).toHaveLength(1)
  await keepWatch(watcher, watchSchema.parse({ regions: ['TLE'] }))
  await tellOfSharing(_id, sharer.id)
  await tellOfSharing(_id, sharer.id)
  const founder = await actorOfPerson((await aPerson({ organisation: sharer })).id)
  const words = { title: 'Fewer falls', purpose: 'Together', joining: 'open' }
  const groupId = await foundGroup(founder, groupSchema.parse(words))
  await tellOfGroup(groupId, sharer.id)
  expect(await toldOf()).toEqual(['watch.group-found', 'watch.problem-found', 'watch.problem-shared'])
})

it('does not tell by its region of an authority that is not named', async () => {
  const lies = { authorityId: lead.id, authorityName: lead.name, regions: ['TLL5'] }
  const { _id } = await aChallenge({ ...lies, status: 'open', sameNeeds: [aNeed(sharer.id, false)] })
  const before = await toldOf()
  await tellOfSharing(_id, sharer.id)
  expect(await toldOf()).toEqual(before)
})

it('tells nobody who has left where they kept it', async () => {
  const before = await toldOf()
  const admin = await aPerson({ organisation: watcher.organisation?.id ?? '', role: 'admin' })
  await removeMember(await actorOfPerson(admin.id), watcher.organisation?.id ?? '', watcher.userId)
  const { _id } = await aChallenge({ authorityId: lead.id, authorityName: lead.name, status: 'open' })
  await tellOfProblem(_id)
  expect(await toldOf()).toEqual(before)
})
