import type { NoticeKind } from './kind.ts'

/** What people are told of their saved searches; each search says itself how soon. */
export const searchKinds: readonly NoticeKind[] = [
  {
    name: 'search-found',
    event: 'search.found',
    to: ['person'],
    label: 'A saved search that tells you at once found a challenge',
    title: 'Found by “{search}”: {challenge}',
    body: '{authority} published this challenge, or changed it so that your saved search finds it.',
    link: '/challenges/{challengeId}',
    email: 'at-once',
  },
  {
    name: 'searches-gathered',
    event: 'search.gathered',
    to: ['person'],
    label: 'What your saved searches found since the last day or week',
    title: 'What your saved searches found',
    body: '{finds}',
    link: '/your-searches',
    email: 'at-once',
  },
]
