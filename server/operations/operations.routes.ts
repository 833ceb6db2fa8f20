import { Router } from 'express'
import { limitRequests } from '../platform/limits.ts'
import { requireSignIn } from '../platform/page.ts'
import { board, boardPath } from './operations.board.ts'
import * as pages from './operations.pages.ts'
import * as recordPages from './operations.record.pages.ts'

/** The pages of whoever keeps Foothold running. */
export const operationsRoutes = Router()

operationsRoutes.use('/operations', requireSignIn, pages.administratorsOnly)
operationsRoutes.get('/operations', pages.overview)
operationsRoutes.get('/operations/queues/:queue', pages.queue)
operationsRoutes.post('/operations/queues/:queue/retry', pages.retry)
operationsRoutes.get('/operations/queues/:queue/jobs/:id/discard', pages.discardPage)
operationsRoutes.post('/operations/queues/:queue/jobs/:id/discard', pages.discard)
operationsRoutes.get('/operations/schedules', pages.schedules)
operationsRoutes.get('/operations/record', recordPages.recordPage)
operationsRoutes.post('/operations/record/verify', recordPages.verify)
operationsRoutes.get('/operations/emails', pages.emails)
operationsRoutes.post('/operations/emails', limitRequests('operations-look-up', 60, 600), pages.lookUp)
operationsRoutes.get('/operations/notices', pages.notices)
operationsRoutes.get('/operations/notices/:kind', pages.notice)
operationsRoutes.get('/operations/notices/:kind/html', pages.noticeHtml)
operationsRoutes.get('/operations/read-only', pages.switchPage)
operationsRoutes.post('/operations/read-only', pages.stop)
operationsRoutes.post('/operations/read-only/end', pages.resume)
operationsRoutes.use(boardPath, board)
