import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as directory from './organisations.directory.pages.ts'
import * as pages from './organisations.pages.ts'
import * as profile from './organisations.profile.pages.ts'

/** Suppliers, authorities and one's own organisation. */
export const organisationsRoutes = Router()
const routes = organisationsRoutes

routes.get('/suppliers', directory.directory)
routes.get('/suppliers/:id', directory.supplier)
routes.get('/authorities/:code', directory.authority)
routes.get('/organisations/:id/claim', requireSignIn, directory.claim)
routes.post('/organisations/:id/claim', requireSignIn, directory.sendClaim)

routes.get('/organisation', requireSignIn, pages.organisation)
routes.get('/organisation/new', requireSignIn, pages.newSupplier)
routes.post('/organisation/new', requireSignIn, pages.register)
routes.post('/organisation/name', requireSignIn, pages.rename)
routes.post('/organisation/verification', requireSignIn, pages.askAgain)
routes.post('/organisation/invitations', requireSignIn, pages.invite)
routes.post('/organisation/invitations/:invitationId/withdraw', requireSignIn, pages.withdraw)
routes.get('/organisation/members/:userId', requireSignIn, pages.member)
routes.post('/organisation/members/:userId/role', requireSignIn, pages.setRole)
routes.post('/organisation/members/:userId/remove', requireSignIn, pages.remove)
routes.get('/invitations/:token', pages.invitation)
routes.post('/invitations/:token', requireSignIn, pages.accept)

routes.get('/organisation/profile', requireSignIn, profile.profile)
routes.get('/organisation/profile/preview', requireSignIn, profile.preview)
routes.get('/organisation/profile/categories', requireSignIn, profile.chooseCategories)
routes.post('/organisation/profile/categories', requireSignIn, profile.changeCategories)
routes.get('/organisation/profile/case-studies', requireSignIn, profile.caseStudies)
routes.get('/organisation/profile/case-studies/:place', requireSignIn, profile.caseStudy)
routes.post('/organisation/profile/case-studies/:place', requireSignIn, profile.saveCaseStudy)
routes.post('/organisation/profile/case-studies/:place/remove', requireSignIn, profile.removeCaseStudy)
routes.get('/organisation/profile/:section', requireSignIn, profile.section)
routes.post('/organisation/profile/:section', requireSignIn, profile.saveSection)
