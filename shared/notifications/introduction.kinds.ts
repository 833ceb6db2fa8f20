import type { NoticeKind } from './kind.ts'

/**
 * What people are told about introductions. No contact is in any of it, since mail goes astray; and no side learns
 * from its kind why an introduction ended, since who declined is for the brokers alone.
 */
export const introductionKinds: readonly NoticeKind[] = [
  {
    name: 'introduction-proposed',
    event: 'introduction.proposed',
    to: ['introduced'],
    label: 'A broker proposes to introduce you to somebody',
    title: 'Would you like to meet? {challenge}',
    body: 'A broker thinks that you should meet somebody over this challenge. Read with whom and why, and say yes or no by {answerBy}. Contacts are exchanged only if both sides say yes.',
    link: '/introductions/{introductionId}',
    email: 'at-once',
  },
  {
    name: 'introduction-made',
    event: 'introduction.made',
    to: ['introduced'],
    label: 'You were introduced: both sides said yes',
    title: 'You are introduced: {challenge}',
    body: 'Both sides said yes. How to reach each other is on the page of the introduction.',
    link: '/introductions/{introductionId}',
    email: 'at-once',
    // Whoever said yes last needs the way back as well.
    isReceipt: true,
  },
  {
    name: 'introduction-made-for-brokers',
    event: 'introduction.made',
    to: ['brokers'],
    label: 'An introduction was made',
    title: 'Introduced: {challenge}',
    body: 'Both sides said yes, and have each other’s contact.',
    link: '/challenges/{challengeId}/introductions',
    email: 'daily',
    isDiscreet: true,
  },
  {
    name: 'introduction-declined',
    event: 'introduction.declined',
    to: ['brokers'],
    label: 'An introduction was declined',
    title: 'An introduction was declined: {challenge}',
    body: 'The page says by whom and why. That is for brokers alone.',
    link: '/challenges/{challengeId}/introductions',
    email: 'daily',
    isDiscreet: true,
  },
  {
    name: 'introduction-expired',
    event: 'introduction.expired',
    to: ['brokers'],
    label: 'An introduction was not answered in time',
    title: 'An introduction expired: {challenge}',
    body: 'Not both sides answered in time. The page says who did.',
    link: '/challenges/{challengeId}/introductions',
    email: 'daily',
    isDiscreet: true,
  },
  {
    name: 'introduction-ended',
    event: 'introduction.ended',
    to: ['introduced'],
    label: 'An introduction does not come about',
    title: 'Does not come about: the introduction over {challenge}',
    body: 'The introduction that a broker proposed will not come about. Nothing was passed on of either side.',
    link: '/introductions/{introductionId}',
    email: 'at-once',
  },
]
