/** The holder that all brokers are together. */
export const brokerage = 'brokerage'

/**
 * So long after the deadline the proposals can be opened: a request that came before it has ended by then, or is refused
 * once they are open.
 */
export const opensAfterMs = 60_000

/** The holder where there is no officer yet; an administrator of the authority hands this share to one. */
export const vacant = 'vacant'

/** So long after the first moment nobody has come, and the brokers see it on their desk. */
export const patienceMs = 2 * 24 * 60 * 60_000
