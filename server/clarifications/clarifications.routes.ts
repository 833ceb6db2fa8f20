import { Router } from 'express'
import { limitRequests } from '../platform/limits.ts'
import { requireSignIn } from '../platform/page.ts'
import * as asking from './clarifications.ask.pages.ts'
import * as broker from './clarifications.broker.pages.ts'
import * as pages from './clarifications.pages.ts'
import { sessionsRoutes } from './clarifications.sessions.routes.ts'
import * as closing from './clarifications.closing.pages.ts'
import * as drafts from './clarifications.drafts.pages.ts'
import * as logFiles from './clarifications.log.pages.ts'
import * as privately from './clarifications.private.pages.ts'
import * as files from './clarifications.files.pages.ts'
import * as several from './clarifications.several.pages.ts'
import * as topics from './clarifications.topics.pages.ts'
import * as votes from './clarifications.votes.pages.ts'

/** Questions and answers on a challenge. */
export const clarificationsRoutes = Router()

clarificationsRoutes.use(sessionsRoutes)
clarificationsRoutes.get('/challenges/:id/questions', pages.log)
clarificationsRoutes.get('/challenges/:id/questions/newer', pages.newer)
clarificationsRoutes.get('/challenges/:id/questions/similar', asking.similar)
clarificationsRoutes.get('/challenges/:id/questions/ask', requireSignIn, asking.ask)
clarificationsRoutes.post('/challenges/:id/questions', requireSignIn, asking.sendQuestion)
clarificationsRoutes.get('/questions/:id/answer', requireSignIn, pages.answer)
clarificationsRoutes.post(
  '/questions/:id/answer',
  requireSignIn,
  drafts.keepingSentFiles(pages.publishAnswer),
)
clarificationsRoutes.get('/questions/:id/report', requireSignIn, pages.report)
clarificationsRoutes.post('/questions/:id/report', requireSignIn, pages.sendReport)
clarificationsRoutes.get('/questions/:id/moderate', requireSignIn, broker.moderate)
clarificationsRoutes.post('/questions/:id/redact', requireSignIn, broker.redact)
clarificationsRoutes.post('/questions/:id/merge', requireSignIn, broker.merge)
clarificationsRoutes.post('/questions/:id/dismiss', requireSignIn, broker.dismiss)

clarificationsRoutes.get('/private-questions/:id', requireSignIn, privately.show)
clarificationsRoutes.post('/private-questions/:id/wordings', requireSignIn, privately.propose)
clarificationsRoutes.post('/private-questions/:id/agree', requireSignIn, privately.agree)
clarificationsRoutes.post('/private-questions/:id/decline', requireSignIn, privately.decline)
clarificationsRoutes.post('/private-questions/:id/withdraw', requireSignIn, privately.withdraw)

clarificationsRoutes.get('/challenges/:id/questions/settings', requireSignIn, votes.settings)
clarificationsRoutes.post('/challenges/:id/questions/settings', requireSignIn, votes.saveSettings)
clarificationsRoutes.post('/questions/:id/vote', requireSignIn, votes.vote)
clarificationsRoutes.post('/questions/:id/show', requireSignIn, votes.show)

clarificationsRoutes.post('/questions/:id/draft', requireSignIn, drafts.keepingSentFiles(drafts.saveDraft))
clarificationsRoutes.post(
  '/questions/:id/ask-sign-off',
  requireSignIn,
  drafts.keepingSentFiles(drafts.askForSignOff),
)
clarificationsRoutes.post('/questions/:id/sign-off', requireSignIn, drafts.signItOff)
clarificationsRoutes.post('/questions/:id/correct', requireSignIn, drafts.keepingSentFiles(drafts.correct))

clarificationsRoutes.get('/questions/:id/files/:fileId', files.download)
clarificationsRoutes.post('/questions/:id/redact-file', requireSignIn, files.redact)
clarificationsRoutes.get('/challenges/:id/questions/several', requireSignIn, several.several)
clarificationsRoutes.post('/challenges/:id/questions/several', requireSignIn, several.dealWithSeveral)

clarificationsRoutes.get('/questions/:id/topics', requireSignIn, topics.topics)
clarificationsRoutes.post('/questions/:id/topics', requireSignIn, topics.saveTopics)

clarificationsRoutes.get('/questions/:id/leave', requireSignIn, closing.leave)
clarificationsRoutes.post('/questions/:id/leave', requireSignIn, closing.sendLeave)
clarificationsRoutes.post('/challenges/:id/questions/close', requireSignIn, closing.close)

clarificationsRoutes.get('/challenges/:id/questions.csv', logFiles.csv)
clarificationsRoutes.get('/challenges/:id/questions.json', logFiles.json)
clarificationsRoutes.get('/challenges/:id/questions.pdf', limitRequests('log-pdf', 30, 60), logFiles.pdf)
