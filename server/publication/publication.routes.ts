import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as anchors from './publication.anchors.pages.ts'
import * as feeds from './publication.feeds.pages.ts'
import * as sitemaps from './publication.sitemaps.pages.ts'
import * as notices from './publication.notices.pages.ts'
import * as pages from './publication.pages.ts'

/** The pages of the publication room. */
export const publicationRoutes = Router()

publicationRoutes.get('/open-data', pages.openData)
publicationRoutes.get('/data', pages.data)
publicationRoutes.get('/data/:name', pages.bulkFile)
publicationRoutes.get('/audit/anchors', anchors.anchors)
publicationRoutes.get('/audit/anchors.json', anchors.anchorsJson)
publicationRoutes.get('/audit/anchors.atom', anchors.anchorsAtom)
publicationRoutes.get('/challenges.atom', feeds.atom)
publicationRoutes.get('/challenges.json-feed', feeds.json)
publicationRoutes.get('/sitemap.xml', sitemaps.index)
publicationRoutes.get('/sitemaps/:name.xml', sitemaps.one)
publicationRoutes.get('/robots.txt', feeds.robots)
publicationRoutes.get('/challenges/:id/dates.ics', pages.calendar)
publicationRoutes.get('/challenges/:id/notices', requireSignIn, notices.list)
publicationRoutes.get('/challenges/:id/notices/:notice.json', requireSignIn, notices.download)
publicationRoutes.get('/challenges/:id/notices/:notice', requireSignIn, notices.show)
