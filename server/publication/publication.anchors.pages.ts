import { forEverybody } from '../platform/web.ts'
import type { Request, Response } from 'express'
import { formatDate } from '../../shared/platform/dates.ts'
import { atomFeed } from '../../shared/platform/feeds.ts'
import { listAnchors, type PublicAnchor } from '../audit/index.ts'
import { config } from '../platform/config.ts'
import { translator } from '../platform/translations.ts'

const t = translator()
const shownOnPage = 30
const shownInFeed = 100
// Thirteen years: a file of half a megabyte.
const shownInJson = 5000

const idOf = ({ at }: PublicAnchor): string => at.toISOString()

/** The page that says what the record proves, with the newest anchors. */
export async function anchors(_req: Request, res: Response): Promise<void> {
  const newest = await listAnchors(shownOnPage)
  res.render('publication/anchors', { anchors: newest.map((one) => ({ ...one, id: idOf(one) })) })
}

const forPrograms = (res: Response, type: string, text: string): void => {
  res.set('Access-Control-Allow-Origin', '*')
  forEverybody(res, 300, type, text)
}

/** `GET /audit/anchors.json`: all of them, the newest first. */
export async function anchorsJson(_req: Request, res: Response): Promise<void> {
  const all = await listAnchors(shownInJson)
  const text = JSON.stringify({ publisher: config().publicUrl, anchors: all }, null, 1)
  forPrograms(res, 'application/json; charset=utf-8', text)
}

/** `GET /audit/anchors.atom`: the newest, for whoever wants to keep each as it comes. */
export async function anchorsAtom(_req: Request, res: Response): Promise<void> {
  const page = `${config().publicUrl}/audit/anchors`
  const entries = (await listAnchors(shownInFeed)).map((anchor) => ({
    url: `${page}#${idOf(anchor)}`,
    title: t('Anchor of {date}', { date: formatDate(anchor.at) }),
    authority: 'Foothold',
    summary: anchor.root,
    published: anchor.at,
    updated: anchor.at,
  }))
  const title = t('Anchors of Foothold’s record')
  const text = atomFeed({ title, page, url: `${page}.atom`, entries, next: null })
  forPrograms(res, 'application/atom+xml; charset=utf-8', text)
}
