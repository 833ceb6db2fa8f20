import { Router } from 'express'
import { requireSignIn } from '../platform/page.ts'
import * as consortium from './proposals.consortium.pages.ts'
import * as extensions from './proposals.extension.pages.ts'
import * as openings from './proposals.openings.pages.ts'
import * as partnerships from './proposals.partnerships.pages.ts'
import * as board from './proposals.partner-board.pages.ts'
import * as pages from './proposals.pages.ts'
import * as receipts from './proposals.receipts.pages.ts'
import * as received from './proposals.received.pages.ts'
import * as submit from './proposals.submit.pages.ts'

/** Answering a challenge, and reading the answers once it is closed. */
export const proposalsRoutes = Router()

proposalsRoutes.use(['/proposals', '/partnerships', '/your-proposals', '/received-proposals'], requireSignIn)
proposalsRoutes.get('/your-proposals', pages.list)
proposalsRoutes.post('/challenges/:id/proposals', requireSignIn, pages.start)
proposalsRoutes.get('/challenges/:id/partners', requireSignIn, board.show)
proposalsRoutes.post('/challenges/:id/partners', requireSignIn, board.write)
proposalsRoutes.post('/challenges/:id/partners/withdraw', requireSignIn, board.withdraw)
proposalsRoutes.get('/proposals/:id', pages.show)
proposalsRoutes.get('/proposals/:id/edit', pages.edit)
proposalsRoutes.post('/proposals/:id/edit', pages.save)
proposalsRoutes.post('/proposals/:id/begin-anew', pages.beginAnew)
proposalsRoutes.get('/proposals/:id/files', pages.files)
proposalsRoutes.post('/proposals/:id/files', pages.addFiles)
proposalsRoutes.post('/proposals/:id/files/:fileId/remove', pages.dropFile)
proposalsRoutes.get('/proposals/:id/files/:fileId', pages.file)
proposalsRoutes.get('/proposals/:id/consortium', consortium.show)
proposalsRoutes.post('/proposals/:id/consortium', consortium.save)
proposalsRoutes.post('/proposals/:id/partners', consortium.invite)
proposalsRoutes.get('/proposals/:id/partners/:partnershipId', consortium.partner)
proposalsRoutes.post('/proposals/:id/partners/:partnershipId', consortium.change)
proposalsRoutes.post('/proposals/:id/partners/:partnershipId/remove', consortium.remove)
proposalsRoutes.get('/partnerships/:id', partnerships.show)
proposalsRoutes.post('/partnerships/:id/answer', partnerships.answer)
proposalsRoutes.post('/partnerships/:id/confirm', partnerships.confirm)
proposalsRoutes.post('/partnerships/:id/leave', partnerships.leave)
proposalsRoutes.get('/partnerships/:id/draft', partnerships.draft)
proposalsRoutes.get('/partner-invitations/:token', partnerships.invitation)
proposalsRoutes.post('/partner-invitations/:token', requireSignIn, partnerships.claim)
proposalsRoutes.get('/proposals/:id/check', submit.check)
proposalsRoutes.post('/proposals/:id/submit', submit.submit)
proposalsRoutes.get('/proposals/:id/receipt', submit.receipt)
proposalsRoutes.get('/proposals/:id/submitted/:version', submit.sealedText)
proposalsRoutes.get('/proposals/:id/withdraw', submit.confirmWithdrawal)
proposalsRoutes.post('/proposals/:id/withdraw', submit.withdraw)
proposalsRoutes.get('/proposals/:id/receipts/:version', receipts.download)
proposalsRoutes.get('/verify-receipt', receipts.ask)
proposalsRoutes.post('/verify-receipt', receipts.check)
proposalsRoutes.get('/.well-known/foothold-receipt-keys.json', receipts.keys)
proposalsRoutes.get('/challenges/:id/opening/extension', requireSignIn, extensions.extension)
proposalsRoutes.post('/challenges/:id/opening/extension', requireSignIn, extensions.extend)
proposalsRoutes.get('/challenges/:id/opening', requireSignIn, openings.show)
proposalsRoutes.post('/challenges/:id/opening', requireSignIn, openings.open)
proposalsRoutes.post('/challenges/:id/opening/hand-over', requireSignIn, openings.giveShare)
proposalsRoutes.get('/challenges/:id/proposals', requireSignIn, received.list)
proposalsRoutes.get('/received-proposals/:id', received.show)
proposalsRoutes.get('/received-proposals/:id/files/:fileId', received.file)
