import type { NoticeKind } from './kind.ts'

const link = '/challenges/{challengeId}/pilot'

/** Between the two sides of a contract while its pilot runs. */
export const pilotKinds: readonly NoticeKind[] = [
  {
    name: 'pilot-planned',
    event: 'outcomes.pilot-planned',
    to: ['supplier'],
    label: 'A pilot of yours was set up',
    title: 'The pilot is planned: {challenge}',
    body: '{authority} says how each outcome is measured. Your firm can record readings and say when a milestone is reached.',
    link,
    email: 'at-once',
  },
  {
    name: 'milestone-to-confirm',
    event: 'outcomes.milestone-said-reached',
    to: ['authority'],
    label: 'A supplier says that a milestone is reached',
    title: 'To confirm: {milestone}',
    body: 'The supplier says that this milestone of the pilot of {challenge} is reached. Whoever leads for you confirms it.',
    link,
    email: 'at-once',
  },
  {
    name: 'milestone-reached',
    event: 'outcomes.milestone-reached',
    to: ['supplier'],
    label: 'A milestone of a pilot of yours is confirmed',
    title: 'Reached: {milestone}',
    body: '{authority} confirms that this milestone of the pilot of {challenge} is reached.',
    link,
    email: 'at-once',
  },
  {
    name: 'milestone-due',
    event: 'notifications.milestone-due',
    to: ['authority', 'supplier'],
    label: 'A milestone of a pilot of yours is due in a week',
    title: 'Due {deadline}: {milestone}',
    body: 'It is a milestone of the pilot of {challenge}. Its page says what shows that it is reached.',
    link,
    email: 'at-once',
    evenMuted: 'everybody',
  },
  {
    name: 'pilot-ends',
    event: 'notifications.pilot-ends',
    to: ['authority', 'supplier'],
    label: 'A pilot of yours ends in four weeks',
    title: 'The pilot ends on {deadline}: {challenge}',
    body: 'Record the last readings. The page of the pilot says which ways the law leaves open from here; some close with the contract.',
    link,
    email: 'at-once',
    evenMuted: 'everybody',
  },
]

/** For everybody who has to do with the challenge. */
export const resultKinds: readonly NoticeKind[] = [
  {
    name: 'results-published',
    event: 'outcomes.results-published',
    to: ['concerned'],
    label: 'The results of a pilot were published',
    title: 'Results of the pilot: {challenge}',
    body: '{authority} has published what was measured against what was promised, and what did not work.',
    link: '/challenges/{challengeId}/results',
    email: 'daily',
  },
]
