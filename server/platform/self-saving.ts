import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { AppError, type ErrorCode } from './errors.ts'
import { fieldErrors, type FormState, formState } from './page.ts'
import { translator } from './translations.ts'
import { type Shown, whileTyping } from './unseen-changes.ts'

const t = translator()

/** A form that is saved by its button and by its page while somebody types. */
interface SelfSavingForm<Schema extends z.ZodType> {
  schema: Schema
  /** Shows the form again with what was typed. */
  show: (req: Request, res: Response, state: FormState) => Promise<void>
  /** @returns the revision that is kept now; `goTo` where a button did more than save, and leads there */
  save: (input: z.output<Schema>, req: Request) => Promise<{ revision: number; goTo?: string }>
  /** Where the button leads once it is saved. */
  next: (input: z.output<Schema>, req: Request) => Promise<string> | string
  /** Refusals that are shown with what was typed; others go their usual way. */
  refusals: ErrorCode[]
  /** What is kept now and its revision, where others save it, too: its page learns what it has seen by that. */
  kept?: (req: Request) => Promise<{ revision: number; shown: Shown }>
}

/** What the page of a form carries on from a save of its own. */
async function valuesAfter<Schema extends z.ZodType>(
  { kept }: SelfSavingForm<Schema>,
  req: Request,
  revision: number,
): Promise<object> {
  const now = await kept?.(req)
  // Whoever saved in between is met at the next save.
  return now?.revision === revision ? { revision, _seen: JSON.stringify(now.shown) } : { revision }
}

/**
 * Answers a form that saves itself: its page asks for JSON and gets the revision, or what is wrong; the button gets a
 * page. Nothing that was typed is lost by a refusal.
 */
export function selfSaving<Schema extends z.ZodType>(form: SelfSavingForm<Schema>): RequestHandler {
  const { schema, show, save, next, refusals } = form
  return async (req, res) => {
    const wantsJson = req.accepts(['html', 'json']) === 'json'
    const body: { _seen?: unknown } = req.body ?? {}
    const refuse = async (status: number, errors: Record<string, string>, message: string) => {
      res.status(status)
      if (wantsJson) res.json({ detail: t(whileTyping[message] ?? message), errors })
      else await show(req, res, formState(body, errors))
    }
    const { _seen: _, ...fields } = body
    const parsed = schema.safeParse(fields)
    if (!parsed.success) return refuse(422, fieldErrors(parsed.error), 'Not saved: some fields have mistakes')
    try {
      const { revision, goTo } = await save(parsed.data, req)
      if (goTo !== undefined) return res.redirect(303, goTo)
      if (wantsJson) return void res.json({ values: await valuesAfter(form, req, revision) })
    } catch (error) {
      if (!(error instanceof AppError) || !refusals.includes(error.code)) throw error
      const fields = Object.keys(error.fields).length > 0 ? error.fields : { '': error.message }
      return refuse(error.status, fields, error.message)
    }
    res.redirect(303, await next(parsed.data, req))
  }
}
