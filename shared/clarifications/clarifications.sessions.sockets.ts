/**
 * A session's page asks to hear of it: `{ liveSessionId, after }`, where `after` is the newest entry of the record
 * that it shows. The reply has `number`, the newest there is, and `missed`, the entries between.
 */
export const watchSession = 'clarifications:watch-session'

/** To everybody with the page open: the record has entries up to `number`, or something else changed. */
export const sessionNews = 'clarifications:session-news'

/** Everybody who has a session's page open. */
export const sessionAudience = (liveSessionId: string): string => `live-session:${liveSessionId}`
