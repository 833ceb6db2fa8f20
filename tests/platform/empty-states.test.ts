import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'

const client = join(projectRoot, 'client')

/** Every page that lists rows of something, by its template. */
const lists = readdirSync(client, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.njk'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => [relative(client, path), readFileSync(path, 'utf8')] as const)
  .filter(([, text]) => text.includes("{% extends 'platform/layout.njk' %}"))
  .filter(([, text]) => /<ul class="rows[^>]*>\s*\{% for/.test(text))

/** Lists that are never empty where they are shown, or beside which the page itself says what is missing. */
const neverEmpty: Record<string, string> = {
  'challenges/route.njk': 'the routes that the advisor found',
  'evaluation/feedback-list.njk': 'after the decision, of at least one proposal',
  'evaluation/guests.njk': 'shown only if there are any; the form is the page',
  'evaluation/home.njk': 'says who is needed in the panel',
  'identity/account.njk': 'the sign-in of this browser; tokens have a sentence and a button',
  'identity/demo.njk': 'the people of the demonstration',
  'identity/tour.njk': 'the walks of the tour',
  'moderation/desk.njk': 'the queue has its own; what is scheduled is shown only if there is any',
  'notifications/preferences.njk': 'muted challenges, shown only if there are any',
  'organisations/organisation.njk': 'its members, of whom the reader is one',
  'organisations/profile-categories.njk': 'categories found and chosen, with sentences of their own',
  'organisations/supplier.njk': 'case studies and awards, with sentences of their own',
  'outcomes/list.njk': 'the contracts that were signed',
  'groups/engagement.njk': 'those who registered, with a sentence of its own',
  'groups/members.njk': 'a group has a member; requests have a sentence of their own',
  'outcomes/decision.njk': 'the ways of the law',
  'outcomes/pilot.njk': 'outcomes and milestones, with sentences of their own',
  'outcomes/scale-up-invite.njk': 'the contracts that were signed',
  'proposals/consortium.njk': 'the lead is one of them',
  'proposals/files.njk': 'the page says that none is needed; the form is the page',
  'proposals/opening.njk': 'those who hold the key',
  'publication/notices.njk': 'the notices of the plan',
  'resources/show.njk': 'related resources, shown only if there are any',
}

describe('a list with nothing in it', () => {
  it('is looked for where there are lists', () => expect(lists.length).toBeGreaterThan(30))

  it('says what will be there, why, and what to do', () => {
    const bare = lists.filter(([name, text]) => !text.includes('emptyState(') && !(name in neverEmpty))
    expect(bare.map(([name]) => name)).toEqual([])
  })

  it('is excused only where there is such a list', () => {
    const names = lists.filter(([, text]) => !text.includes('emptyState(')).map(([name]) => name)
    expect(Object.keys(neverEmpty).filter((name) => !names.includes(name))).toEqual([])
  })
})
