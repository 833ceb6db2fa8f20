import { newestEvents } from '../../server/audit/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { draftJointChallenge } from '../../server/groups/groups.drafting.service.ts'
import {
  agreeToEngagement,
  editEngagement,
  planEngagement,
  withdrawAgreement,
} from '../../server/groups/groups.engagements.service.ts'
import { agreedWords, wordsKey } from '../../server/groups/groups.engagement-words.ts'
import { joinGroup } from '../../server/groups/groups.members.service.ts'
import { GroupMember, Post } from '../../server/groups/groups.model.ts'
import { editPost, listTalks, listTalksAfter, writePost } from '../../server/groups/groups.posts.service.ts'
import {
  registerForEngagement,
  suppliersRegistered,
  withdrawRegistration,
} from '../../server/groups/groups.registrations.service.ts'
import { foundGroup } from '../../server/groups/groups.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { loadAuthorities, type Organisation } from '../../server/organisations/index.ts'
import { announceEngagement } from '../../server/groups/groups.announce.service.ts'
import { announceSchema, engagementSchema } from '../../shared/groups/engagements.schema.ts'
import { mostEdits } from '../../shared/groups/group.ts'
import { groupSchema, postSchema } from '../../shared/groups/groups.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { aCouncil } from './groups.people.ts'

useDatabase()
let organiser: Actor
let other: Actor
let groupId: string

beforeAll(async () => {
  await loadAuthorities()
  organiser = await actorOfPerson((await aPerson({ organisation: await aCouncil('PEN') })).id)
  other = await actorOfPerson((await aPerson({ organisation: await aCouncil('BUN') })).id)
  const words = { title: 'Damp together', purpose: 'To end it', joining: 'open' }
  groupId = await foundGroup(organiser, groupSchema.parse(words))
  await joinGroup(other, groupId)
})

/** The same person, who chose to act for another council of theirs. */
const actingFor = (actor: Actor, { id, name }: Organisation): Actor => ({
  ...actor,
  organisation: { id, kind: 'authority', name, isVerified: true },
})

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const plan = engagementSchema.parse({
  title: 'What finds damp?',
  learn: 'What works.',
  startsAt: inDays(20),
  minutes: 90,
  place: 'Online',
  registerBy: inDays(15),
})

it('tells of a change of an engagement only where something changed, and of 20 in a day at most', async () => {
  const id = await planEngagement(organiser, groupId, plan)
  for (let count = 0; count < 19; count += 1) await editEngagement(organiser, id, plan)
  expect(await newestEvents('engagement.changed', 5)).toEqual([])
  await editEngagement(organiser, id, { ...plan, place: 'In Pendle' })
  expect(await newestEvents('engagement.changed', 5)).toHaveLength(1)
  await expect(editEngagement(organiser, id, plan)).rejects.toMatchObject({ code: 'too-many' })
})

it('lets an authority say yes and no 30 times in a day', async () => {
  const id = await planEngagement(organiser, groupId, plan)
  const seen = wordsKey(agreedWords({ ...plan, startsAt: plan.startsAt ?? new Date() }))
  for (let count = 0; count < 15; count += 1) {
    await agreeToEngagement(other, id, seen)
    await withdrawAgreement(other, id)
  }
  await expect(agreeToEngagement(other, id, seen)).rejects.toMatchObject({ code: 'too-many' })
})

it('does not say that an engagement was held which is still to come, and takes a firm’s word 20 times a day', async () => {
  const id = await planEngagement(organiser, groupId, plan)
  await announceEngagement(organiser, id, announceSchema.parse({ noticeId: '012345-2026' }))
  const challenge = await Challenge.findById(await draftJointChallenge(organiser, id)).lean()
  expect(challenge?.title).toBe('What finds damp?')
  expect(challenge?.onFile.engagement?.held).not.toBe('yes')

  const firm = await actorOfPerson((await aPerson({ organisation: 'supplier' })).id)
  for (let count = 0; count < 20; count += 1) await registerForEngagement(firm, id, { note: `${count}` })
  await expect(registerForEngagement(firm, id, {})).rejects.toMatchObject({ code: 'too-many' })
  await withdrawRegistration(firm, id)
  expect(await suppliersRegistered(id)).toEqual([])
})

it('lets 10 engagements be planned in a day', async () => {
  for (let count = 3; count < 10; count += 1) await planEngagement(organiser, groupId, plan)
  await expect(planEngagement(organiser, groupId, plan)).rejects.toMatchObject({ code: 'too-many' })
})

describe('a post', () => {
  it('keeps what it said before, only so often, and out of lists', async () => {
    const written = (text: string) => postSchema.parse({ text })
    const postId = await writePost(other, groupId, written('First'))
    await editPost(other, groupId, postId, written('First'))
    expect((await Post.findById(postId).lean())?.earlier).toEqual([])
    await editPost(other, groupId, postId, written('Second'))
    const [before] = (await Post.findById(postId).lean())?.earlier ?? []
    expect(before?.text).toBe('First')
    await Post.updateOne({ _id: postId }, { $set: { earlier: Array(mostEdits).fill(before) } })
    await expect(editPost(other, groupId, postId, written('Third'))).rejects.toMatchObject({
      code: 'conflict',
    })
    const lists = [await listTalks(other, groupId, 1), await listTalksAfter(other, groupId, { limit: 5 })]
    for (const { items } of lists) expect(items.map(({ post }) => 'earlier' in post)).toEqual([false])
  })

  it('is changed by nobody who acts for another organisation now', async () => {
    const postId = await writePost(other, groupId, postSchema.parse({ text: 'Ours' }))
    const now = actingFor(other, await aCouncil('LDS'))
    await joinGroup(now, groupId)
    const edited = editPost(now, groupId, postId, postSchema.parse({ text: 'Theirs' }))
    await expect(edited).rejects.toMatchObject({ code: 'forbidden' })
  })
})

it('keeps its organiser who joins again for a second organisation', async () => {
  const second = await aCouncil('BBD')
  await joinGroup(actingFor(organiser, second), groupId)
  const own = await GroupMember.find({ groupId, userId: organiser.userId }).lean()
  expect(own).toMatchObject([{ organisationId: second.id, role: 'organiser' }])
})
