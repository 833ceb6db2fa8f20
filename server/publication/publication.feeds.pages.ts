import type { Request, Response } from 'express'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { atomFeed, type Feed, type FeedEntry, jsonFeed } from '../../shared/platform/feeds.ts'
import { searchChallenges } from '../challenges/index.ts'
import { config } from '../platform/config.ts'
import { withQuery } from '../platform/page-links.ts'
import { forEverybody } from '../platform/web.ts'
import { translator } from '../platform/translations.ts'

const t = translator()

const entryOf = (challenge: ChallengeRecord): FeedEntry => ({
  url: `${config().publicUrl}/challenges/${challenge._id}`,
  title: challenge.title,
  authority: challenge.authorityName,
  summary: challenge.summary,
  published: challenge.publishedAt ?? challenge.createdAt,
  updated: challenge.updatedAt,
})

/** The search that an address asks for, the newest first unless it says otherwise. */
async function feedOf(req: Request, path: string): Promise<Feed> {
  const query = challengeListQuery.parse({ sort: 'newest', ...req.query })
  const { list } = await searchChallenges(query)
  const { page, ...filters } = query
  const { publicUrl } = config()
  const address = (at: string, number: number) =>
    `${publicUrl}${withQuery(at, filters, number > 1 ? { page: number } : {})}`
  return {
    title: query.q ? t('Foothold challenges: {words}', { words: query.q }) : t('Foothold challenges'),
    page: address('/challenges', page),
    url: address(path, page),
    entries: list.items.map(entryOf),
    next: page < list.pages ? address(path, page + 1) : null,
  }
}

/** `GET /challenges.atom`, with the same query as the page. */
export async function atom(req: Request, res: Response): Promise<void> {
  const feed = await feedOf(req, '/challenges.atom')
  forEverybody(res, 300, 'application/atom+xml; charset=utf-8', atomFeed(feed))
}

/** `GET /challenges.json-feed`, with the same query as the page. */
export async function json(req: Request, res: Response): Promise<void> {
  const feed = await feedOf(req, '/challenges.json-feed')
  forEverybody(res, 300, 'application/feed+json; charset=utf-8', jsonFeed(feed))
}

/** `GET /robots.txt`: everything may be read, and where the list of it is. */
export function robots(_req: Request, res: Response): void {
  const lines = ['User-agent: *', 'Allow: /', `Sitemap: ${config().publicUrl}/sitemap.xml`, '']
  forEverybody(res, 3600, 'text/plain; charset=utf-8', lines.join('\n'))
}
