import { z } from 'zod'
import { wholeNumber } from './query-values.ts'

/** Page numbers of a list in a page's address: `?page=2`. Out of range is mended, never an error. */
export const pageQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) })

export interface Paged<Item> {
  items: Item[]
  total: number
  page: number
  pages: number
  perPage: number
}

/** Puts a list's items and its count together into what a template shows. */
export function paged<Item>(items: Item[], total: number, page: number, perPage: number): Paged<Item> {
  return { items, total, page, pages: Math.max(1, Math.ceil(total / perPage)), perPage }
}

/** A page of a list, or its last one for whoever asks for one beyond it: lists grow shorter while somebody reads them. */
export async function pageThatIs<Item, List extends Paged<Item>>(
  page: number,
  read: (page: number) => Promise<List>,
): Promise<List> {
  const list = await read(page)
  return page > list.pages ? read(list.pages) : list
}

/** `?cursor=…&limit=…` of the API; the limit is at most 100. */
export const cursorQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: wholeNumber(1, 100, 20),
})
export type CursorQuery = z.infer<typeof cursorQuery>

export interface CursorPage<Item> {
  items: Item[]
  /** Give this as `cursor` to get what follows; null at the end. */
  nextCursor: string | null
}
