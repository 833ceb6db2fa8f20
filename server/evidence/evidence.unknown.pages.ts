import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { AppError, type FieldErrors } from '../platform/errors.ts'
import { fieldErrors } from '../platform/page.ts'
import { withQuery } from '../platform/page-links.ts'

const list = '/evidence/records'
const filters: readonly string[] = ['authority', 'region', 'category', 'year']

/** What an address asks for. @throws AppError bad-request or not-found, with what is wrong of each filter */
export function asked<Schema extends z.ZodType>(schema: Schema, { query }: Request): z.output<Schema> {
  const parsed = schema.safeParse(query)
  if (parsed.success) return parsed.data
  const fields = fieldErrors(parsed.error)
  const isUnknown = 'figure' in fields || 'line' in fields
  throw new AppError(isUnknown ? 'not-found' : 'bad-request', 'The address has mistakes.', fields)
}

/** The way back: the same without what is wrong; the figures, where it is no list of records. */
function withoutIt({ path, query }: Request, wrong: FieldErrors): string {
  const isList = path === list && !('figure' in wrong)
  const left = Object.entries(query).filter(
    ([name]) => !(name in wrong) && (filters.includes(name) || (isList && name !== 'page')),
  )
  return withQuery(isList ? list : '/evidence', Object.fromEntries(left))
}

/** A page that names each filter it can't follow, and leads back: shown without it, it would be taken for the part. */
export const sayingWhatIsUnknown =
  (page: (req: Request, res: Response) => Promise<void>): RequestHandler =>
  async (req, res) => {
    try {
      await page(req, res)
    } catch (error) {
      if (!(error instanceof AppError) || Object.keys(error.fields).length === 0) throw error
      res.status(error.status).set('Cache-Control', 'no-store')
      res.render('evidence/unknown', {
        isUnknown: error.code === 'not-found',
        mistakes: Object.entries(error.fields).map(([name, words]) => ({ name, words })),
        back: withoutIt(req, error.fields),
      })
    }
  }
