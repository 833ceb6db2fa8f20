import { searchChallenges } from '../../server/challenges/index.ts'
import {
  agreedWords,
  agreeToEngagement,
  announceEngagement,
  changeGroupRole,
  foundGroup,
  joinGroup,
  keepWatch,
  listGroups,
  planEngagement,
  publishNotes,
  registerForEngagement,
  wordsKey,
  writePost,
} from '../../server/groups/index.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { announceSchema, engagementSchema, notesSchema } from '../../shared/groups/engagements.schema.ts'
import { groupSchema, postSchema } from '../../shared/groups/groups.schema.ts'
import { watchSchema } from '../../shared/groups/watch.ts'
import { demoChallenges } from './demo-files.ts'
import { type DemoEngagement, type DemoGroup, demoGroups } from './group-files.ts'
import { actorOf, staffOf } from './organisations.ts'
import { instantOf } from './relative-time.ts'
import { onWorkingDay } from './working-days.ts'

const watcher = 'grace.oduya@preston.example'

type On = (inDays: number, at: string, happen: () => Promise<void>) => void

/** What happened in the working groups of the demonstration that are not there yet: their boards, and their engagements. */
export async function groupMoments(on: On, today: Date): Promise<void> {
  for (const group of demoGroups()) {
    if (await isThere(group)) continue
    let id = ''
    const { foundedInDays: begun, founder, members, organisers } = group
    // Somebody who watched for it before it was there.
    on(begun, '08:40', async () => {
      const input = watchSchema.parse({ q: 'damp homes', regions: ['TLD', 'TLE'] })
      await keepWatch(await actorOf(watcher), input)
    })
    on(begun, '09:10', async () => {
      id = await found(group)
    })
    on(begun, '11:30', async () => {
      for (const member of members) await joinGroup(await actorOf(member), id)
      for (const email of organisers) {
        const { userId } = await actorOf(email)
        await changeGroupRole(await actorOf(founder), id, userId, 'organiser')
      }
    })
    for (const post of group.posts) on(post.inDays, '13:20', () => talk(post, id))
    for (const engagement of group.engagements) engagementMoments(engagement, () => id, on, today)
  }
}

async function isThere({ founder, title }: DemoGroup): Promise<boolean> {
  const everything = { q: '', categories: [], regions: [] }
  const known = await listGroups(await actorOf(founder), everything)
  return known.some(({ group }) => group.title === title)
}

async function found(group: DemoGroup): Promise<string> {
  const { title, purpose, categories, regions, joining } = group
  const input = groupSchema.parse({ title, purpose, categories, regions, joining })
  return foundGroup(await actorOf(group.founder), input, true)
}

async function talk(
  { by, text, challenges, replies }: DemoGroup['posts'][number],
  groupId: string,
): Promise<void> {
  const links = await Promise.all(challenges.map(linkTo))
  const postId = await writePost(await actorOf(by), groupId, postSchema.parse({ text, links }))
  for (const reply of replies)
    await writePost(await actorOf(reply.by), groupId, postSchema.parse({ text: reply.text }), postId)
}

/** The address of an invented challenge, by its slug. */
async function linkTo(slug: string): Promise<string> {
  const title = demoChallenges().find((one) => one.slug === slug)?.words.title ?? ''
  const found = await searchChallenges(challengeListQuery.parse({ q: `"${title}"`, state: 'all' }))
  return `/challenges/${found.list.items[0]?._id ?? ''}`
}

function engagementMoments(engagement: DemoEngagement, groupId: () => string, on: On, today: Date): void {
  const { lead, plannedInDays, announcedInDays, noNoticeReason, authorities, registered, notes } = engagement
  let id = ''
  on(plannedInDays, '14:30', async () => {
    const planned = await plan(engagement, groupId(), today)
    id = planned.id
    for (const by of authorities) await agreeToEngagement(await actorOf(by), id, planned.words)
  })
  on(announcedInDays, '10:15', async () =>
    announceEngagement(await actorOf(lead), id, announceSchema.parse({ noNoticeReason })),
  )
  on(announcedInDays + 1, '11:45', async () => {
    for (const { supplier, note } of registered)
      await registerForEngagement(await actorOf(staffOf(supplier)), id, { note })
  })
  if (notes)
    on(notes.inDays, '16:05', async () => {
      await publishNotes(await actorOf(lead), id, notesSchema.parse({ notes: notes.text }))
    })
}

/** Plans one. @returns its id, and the key of the words that authorities agree to */
async function plan(
  engagement: DemoEngagement,
  groupId: string,
  today: Date,
): Promise<{ id: string; words: string }> {
  const { title, learn, questions, minutes, place, lead } = engagement
  const instant = (time: DemoEngagement['start']) => instantOf(onWorkingDay(time, today), today).toISOString()
  const startsAt = instant(engagement.start)
  const registerBy = instant(engagement.registerBy)
  const input = engagementSchema.parse({ title, learn, questions, minutes, place, startsAt, registerBy })
  const id = await planEngagement(await actorOf(lead), groupId, input, true)
  return { id, words: wordsKey(agreedWords({ ...input, startsAt: new Date(startsAt) })) }
}
