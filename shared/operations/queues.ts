/** The queues of work done later, one for each room that has any and one for webhooks; a test compares them with the workers'. */
export const queueNames = [
  'identity',
  'challenges',
  'matching',
  'clarifications',
  'notifications',
  'webhooks',
  'moderation',
  'publication',
  'operations',
] as const
