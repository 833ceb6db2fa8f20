import type { Request } from 'express'

/** What came with a form that was not acted on, so that nobody types it again. */
export interface HeldWords {
  /** Where it was sent to. */
  action: string
  /** Every field, as a browser would send it once more; empty where that cannot be: secrets and files come back never. */
  fields: { name: string; value: string }[]
  /** Whatever looks typed, to be read and copied. */
  typed: string[]
}

const isSecret = (name: string): boolean => /password|token|_csrf/i.test(name)

/** `{ a: { b: ['x'] } }` → `a[b][]`, as the reader of forms takes it apart again. */
function fieldsOf(value: unknown, name: string): { name: string; value: string }[] {
  if (Array.isArray(value)) {
    return value.flatMap((one, i) => fieldsOf(one, typeof one === 'object' ? `${name}[${i}]` : `${name}[]`))
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, name ? `${name}[${key}]` : key))
  return typeof value === 'string' ? [{ name, value }] : []
}

/** The page on which a form was filled in, as the browser tells it; null where it is not one of ours. */
export function formPage(req: Request): string | null {
  const from = req.get('referer') ?? ''
  if (!URL.canParse(from)) return null
  const { host, pathname, search } = new URL(from)
  return host === req.get('host') && !pathname.startsWith('//') ? `${pathname}${search}` : null
}

/** What a page's form carried; null for anything else, and for a form without fields. */
export function heldWords(req: Request): HeldWords | null {
  const isForm = req.method === 'POST' && !req.originalUrl.startsWith('/api/')
  const all = isForm ? fieldsOf(req.body, '') : []
  if (all.length === 0) return null
  const shown = all.filter(({ name }) => !isSecret(name))
  const isWhole =
    all.every(({ name }) => !isSecret(name) || name === '_csrf') && !req.is('multipart/form-data')
  return {
    action: req.originalUrl,
    fields: isWhole ? shown : [],
    typed: shown
      .filter(({ name }) => name !== '_seen')
      .map(({ value }) => value)
      .filter((value) => /\S\s+\S/.test(value)),
  }
}
