import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as asked from './matching.asked.pages.ts'
import * as board from './matching.board.pages.ts'
import * as broker from './matching.broker.pages.ts'
import * as market from './matching.market.pages.ts'
import * as introduce from './matching.introduce.pages.ts'
import * as learning from './matching.learning.pages.ts'
import * as many from './matching.many.pages.ts'
import * as supplier from './matching.supplier.pages.ts'

/** The pages of the matching room. */
export const matchingRoutes = Router()

matchingRoutes.get('/challenges/:id/market', requireSignIn, market.market)
matchingRoutes.get('/challenges/:id/matches', requireSignIn, board.ranking)
matchingRoutes.get('/challenges/:id/matches/progress', requireSignIn, board.progress)
matchingRoutes.get('/challenges/:id/matches/selected', requireSignIn, many.backToBoard)
matchingRoutes.post('/challenges/:id/matches/selected', requireSignIn, many.selected)
matchingRoutes.get('/challenges/:id/matches/decline', requireSignIn, many.declineSelected)
matchingRoutes.post('/challenges/:id/matches/decline', requireSignIn, many.declineSelectedWithReason)
matchingRoutes.get('/challenges/:id/matches/compare', requireSignIn, asked.compare)
matchingRoutes.get('/challenges/:id/matches/why-not', requireSignIn, asked.whyNot)
matchingRoutes.get('/challenges/:id/matches/weights', requireSignIn, asked.weights)
matchingRoutes.get('/challenges/:id/matches/weights/tried', requireSignIn, asked.weightsFragment)
matchingRoutes.post('/challenges/:id/matches/rerun', requireSignIn, asked.rerun)
matchingRoutes.get('/challenges/:id/matches/add', requireSignIn, broker.add)
matchingRoutes.post('/challenges/:id/matches/add', requireSignIn, broker.addSupplier)
matchingRoutes.post('/matches/:id/approve', requireSignIn, broker.approve)
matchingRoutes.get('/matches/:id/decline', requireSignIn, broker.decline)
matchingRoutes.post('/matches/:id/decline', requireSignIn, broker.declineWithReason)
matchingRoutes.get('/desk/matching-settings', requireSignIn, broker.settings)
matchingRoutes.post('/desk/matching-settings', requireSignIn, broker.changeSettings)
matchingRoutes.get('/desk/matching-models', requireSignIn, learning.models)
matchingRoutes.post('/desk/matching-models/retrain', requireSignIn, learning.retrain)
matchingRoutes.post('/desk/matching-models/:version/use', requireSignIn, learning.use)

matchingRoutes.get('/your-matches', requireSignIn, supplier.yours)
matchingRoutes.get('/matches/:id/not-for-me', requireSignIn, supplier.notForMe)
matchingRoutes.post('/matches/:id/not-for-me', requireSignIn, supplier.sayNotForMe)
matchingRoutes.post('/matches/:id/take-back', requireSignIn, supplier.takeBack)

matchingRoutes.get('/challenges/:id/introductions', requireSignIn, introduce.introductions)
matchingRoutes.get('/challenges/:id/introductions/propose', requireSignIn, introduce.propose)
matchingRoutes.post('/challenges/:id/introductions/propose', requireSignIn, introduce.proposeWithWords)
matchingRoutes.get('/introductions', requireSignIn, introduce.ownIntroductions)
matchingRoutes.get('/introductions/:id', requireSignIn, introduce.introduction)
matchingRoutes.post('/introductions/:id/accept', requireSignIn, introduce.accept)
matchingRoutes.post('/introductions/:id/decline', requireSignIn, introduce.decline)
matchingRoutes.post('/introductions/:id/withdraw', requireSignIn, introduce.withdraw)
