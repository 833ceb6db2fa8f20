import type { NoticeKind } from './kind.ts'

/** From the deadline until the proposals can be read. How many there are is in none of it. */
export const openingKinds: readonly NoticeKind[] = [
  {
    name: 'opening-due',
    event: 'challenge.closed',
    to: ['authority'],
    label: 'The time to respond to a challenge of yours is over',
    title: 'Closed: {challenge}',
    body: 'The time to respond is over. A minute after the deadline two holders of the key can open the proposals: two officers, or an officer and a broker.',
    link: '/challenges/{challengeId}/opening',
    email: 'at-once',
  },
  {
    name: 'opening-begun',
    event: 'challenge.opening-begun',
    to: ['authority', 'brokers'],
    label: 'Somebody has come to open proposals, and one more has to',
    title: 'One more is needed to open the proposals: {challenge}',
    body: 'One holder of the key has come. As soon as another comes, the proposals are open.',
    link: '/challenges/{challengeId}/opening',
    email: 'at-once',
  },
  {
    name: 'proposals-opened',
    event: 'challenge.proposals-opened',
    to: ['authority', 'brokers'],
    label: 'Proposals were opened',
    title: 'Opened: the proposals for {challenge}',
    body: 'Two holders of the key have opened the proposals. The authority can read them from now on.',
    link: '/challenges/{challengeId}/opening',
    email: 'at-once',
  },
  {
    name: 'files-quarantined',
    event: 'challenge.files-quarantined',
    to: ['authority', 'brokers'],
    label: 'Our scanner found something in files of proposals that are open',
    title: 'In quarantine: files of proposals for {challenge}',
    body: 'Files in which our scanner found something: {number}. Nobody can download them. Each is marked in its proposal, which counts without it; its supplier was told.',
    link: '/challenges/{challengeId}/opening',
    email: 'at-once',
  },
]

/** The same for those whose proposals were opened. */
export const openedKinds: readonly NoticeKind[] = [
  {
    name: 'proposal-opened',
    event: 'challenge.proposals-opened',
    to: ['submitters'],
    label: 'A proposal of yours was opened',
    title: 'Opened: your proposal for {challenge}',
    body: 'Until now nobody outside your organisation could read it. {authority} can read and judge it from now on.',
    link: '/challenges/{challengeId}',
    email: 'at-once',
    evenMuted: 'proposers',
  },
]
