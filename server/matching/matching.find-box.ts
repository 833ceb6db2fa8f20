import type { Request } from 'express'
import { type FormState, formState } from '../platform/page.ts'

/** Somebody pressed Find over an empty box: the address has the search, with nothing in it. */
export function soughtNothing({ method, query }: Request): boolean {
  const { q } = query
  return method === 'GET' && typeof q === 'string' && q.trim() === ''
}

/** The page again, with an error at the search box. */
export const nothingSought = (message: string, values: object = {}): FormState =>
  formState(values, { q: message })
