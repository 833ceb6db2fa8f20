/** In which role somebody did something in a live session; never who. */
export const sessionRoles = ['authority', 'broker', 'supplier', 'clock'] as const
export type SessionRole = (typeof sessionRoles)[number]

/** What can stand in the record of a live session. */
export const entryKinds = [
  'opened',
  'agenda',
  'note',
  'asked',
  'answering',
  'answered',
  'later',
  'poll-opened',
  'poll-closed',
  'chair',
  'closed',
] as const
export type EntryKind = (typeof entryKinds)[number]
