import { Router } from 'express'
import { limitRequests } from '../platform/limits.ts'
import { requireSignIn } from '../platform/page.ts'
import * as account from './identity.account.pages.ts'
import * as demo from './identity.demo.pages.ts'
import * as language from './identity.language.pages.ts'
import * as password from './identity.password.pages.ts'
import * as register from './identity.register.pages.ts'
import * as signIn from './identity.sign-in.pages.ts'
import * as terms from './identity.terms.pages.ts'
import * as tokens from './identity.tokens.pages.ts'
import * as tour from './identity.tour.pages.ts'

/** Registering, signing in and one's own account. */
export const identityRoutes = Router()
const routes = identityRoutes

routes.get('/register', register.newAccount)
routes.post('/register', register.register)
routes.get('/register/check-your-email', register.checkYourEmail)
routes.get('/verify-email/:token', register.openVerify)
routes.post('/verify-email/:token', register.verify)

routes.get('/sign-in', signIn.show)
routes.post('/sign-in', signIn.enter)
routes.post('/sign-out', signIn.leave)

routes.get('/terms', terms.terms)
routes.get('/terms/accept', requireSignIn, terms.question)
routes.post('/terms/accept', requireSignIn, terms.accept)
routes.get('/terms/:version', terms.version)

routes.get('/forgotten-password', password.forgotten)
routes.post('/forgotten-password', password.sendReset)
routes.get('/forgotten-password/check-your-email', password.resetSent)
routes.get('/reset-password/:token', password.openReset)
routes.post('/reset-password/:token', password.reset)

routes.get('/account', requireSignIn, account.account)
routes.get('/account/name', requireSignIn, account.name)
routes.post('/account/name', requireSignIn, account.rename)
routes.get('/account/email', requireSignIn, account.email)
routes.post('/account/email', requireSignIn, account.askEmail)
routes.get('/change-email/:token', account.openEmail)
routes.post('/change-email/:token', account.confirmEmail)
routes.get('/account/language', requireSignIn, language.language)
routes.post('/account/language', requireSignIn, language.choose)
routes.get('/account/password', requireSignIn, password.password)
routes.post('/account/password', requireSignIn, password.change)
routes.post('/account/sign-ins/end-others', requireSignIn, account.endOthers)
routes.post('/account/sign-ins/:id/end', requireSignIn, account.endSession)
routes.get('/account/organisation', requireSignIn, account.organisations)
routes.post('/account/organisation', requireSignIn, account.choose)
routes.get('/account/tokens/new', requireSignIn, tokens.newToken)
routes.post('/account/tokens', requireSignIn, tokens.create)
routes.post('/account/tokens/:id/revoke', requireSignIn, tokens.revoke)

routes.get('/tour', demo.onlyInDemo, tour.tour)
routes.get('/tour/:id/:number', demo.onlyInDemo, tour.stop)
routes.get('/demo', demo.onlyInDemo, demo.people)
routes.post('/demo', demo.onlyInDemo, limitRequests('demo', 600, 900), demo.enter)
