import type { z } from 'zod'
import { AppError, type FieldErrors } from './errors.ts'

const list = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** What an address takes, in words. */
const taken = (schema: z.ZodObject) => {
  const names = Object.keys(schema.shape)
  return names.length > 0
    ? `It takes ${new Intl.ListFormat('en-GB').format(names)}.`
    : 'It takes no parameters.'
}

function mistakes(schema: z.ZodObject, error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {}
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys)
        errors[key] = `${key} is not a parameter of this address. ${taken(schema)}`
    } else {
      errors[String(issue.path[0])] ??=
        issue.code === 'invalid_value' ? `Choose ${list.format(issue.values.map(String))}` : issue.message
    }
  }
  return errors
}

const refused = (errors: FieldErrors) =>
  new AppError('bad-request', 'The query has mistakes: each is named under "errors".', errors)

/**
 * The query of an address for programs, checked. A filter that is misspelt would otherwise answer with everything,
 * and a program can't see that.
 * @throws AppError bad-request for a parameter that the schema does not know, or for a value that it does not take
 */
export function readQuery<Schema extends z.ZodObject>(schema: Schema, query: unknown): z.output<Schema> {
  const parsed = schema.strict().safeParse(query ?? {})
  if (parsed.success) return parsed.data as z.output<Schema>
  throw refused(mistakes(schema, parsed.error))
}

/** The refusal of a cursor that was not given out by the list that is asked. */
export const wrongCursor = (): AppError =>
  refused({ cursor: 'Leave cursor out, or give nextCursor of the page before.' })
