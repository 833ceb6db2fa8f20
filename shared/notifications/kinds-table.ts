import type { Audience } from './audiences.ts'
import { emailLabels } from './channels.ts'
import { isForOrganisations, type NoticeKind, reachesMuted } from './kind.ts'
import { noticeGroups } from './kinds.ts'

const audienceNames: Record<Audience, string> = {
  brokers: 'every broker',
  authority: 'everybody of the authorities that buy',
  concerned: 'everybody concerned: matched and told, asking, proposing, following',
  introduced: 'the two sides, but for one that declined',
  askers: 'everybody of each firm that asked the question',
  submitters: 'everybody of each firm whose proposal stands',
  partner: 'everybody of the invited supplier, or the address that was invited',
  deciders: 'whoever may decide about it',
  organisers: 'the organisers of the working group',
  groupMembers: 'the members of the working group, but for those who muted it',
  holders:
    'the organisers of the working group whose authorities hold the engagement, and brokers who organise it',
  registered: 'everybody of each firm that registered for the engagement',
  supplier: 'everybody of the supplier',
  organisation: 'everybody of the organisation',
  administrators: 'the administrators of the organisation',
  person: 'the person',
  invited: 'the address that was invited',
  mailbox: 'the shared mailbox that was given',
}

const mutedWords = {
  everybody: 'even where muted',
  proposers: 'even where muted, to whoever’s firm works on a proposal',
}

function natureOf(kind: NoticeKind): string {
  const muted = reachesMuted(kind)
  return [
    kind.isSecurity ? 'cannot be turned off' : '',
    kind.isReceipt ? 'also to whoever did it' : '',
    isForOrganisations(kind) ? '' : 'for persons only',
    muted && kind.link.includes('{challengeId}') ? mutedWords[muted] : '',
  ]
    .filter(Boolean)
    .join('; ')
}

// A pipe would end a cell of the table, the end of a line its row.
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const rowOf = (kind: NoticeKind): string =>
  `| ${[
    `\`${kind.name}\``,
    `\`${kind.event}\``,
    kind.to.map((audience) => audienceNames[audience]).join(', and '),
    emailLabels[kind.email].toLowerCase(),
    natureOf(kind),
    `**${kind.title}** ${kind.body}`,
    `\`${kind.link}\``,
  ]
    .map(cell)
    .join(' | ')} |`

const head = ['kind', 'event', 'who is told', 'e-mail unless chosen', 'rule', 'what it says', 'leads to']

/** The table of everything that people are told, as the Markdown of docs/notifications.md. */
export function drawKinds(): string {
  return [
    '# What people are told',
    'Drawn from `shared/notifications/*.kinds.ts` by `npm run draw`; a test fails while the drawing and the tables differ, another sends each event and compares whom it reached, by each channel and in each preference.',
    'Whoever did something is not told of it, unless the table says so. Of two kinds for one event a person gets the first. Everything comes to the inbox unless somebody turned that off for its kind. Whoever mutes a challenge hears of it no more, but for what the law or a deadline of their own demands: all who propose are told the same (Procurement Act 2023 s.12(2)). An organisation’s shared mailboxes and webhooks are told of what its administrators chose for them, once for each event and whoever did it, of every kind that reaches somebody by belonging to that organisation; what is *for persons only* never goes there. What stands in braces is filled in when the event happens.',
    ...noticeGroups.flatMap(({ title, kinds }) => [
      `## ${title}`,
      [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...kinds.map(rowOf)].join('\n'),
    ]),
    '',
  ].join('\n\n')
}
