import type { Request, Response } from 'express'
import { type MappedPage, sitemap, sitemapIndex } from '../../shared/platform/feeds.ts'
import { helpTopics } from '../../shared/platform/help-topics.ts'
import { coursePath, lessonPath } from '../../shared/learning/course.ts'
import { plainPaths } from '../../shared/platform/site-paths.ts'
import { courses } from '../learning/index.ts'
import { authorityAddress, listAuthorities } from '../organisations/index.ts'
import { config } from '../platform/config.ts'
import { notFound } from '../platform/errors.ts'
import { param } from '../platform/request.ts'
import { isWelshPath } from '../platform/welsh-pages.ts'
import { newestResources } from '../resources/index.ts'
import { forEverybody } from '../platform/web.ts'
import { publishedChallenges } from './publication.read.service.ts'

// What one sitemap may hold at most.
const most = 50_000
const sitePaths = [
  '/',
  '/challenges',
  '/problems',
  '/engagements',
  '/suppliers',
  '/resources',
  '/resources/objections',
  '/learning',
  ...courses().flatMap((course) => [
    coursePath(course),
    ...course.lessons.map((lesson) => lessonPath(course, lesson)),
  ]),
  '/evidence',
  '/evidence/method',
  '/open-data',
  '/audit/anchors',
  '/coach',
  '/advisor',
  '/law',
  '/api',
  '/contact',
  '/terms',
  '/help',
  '/status',
  ...plainPaths,
  ...helpTopics.map(({ id }) => `/help/${id}`),
]

/** A page of ours, with the same in Welsh where it is in Welsh. */
function mapped(path: string, lastAt?: Date | null): MappedPage {
  const url = `${config().publicUrl}${path}`
  const others = [
    { language: 'en', url },
    { language: 'cy', url: `${url}?lang=cy` },
  ]
  return { url, lastAt: lastAt ?? null, others: isWelshPath(path) ? others : [] }
}

/** What each sitemap lists: pages that say the same to everybody, challenges that open data tell of, the library. */
const maps: Record<string, () => Promise<MappedPage[]> | MappedPage[]> = {
  pages: () => sitePaths.map((path) => mapped(path)),
  challenges: async () =>
    (await publishedChallenges(most)).map(({ challengeId, lastAt }) =>
      mapped(`/challenges/${challengeId}`, lastAt),
    ),
  authorities: async () =>
    (await listAuthorities()).flatMap(({ authority }) =>
      authority
        ? [authorityAddress(authority.code), `${authorityAddress(authority.code)}/record`].map((path) =>
            mapped(path),
          )
        : [],
    ),
  resources: async () =>
    (await newestResources(most)).map(({ slug, updatedAt }) => mapped(`/resources/${slug}`, updatedAt)),
}

/** `GET /sitemap.xml`: where the sitemaps are. */
export function index(_req: Request, res: Response): void {
  const urls = Object.keys(maps).map((name) => ({ url: `${config().publicUrl}/sitemaps/${name}.xml` }))
  forEverybody(res, 3600, 'application/xml; charset=utf-8', sitemapIndex(urls))
}

/** `GET /sitemaps/pages.xml` and so on. @throws AppError not-found */
export async function one(req: Request, res: Response): Promise<void> {
  const name = param(req, 'name')
  const list = Object.hasOwn(maps, name) ? maps[name] : undefined
  if (!list) throw notFound()
  forEverybody(res, 3600, 'application/xml; charset=utf-8', sitemap(await list()))
}
