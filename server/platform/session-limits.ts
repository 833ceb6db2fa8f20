/** A session unused for this long is over (OWASP ASVS 5.0, 7.3.1). */
export const idleLimitMs = 2 * 60 * 60 * 1000
/** A session is over this long after signing in, however busy (7.3.2). */
export const absoluteLimitMs = 12 * 60 * 60 * 1000

/** The name of the cookie that a session is found by. */
export const sessionCookie = 'foothold'
