/** A broker's page asks to hear when the queue changes. */
export const watchDesk = 'moderation:watch'
/** The queue changed; the page fetches it again. */
export const deskChanged = 'moderation:changed'
/** All brokers with an open page. */
export const deskAudience = 'desk:brokers'
