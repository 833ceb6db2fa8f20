import type { Request, Response } from 'express'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { challengeListQuery } from '../../shared/challenges/challenge-list.ts'
import { atomFeed, type Feed, type FeedEntry, jsonFeed, sitemap } from '../../shared/platform/feeds.ts'
import { coursePath, lessonPath } from '../../shared/learning/course.ts'
import { helpTopics } from '../../shared/platform/help-topics.ts'
import { plainPaths } from '../../shared/platform/site-paths.ts'
import { searchChallenges } from '../challenges/index.ts'
import { courses } from '../learning/index.ts'
import { config } from '../platform/config.ts'
import { withQuery } from '../platform/page-links.ts'
import { translator } from '../platform/translations.ts'
import { publishedChallenges } from './publication.read.service.ts'

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

/** What says the same to everybody may be kept by whoever stands between, also for somebody who is signed in. */
const forEverybody = (res: Response, seconds: number, type: string, text: string): void => {
  res.set('Cache-Control', `public, max-age=${seconds}`)
  res.type(type).send(text)
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

// What a sitemap may hold at most, less the pages of the site.
const mostChallenges = 49_000
const sitePaths = [
  '',
  '/challenges',
  '/suppliers',
  '/resources',
  '/learning',
  ...courses().flatMap((course) => [
    coursePath(course),
    ...course.lessons.map((lesson) => lessonPath(course, lesson)),
  ]),
  '/open-data',
  '/audit/anchors',
  '/coach',
  '/advisor',
  '/law',
  '/api',
  '/contact',
  '/terms',
  '/help',
  ...plainPaths,
  ...helpTopics.map(({ id }) => `/help/${id}`),
]

/** `GET /sitemap.xml`: the site's pages and every challenge that open data tell of. */
export async function siteMap(_req: Request, res: Response): Promise<void> {
  const { publicUrl } = config()
  const challenges = await publishedChallenges(mostChallenges)
  const pages = [
    ...sitePaths.map((path) => ({ url: `${publicUrl}${path || '/'}` })),
    ...challenges.map(({ challengeId, lastAt }) => ({
      url: `${publicUrl}/challenges/${challengeId}`,
      lastAt,
    })),
  ]
  forEverybody(res, 3600, 'application/xml; charset=utf-8', sitemap(pages))
}

/** `GET /robots.txt`: everything may be read, and where the list of it is. */
export function robots(_req: Request, res: Response): void {
  const lines = ['User-agent: *', 'Allow: /', `Sitemap: ${config().publicUrl}/sitemap.xml`, '']
  forEverybody(res, 3600, 'text/plain; charset=utf-8', lines.join('\n'))
}
