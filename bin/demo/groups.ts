import { searchChallenges } from '../../server/challenges/index.ts'
import {
  agreedWords,
  agreeToEngagement,
  announceEngagement,
  foundGroup,
  joinGroup,
  keepWatch,
  listGroups,
  planEngagement,
  registerForEngagement,
  wordsKey,
  writePost,
} from '../../server/groups/index.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { announceSchema, engagementSchema } from '../../shared/groups/engagements.schema.ts'
import { groupSchema, postSchema } from '../../shared/groups/groups.schema.ts'
import { watchSchema } from '../../shared/groups/watch.ts'
import { demoChallenges } from './demo-files.ts'
import { type DemoGroup, demoGroups } from './group-files.ts'
import { actorOf, staffOf } from './organisations.ts'
import { instantOf } from './relative-time.ts'

const watcher = 'grace.oduya@preston.example'

/** The working groups of the demonstration, with their boards and engagements; safe to repeat. */
export async function addGroups(today: Date): Promise<void> {
  const everything = { q: '', categories: [], regions: [] }
  for (const group of demoGroups()) {
    const founder = await actorOf(group.founder)
    const known = (await listGroups(founder, everything)).some(
      ({ group: { title } }) => title === group.title,
    )
    if (!known) await addGroup(group, today)
  }
}

async function addGroup(group: DemoGroup, today: Date): Promise<void> {
  // Somebody who watched for it before it was there.
  await keepWatch(await actorOf(watcher), watchSchema.parse({ q: 'damp homes', regions: ['TLD', 'TLE'] }))
  const { title, purpose, categories, regions, joining } = group
  const input = groupSchema.parse({ title, purpose, categories, regions, joining })
  const groupId = await foundGroup(await actorOf(group.founder), input, true)
  for (const member of group.members) await joinGroup(await actorOf(member), groupId)
  for (const { by, text, challenges, replies } of group.posts) {
    const links = await Promise.all(challenges.map(linkTo))
    const postId = await writePost(await actorOf(by), groupId, postSchema.parse({ text, links }))
    for (const reply of replies)
      await writePost(await actorOf(reply.by), groupId, postSchema.parse({ text: reply.text }), postId)
  }
  await addEngagement(group, groupId, today)
}

/** The address of an invented challenge, by its slug. */
async function linkTo(slug: string): Promise<string> {
  const title = demoChallenges().find((one) => one.slug === slug)?.words.title ?? ''
  const found = await searchChallenges(challengeListQuery.parse({ q: `"${title}"`, state: 'all' }))
  return `/challenges/${found.list.items[0]?._id ?? ''}`
}

async function addEngagement(
  { engagement, founder }: DemoGroup,
  groupId: string,
  today: Date,
): Promise<void> {
  const { title, learn, questions, minutes, place, noNoticeReason, authorities, registered } = engagement
  const startsAt = instantOf(engagement.start, today).toISOString()
  const registerBy = instantOf(engagement.registerBy, today).toISOString()
  const plan = engagementSchema.parse({ title, learn, questions, minutes, place, startsAt, registerBy })
  const lead = await actorOf(founder)
  const id = await planEngagement(lead, groupId, plan, true)
  const words = wordsKey(agreedWords({ ...plan, startsAt: new Date(startsAt) }))
  for (const by of authorities) await agreeToEngagement(await actorOf(by), id, words)
  await announceEngagement(lead, id, announceSchema.parse({ noNoticeReason }))
  for (const { supplier, note } of registered)
    await registerForEngagement(await actorOf(staffOf(supplier)), id, note)
}
