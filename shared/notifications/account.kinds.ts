import type { NoticeKind } from './kind.ts'

/** What people are told about their own account; the identity room writes the e-mails that carry links itself. */
export const accountKinds: readonly NoticeKind[] = [
  {
    name: 'password-changed',
    event: 'identity.password-changed',
    to: ['person'],
    label: 'Your password was changed',
    title: 'Your password was changed',
    body: 'If it was not you, choose a new one at once and end your other sessions.',
    link: '/account',
    // The identity room sends it by e-mail.
    email: 'off',
    isSecurity: true,
    isReceipt: true,
  },
  {
    name: 'email-changed',
    event: 'identity.email-changed',
    to: ['person'],
    label: 'Your e-mail address was changed',
    title: 'Your e-mail address was changed',
    body: 'We write to the new address from now on.',
    link: '/account',
    email: 'at-once',
    isSecurity: true,
    isReceipt: true,
  },
  {
    name: 'token-created',
    event: 'identity.token-created',
    to: ['person'],
    label: 'An API token was made for you',
    title: 'An API token was made for your account',
    body: 'Whoever has it can act as you. If it was not you, revoke it and change your password.',
    link: '/account',
    email: 'at-once',
    isSecurity: true,
    isReceipt: true,
  },
  {
    name: 'reach-asked',
    event: 'reach.asked',
    to: ['person'],
    label: 'You had your e-mail address tried again',
    title: 'Does this address work?',
    body: 'Messages to it came back. Open the link in our e-mail, and you get e-mails again.',
    link: '/account/reach',
    email: 'at-once',
    isSecurity: true,
    isReceipt: true,
  },
]
