/** The queues of work done later, one for each room that has any; a test compares them with the workers'. */
export const queueNames = [
  'identity',
  'challenges',
  'matching',
  'clarifications',
  'notifications',
  'moderation',
  'publication',
] as const
