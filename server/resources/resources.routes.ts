import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as feeds from './resources.feeds.pages.ts'
import * as pages from './resources.pages.ts'

/** The pages of the library. */
export const resourcesRoutes = Router()

resourcesRoutes.get('/resources', pages.list)
resourcesRoutes.get('/resources.atom', feeds.atom)
resourcesRoutes.get('/resources.json-feed', feeds.json)
resourcesRoutes.get('/resources/objections', pages.objections)
resourcesRoutes.get('/resources/new', requireSignIn, pages.add)
resourcesRoutes.post('/resources', requireSignIn, pages.create)
resourcesRoutes.get('/resources/:slug', pages.show)
resourcesRoutes.get('/resources/:slug/edit', requireSignIn, pages.edit)
resourcesRoutes.post('/resources/:slug/edit', requireSignIn, pages.save)
resourcesRoutes.post('/resources/:slug/publish', requireSignIn, pages.publish)
resourcesRoutes.post('/resources/:slug/unpublish', requireSignIn, pages.unpublish)
