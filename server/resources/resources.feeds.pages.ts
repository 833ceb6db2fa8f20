import { forEverybody } from '../platform/web.ts'
import type { Request, Response } from 'express'
import { visitor } from '../../shared/platform/actor.ts'
import { atomFeed, type Feed, type FeedEntry, jsonFeed } from '../../shared/platform/feeds.ts'
import { resourceListQuery } from '../../shared/resources/list-query.ts'
import { config } from '../platform/config.ts'
import { withQuery } from '../platform/page-links.ts'
import { translator } from '../platform/translations.ts'
import type { ResourceRecord } from './resources.model.ts'
import { listResources } from './resources.search.service.ts'

const t = translator()

const entryOf = (resource: ResourceRecord): FeedEntry => ({
  url: `${config().publicUrl}/resources/${resource.slug}`,
  title: resource.title,
  authority: resource.publisher || t('Foothold library'),
  summary: resource.summary,
  published: resource.publishedAt ?? resource.createdAt,
  updated: resource.updatedAt,
})

/** The search that an address asks for as everybody may see it, the newest first unless it says otherwise. */
async function feedOf(req: Request, path: string): Promise<Feed> {
  const query = resourceListQuery.parse({ sort: 'newest', ...req.query })
  const list = await listResources(visitor, query)
  const { page, ...filters } = query
  const address = (at: string, number: number) =>
    `${config().publicUrl}${withQuery(at, filters, number > 1 ? { page: number } : {})}`
  return {
    title: query.q ? t('Foothold library: {words}', { words: query.q }) : t('Foothold library'),
    page: address('/resources', page),
    url: address(path, page),
    entries: list.items.map(entryOf),
    next: page < list.pages ? address(path, page + 1) : null,
  }
}

/** `GET /resources.atom`, with the same query as the page. */
export async function atom(req: Request, res: Response): Promise<void> {
  const feed = await feedOf(req, '/resources.atom')
  forEverybody(res, 300, 'application/atom+xml; charset=utf-8', atomFeed(feed))
}

/** `GET /resources.json-feed`, with the same query as the page. */
export async function json(req: Request, res: Response): Promise<void> {
  const feed = await feedOf(req, '/resources.json-feed')
  forEverybody(res, 300, 'application/feed+json; charset=utf-8', jsonFeed(feed))
}
