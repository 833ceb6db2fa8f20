import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { shortened } from '../../shared/platform/shortened.ts'
import { AppError, type ErrorCode, type FieldErrors } from './errors.ts'
import { formPage, heldWords } from './held-words.ts'
import { actorOf } from './request.ts'
import { showsAgain } from './shown-again.ts'
import { translator } from './translations.ts'

const t = translator()

/** What a form's template needs: the words typed, what is wrong with each field, and the error summary. */
export interface FormState {
  values: Record<string, unknown>
  errors: FieldErrors
  /** In the order of the fields; `href` points at the field's id, which is its path with dashes. */
  summary: { text: string; href: string }[]
}

/** A field's id in the page: `outcomes.0.measure` → `outcomes-0-measure`. */
export const fieldId = (path: string): string => path.replaceAll('.', '-')

/** A form as a template shows it, empty, filled or refused. */
export function formState(values: object = {}, refused: FieldErrors = {}): FormState {
  const errors = Object.fromEntries(Object.entries(refused).map(([path, text]) => [path, t(text)]))
  const summary = Object.entries(errors).map(([path, text]) => ({
    text,
    href: path ? `#${fieldId(path)}` : '#main',
  }))
  return { values: values as Record<string, unknown>, errors, summary }
}

// Of a name that nobody here gave a field.
const mostLetters = 60

/** The first message for each field that a schema refused. */
export function fieldErrors(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {}
  for (const issue of error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : ['']
    for (const key of keys) {
      const path = [...issue.path, key].filter((part) => part !== '').join('.')
      errors[path] ??=
        issue.code === 'unrecognized_keys'
          ? `${shortened(key, mostLetters)} is not a field of this form`
          : issue.message
    }
  }
  return errors
}

// Refusals that the person can mend on the same page, with what they typed still there.
const mendable: ReadonlySet<ErrorCode> = new Set([
  'invalid',
  'conflict',
  'too-late',
  'too-many',
  'too-large',
  'wrong-type',
  'busy',
  'read-only',
])

interface FormHandlers<Schema extends z.ZodType> {
  schema: Schema
  /** Renders the page with this form in it; called again, status 4xx, when the form has errors. */
  show: (req: Request, res: Response, form: FormState) => Promise<void> | void
  /** Does what the form is for and redirects. */
  act: (input: z.output<Schema>, req: Request, res: Response) => Promise<void> | void
}

/**
 * The handler of a form's POST: parse, then act, or show the same page again with the words typed and an
 * error summary (422 for bad input, the refusal's own status otherwise; also where nothing may be changed).
 */
export function form<Schema extends z.ZodType>(handlers: FormHandlers<Schema>): RequestHandler {
  const showAgain = async (req: Request, res: Response, refusal: AppError) => {
    const errors = Object.keys(refusal.fields).length > 0 ? refusal.fields : { '': refusal.message }
    res.status(refusal.status)
    if (refusal.retryAfter) res.set('Retry-After', String(refusal.retryAfter))
    await handlers.show(req, res, formState(bodyOf(req), errors))
  }
  return showsAgain(async (req, res) => {
    if (req.refusedChange) return showAgain(req, res, req.refusedChange)
    const { _seen: _, ...fields } = bodyOf(req)
    const parsed = handlers.schema.safeParse(fields)
    if (!parsed.success) {
      res.status(422)
      return handlers.show(req, res, formState(bodyOf(req), fieldErrors(parsed.error)))
    }
    try {
      await handlers.act(parsed.data, req, res)
    } catch (error) {
      if (!(error instanceof AppError) || !mendable.has(error.code)) throw error
      await showAgain(req, res, error)
    }
  })
}

// `_seen` is what a form showed (`sharedForm`): for its page, not for what it does.
const bodyOf = ({ body }: Request): { _seen?: unknown } =>
  typeof body === 'object' && body !== null ? (body as object) : {}

const termsQuestion = '/terms/accept'

/** Where the terms of use are asked about, before going on to a page. */
export const questionOfTerms = (target: string): string =>
  `${termsQuestion}?returnTo=${encodeURIComponent(target)}`

/**
 * A route guard for pages that need somebody: a visitor signs in first and comes back. Who has still to accept the terms
 * of use is asked before the next page, but never while sending something: what was typed is taken.
 */
export function requireSignIn(req: Request, res: Response, next: NextFunction): void {
  if (actorOf(req).kind === 'person') {
    const isAsked = req.session.areTermsDue && req.method === 'GET' && req.path !== termsQuestion
    return isAsked ? res.redirect(303, questionOfTerms(req.originalUrl)) : next()
  }
  const held = heldWords(req)
  if (held && held.fields.length + held.typed.length > 0)
    throw new AppError(
      'unauthenticated',
      'You were signed out before this was sent. Nothing was changed, and what you typed is below.',
    )
  const target = req.method === 'GET' ? req.originalUrl : (formPage(req) ?? '/')
  res.redirect(303, `/sign-in?returnTo=${encodeURIComponent(target)}`)
}

/** The notice for `?done=…` of a page that was redirected to; nothing for words that the page does not know. */
export function noticeFor(req: Request, notices: Record<string, string | undefined>): string | undefined {
  const done = req.query['done']
  return typeof done === 'string' && Object.hasOwn(notices, done) ? notices[done] : undefined
}

/** Only a path of this site may be gone back to; anything else becomes `fallback` (no open redirect). */
export function safeReturn(path: unknown, fallback = '/'): string {
  return typeof path === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : fallback
}
