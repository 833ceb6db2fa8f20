import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as amending from './challenges.amend.pages.ts'
import * as attachments from './challenges.attachments.pages.ts'
import * as coach from './challenges.coach.pages.ts'
import * as editing from './challenges.edit.pages.ts'
import * as own from './challenges.own.pages.ts'
import * as pages from './challenges.pages.ts'
import * as plan from './challenges.plan.pages.ts'
import * as problems from './challenges.problems.pages.ts'
import * as review from './challenges.review.pages.ts'
import * as searches from './challenges.searches.pages.ts'
import * as together from './challenges.together.pages.ts'

/** The pages of the challenges room. */
export const challengesRoutes = Router()

challengesRoutes.get('/challenges', pages.list)
challengesRoutes.get('/problems', problems.list)
challengesRoutes.get('/problems.csv', problems.csv)
challengesRoutes.get('/problems.json', problems.json)
challengesRoutes.get('/your-challenges', requireSignIn, own.listOwn)
challengesRoutes.get('/your-searches', requireSignIn, searches.yours)
challengesRoutes.get('/your-searches/new', requireSignIn, searches.newPage)
challengesRoutes.post('/your-searches/new', requireSignIn, searches.saveNew)
challengesRoutes.get('/your-searches/:id', requireSignIn, searches.changePage)
challengesRoutes.post('/your-searches/:id', requireSignIn, searches.change)
challengesRoutes.post('/your-searches/:id/criteria', requireSignIn, searches.changeCriteria)
challengesRoutes.post('/your-searches/:id/delete', requireSignIn, searches.remove)
challengesRoutes.get('/challenges/new', requireSignIn, own.startPage)
challengesRoutes.post('/challenges/new', requireSignIn, own.start)
challengesRoutes.post('/challenges/from-template/:slug', requireSignIn, own.fromTemplate)

challengesRoutes.get('/challenges/:id', pages.show)
challengesRoutes.get('/challenges/:id/versions', pages.versions)
challengesRoutes.get('/challenges/:id/versions/:number', pages.version)
challengesRoutes.get('/challenges/:id/attachments/:fileId', pages.attachment)
challengesRoutes.post('/challenges/:id/follow', requireSignIn, pages.follow)
challengesRoutes.post('/challenges/:id/unfollow', requireSignIn, pages.unfollow)
challengesRoutes.post('/challenges/:id/copy', requireSignIn, own.copy)

challengesRoutes.get('/challenges/:id/edit', requireSignIn, editing.taskList)
challengesRoutes.get('/challenges/:id/edit/check', requireSignIn, editing.checkPage)
challengesRoutes.post('/challenges/:id/edit/check', requireSignIn, editing.submit)
challengesRoutes.get('/challenges/:id/edit/coach', requireSignIn, coach.coachPage)
challengesRoutes.post('/challenges/:id/edit/coach/accept', requireSignIn, coach.accept)
challengesRoutes.get('/challenges/:id/edit/coach/keep', requireSignIn, coach.keepPage)
challengesRoutes.post('/challenges/:id/edit/coach/keep', requireSignIn, coach.keepWords)
challengesRoutes.post('/challenges/:id/edit/coach/take-up', requireSignIn, coach.takeUp)
challengesRoutes.get('/challenges/:id/edit/attachments', requireSignIn, attachments.attachmentsPage)
challengesRoutes.post('/challenges/:id/edit/attachments', requireSignIn, attachments.attach)
challengesRoutes.post('/challenges/:id/edit/attachments/:fileId/remove', requireSignIn, attachments.detach)
challengesRoutes.get('/challenges/:id/edit/:section', requireSignIn, editing.sectionPage)
challengesRoutes.post('/challenges/:id/edit/:section', requireSignIn, editing.save)

challengesRoutes.get('/challenges/:id/review', requireSignIn, review.reviewPage)
challengesRoutes.post('/challenges/:id/publish', requireSignIn, review.publish)
challengesRoutes.post('/challenges/:id/unschedule', requireSignIn, review.unschedule)
challengesRoutes.post('/challenges/:id/return', requireSignIn, review.giveBack)
challengesRoutes.get('/challenges/:id/amend', requireSignIn, amending.amendPage)
challengesRoutes.post('/challenges/:id/amend', requireSignIn, amending.amend)
challengesRoutes.get('/challenges/:id/withdraw', requireSignIn, review.withdrawPage)
challengesRoutes.post('/challenges/:id/withdraw', requireSignIn, review.withdraw)

challengesRoutes.get('/challenges/:id/joint', requireSignIn, together.jointPage)
challengesRoutes.post('/challenges/:id/joint', requireSignIn, together.invite)
challengesRoutes.post('/challenges/:id/joint/several', requireSignIn, together.inviteSharers)
challengesRoutes.post('/challenges/:id/joint/decide', requireSignIn, together.decide)
challengesRoutes.post('/challenges/:id/joint/:authorityId/remove', requireSignIn, together.uninvite)
challengesRoutes.get('/challenges/:id/same-problem', requireSignIn, together.sameProblemPage)
challengesRoutes.post('/challenges/:id/same-problem', requireSignIn, together.share)
challengesRoutes.post('/challenges/:id/same-problem/take-back', requireSignIn, together.unshare)

challengesRoutes.get('/challenges/:id/route', requireSignIn, plan.routePage)
challengesRoutes.post('/challenges/:id/route', requireSignIn, plan.choose)
challengesRoutes.get('/challenges/:id/plan', requireSignIn, plan.planPage)
challengesRoutes.get('/challenges/:id/plan.ics', requireSignIn, plan.calendar)
challengesRoutes.post('/challenges/:id/plan/steps/:stepId', requireSignIn, plan.move)
challengesRoutes.post('/challenges/:id/plan/tasks', requireSignIn, plan.add)
challengesRoutes.post('/challenges/:id/plan/tasks/:taskId', requireSignIn, plan.change)
challengesRoutes.post('/challenges/:id/plan/tasks/:taskId/remove', requireSignIn, plan.remove)
