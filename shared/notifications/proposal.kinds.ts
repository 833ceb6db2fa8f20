import type { NoticeKind } from './kind.ts'

const proof =
  'Reference {reference}. Received {receivedAt}. SHA-256 of what was submitted: {sha256}. Keep this message: it proves what you sent, and when.'

/** Receipts: to everybody of the supplier, whoever of them did it, and to nobody else. */
export const proposalKinds: readonly NoticeKind[] = [
  {
    name: 'proposal-submitted',
    event: 'proposal.submitted',
    to: ['supplier'],
    label: 'Receipt for a proposal that you submitted',
    title: 'Receipt: your proposal for {challenge}',
    body: proof,
    link: '/proposals/{proposalId}',
    email: 'at-once',
    isReceipt: true,
  },
  {
    name: 'proposal-replaced',
    event: 'proposal.submitted',
    to: ['supplier'],
    label: 'Receipt for a proposal that you replaced',
    title: 'Receipt: your new proposal for {challenge}',
    body: `It takes the place of the one before. ${proof}`,
    link: '/proposals/{proposalId}',
    email: 'at-once',
    isReceipt: true,
  },
  {
    name: 'proposal-withdrawn',
    event: 'proposal.withdrawn',
    to: ['supplier'],
    label: 'You withdrew a proposal',
    title: 'Withdrawn: your proposal for {challenge}',
    body: 'Proposal {reference} will not be read by anybody. You can submit again until the deadline.',
    link: '/proposals/{proposalId}',
    email: 'at-once',
    isReceipt: true,
  },
]
