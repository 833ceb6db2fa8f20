import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as pages from './moderation.pages.ts'

/** The brokers' desk. */
export const moderationRoutes = Router()

moderationRoutes.get('/desk', requireSignIn, pages.desk)
moderationRoutes.get('/desk/queue', requireSignIn, pages.queue)
moderationRoutes.post('/desk/claim', requireSignIn, pages.claim)
moderationRoutes.post('/desk/release', requireSignIn, pages.release)
moderationRoutes.get('/desk/organisations/:id', requireSignIn, pages.organisation)
moderationRoutes.post('/desk/organisations/:id/verify', requireSignIn, pages.verify)
moderationRoutes.post('/desk/organisations/:id/refuse', requireSignIn, pages.refuse)
moderationRoutes.get('/desk/claims/:id', requireSignIn, pages.organisationClaim)
moderationRoutes.post('/desk/claims/:id/approve', requireSignIn, pages.approveOrganisationClaim)
moderationRoutes.post('/desk/claims/:id/refuse', requireSignIn, pages.refuseOrganisationClaim)
