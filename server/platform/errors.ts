/** Every way in which a request can be refused, with its HTTP status and a title for problem details. */
export const errorCodes = {
  'bad-request': { status: 400, title: 'The request could not be read' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'You may not do this' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Something changed in the meantime' },
  'too-late': { status: 409, title: 'The deadline has passed' },
  'too-large': { status: 413, title: 'Too large' },
  'wrong-type': { status: 415, title: 'This type is not accepted' },
  invalid: { status: 422, title: 'There is a problem' },
  'too-many': { status: 429, title: 'Too many requests' },
  busy: { status: 503, title: 'Sorry, the service is busy' },
  'read-only': { status: 503, title: 'Nothing can be changed for now' },
  unavailable: { status: 503, title: 'Foothold is catching its breath' },
} as const
export type ErrorCode = keyof typeof errorCodes

/** What is wrong with each field, by its path in the form or body: `outcomes.0.measure`. */
export type FieldErrors = Record<string, string>

/** A refusal that the caller can understand and mend; everything else that is thrown is a fault of ours. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: FieldErrors
  /** Seconds after which trying again makes sense, for `too-many` and what has status 503. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message: string, fields: FieldErrors = {}, retryAfter?: number) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.fields = fields
    this.retryAfter = retryAfter
  }

  /** The HTTP status that goes with the code. */
  get status(): number {
    return errorCodes[this.code].status
  }
}

/** Not-found for a thing of this kind: also the answer when its existence is nobody's business. */
export const notFound = (thing = 'Page'): AppError => new AppError('not-found', `${thing} not found`)

/**
 * Goes on only if `isAllowed`.
 * @throws AppError forbidden with `message`, which says who may.
 */
export function allow(isAllowed: boolean, message: string): void {
  if (!isAllowed) throw new AppError('forbidden', message)
}
