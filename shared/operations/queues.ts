/** The queues of work done later, one for each room that has any and one each for e-mails and webhooks; a test compares them with the workers'. */
export const queueNames = [
  'audit',
  'identity',
  'resources',
  'challenges',
  'matching',
  'clarifications',
  'proposals',
  'evaluation',
  'evidence',
  'groups',
  'notifications',
  'emails',
  'webhooks',
  'moderation',
  'publication',
  'operations',
] as const
