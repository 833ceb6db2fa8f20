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
    body: `It counts in place of what you sent before. ${proof}`,
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
  {
    name: 'file-quarantined',
    event: 'proposal.file-quarantined',
    to: ['supplier'],
    label: 'Our scanner found something in a file of a proposal of yours',
    title: 'In quarantine: a file of your proposal for {challenge}',
    body: 'Our scanner found something in it. Nobody can download it, and the proposal counts without it. The page of your files says which: put a clean one in its place and submit again while there is time, and have your own computer checked.',
    link: '/proposals/{proposalId}/files',
    email: 'at-once',
    evenMuted: 'everybody',
  },
]
