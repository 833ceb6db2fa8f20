/** A challenge's page asks to hear news of its clarifications: `{ challengeId }`. */
export const watchClarifications = 'clarifications:watch'

/** To everybody with the page open: the published log has `count` entries now, the newest numbered so. */
export const clarificationsAnswered = 'clarifications:answered'
/** To the authority and the brokers: so many questions wait for an answer. */
export const clarificationsAsked = 'clarifications:asked'
/** To everybody: something in the log was redacted or merged; read it again. */
export const clarificationsChanged = 'clarifications:changed'

export type ClarificationAudience = 'public' | 'buyers' | 'brokers'

/** One audience for each kind of reader, since each gets its own presentation. */
export const clarificationAudience = (challengeId: string, audience: ClarificationAudience): string =>
  `challenge:${challengeId}:${audience}`

/** To everybody: so many suppliers want to know a shown question too, `{ challengeId, questionId, votes }`. */
export const clarificationsVotes = 'clarifications:votes'
