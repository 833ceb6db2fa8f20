import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as engagements from './groups.engagements.pages.ts'
import * as leaving from './groups.leaving.pages.ts'
import * as members from './groups.members.pages.ts'
import * as pages from './groups.pages.ts'
import * as posts from './groups.posts.pages.ts'
import * as watches from './groups.watches.pages.ts'

/** Working groups of authorities, the engagements that they hold, and watches on problems elsewhere. */
export const groupsRoutes = Router()

groupsRoutes.use('/groups', requireSignIn)
groupsRoutes.get('/groups', pages.list)
groupsRoutes.get('/groups/new', pages.newPage)
groupsRoutes.post('/groups/new', pages.create)
groupsRoutes.get('/groups/:id', pages.show)
groupsRoutes.get('/groups/:id/edit', pages.editPage)
groupsRoutes.post('/groups/:id/edit', pages.edit)
groupsRoutes.post('/groups/:id/join', pages.join)
groupsRoutes.post('/groups/:id/ask', pages.ask)
groupsRoutes.get('/groups/:id/leave', leaving.leavePage)
groupsRoutes.post('/groups/:id/leave', leaving.leave)
groupsRoutes.get('/groups/:id/close', leaving.closePage)
groupsRoutes.post('/groups/:id/close', leaving.close)
groupsRoutes.post('/groups/:id/mute', pages.mute)
groupsRoutes.post('/groups/:id/unmute', pages.unmute)
groupsRoutes.post('/groups/:id/posts', pages.post)

const post = '/groups/:id/posts/:postId'
groupsRoutes.get(post, posts.replyPage)
groupsRoutes.post(post, posts.reply)
groupsRoutes.get(`${post}/edit`, posts.editPage)
groupsRoutes.post(`${post}/edit`, posts.edit)
groupsRoutes.post(`${post}/withdraw`, posts.withdraw)
groupsRoutes.get(`${post}/hide`, posts.hidePage)
groupsRoutes.post(`${post}/hide`, posts.hide)

groupsRoutes.get('/groups/:id/members', members.members)
groupsRoutes.post('/groups/:id/requests/:requestId', members.decide)
groupsRoutes.post('/groups/:id/members/:userId/role', members.changeRole)
groupsRoutes.post('/groups/:id/members/:userId/remove', members.remove)

groupsRoutes.get('/groups/:groupId/engagements/new', engagements.newPage)
groupsRoutes.post('/groups/:groupId/engagements/new', engagements.create)
groupsRoutes.get('/engagements', engagements.list)
groupsRoutes.get('/engagements/:id', engagements.show)
for (const [path, page, save] of [
  ['edit', engagements.editPage, engagements.edit],
  ['announce', engagements.announcePage, engagements.announce],
  ['cancel', engagements.cancelPage, engagements.cancel],
  ['notes', engagements.notesPage, engagements.saveNotes],
] as const) {
  groupsRoutes.get(`/engagements/:id/${path}`, requireSignIn, page)
  groupsRoutes.post(`/engagements/:id/${path}`, requireSignIn, save)
}
groupsRoutes.post('/engagements/:id/register', requireSignIn, engagements.register)
groupsRoutes.post('/engagements/:id/unregister', requireSignIn, engagements.unregister)
groupsRoutes.post('/engagements/:id/agree', requireSignIn, engagements.agree)
groupsRoutes.post('/engagements/:id/disagree', requireSignIn, engagements.disagree)
groupsRoutes.post('/engagements/:id/draft', requireSignIn, engagements.draft)

groupsRoutes.get('/your-watches', requireSignIn, watches.list)
groupsRoutes.post('/your-watches', requireSignIn, watches.keep)
groupsRoutes.post('/your-watches/:id/delete', requireSignIn, watches.remove)
