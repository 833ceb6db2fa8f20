import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as dates from './resources.dates.pages.ts'
import * as feeds from './resources.feeds.pages.ts'
import * as files from './resources.files.pages.ts'
import * as links from './resources.links.pages.ts'
import * as pages from './resources.pages.ts'

/** The pages of the library. */
export const resourcesRoutes = Router()

resourcesRoutes.get('/resources', pages.list)
resourcesRoutes.get('/resources.atom', feeds.atom)
resourcesRoutes.get('/resources.json-feed', feeds.json)
resourcesRoutes.get('/resources/links', requireSignIn, links.brokenLinks)
resourcesRoutes.get('/resources/objections', pages.objections)
resourcesRoutes.get('/resources/new', requireSignIn, pages.add)
resourcesRoutes.post('/resources', requireSignIn, pages.create)
resourcesRoutes.get('/resources/:slug', pages.show)
resourcesRoutes.get('/resources/:slug/edit', requireSignIn, pages.edit)
resourcesRoutes.post('/resources/:slug/edit', requireSignIn, pages.save)
resourcesRoutes.get('/resources/:slug/filing', requireSignIn, pages.filing)
resourcesRoutes.post('/resources/:slug/filing', requireSignIn, pages.saveFiling)
resourcesRoutes.get('/resources/:slug/dates', requireSignIn, dates.dates)
resourcesRoutes.post('/resources/:slug/dates', requireSignIn, dates.saveDates)
resourcesRoutes.get('/resources/:slug/file', requireSignIn, files.file)
resourcesRoutes.post('/resources/:slug/file', requireSignIn, files.save)
resourcesRoutes.get('/resources/:slug/file/remove', requireSignIn, files.askRemove)
resourcesRoutes.post('/resources/:slug/file/remove', requireSignIn, files.remove)
resourcesRoutes.get('/resources/:slug/file/download', files.download)
resourcesRoutes.get('/resources/:slug/versions', requireSignIn, dates.versions)
resourcesRoutes.get('/resources/:slug/versions/:number', requireSignIn, dates.version)
resourcesRoutes.post('/resources/:slug/publish', requireSignIn, pages.publish)
resourcesRoutes.post('/resources/:slug/unpublish', requireSignIn, pages.unpublish)
