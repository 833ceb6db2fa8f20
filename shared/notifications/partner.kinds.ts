import type { NoticeKind } from './kind.ts'

/**
 * What people are told about consortia. They name the challenge and the lead, and never who else is in it: until the
 * opening that is for the lead and each partner alone.
 */
export const partnerKinds: readonly NoticeKind[] = [
  {
    name: 'partner-invited',
    event: 'proposal.partner-invited',
    to: ['partner'],
    label: 'A supplier asks you to be its partner',
    title: '{supplier} asks you to be its partner: {challenge}',
    body: 'Read what your part would be, and say yes or no before the deadline of the challenge.',
    link: '/partnerships/{partnershipId}',
    email: 'at-once',
  },
  {
    name: 'partner-changed',
    event: 'proposal.partner-changed',
    to: ['partner'],
    label: 'A lead changed your part in its consortium',
    title: '{supplier} changed your part: {challenge}',
    body: 'Read what your part and your share would be now. Confirmations that you gave before were for the part before: give them again, or leave.',
    link: '/partnerships/{partnershipId}',
    email: 'at-once',
  },
  {
    name: 'partner-removed',
    event: 'proposal.partner-removed',
    to: ['partner'],
    label: 'A lead took you out of its consortium',
    title: '{supplier} answers without you: {challenge}',
    body: 'You are no longer a partner in its proposal.',
    link: '/partnerships/{partnershipId}',
    email: 'at-once',
  },
  {
    name: 'partner-answered',
    event: 'proposal.partner-answered',
    to: ['supplier'],
    label: 'A partner that you invited answered, confirmed or left',
    title: 'News from a partner: {challenge}',
    body: 'Somebody whom you asked to be your partner has answered, confirmed or left. The page of your proposal says who and what.',
    link: '/proposals/{proposalId}/consortium',
    email: 'at-once',
  },
]
