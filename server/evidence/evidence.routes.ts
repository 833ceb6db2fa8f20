import { Router } from 'express'
import { limitRequests } from '../platform/limits.ts'
import { requireSignIn } from '../platform/page.ts'
import * as authority from './evidence.authority.pages.ts'
import * as pages from './evidence.pages.ts'
import * as report from './evidence.report.pages.ts'

/** What Foothold does, in figures, beside what public record says of everybody. */
export const evidenceRoutes = Router()

// Each choice that nobody made before is reckoned and drawn; an authority's record is one, too.
const reckoned = limitRequests('evidence', 120, 60)
evidenceRoutes.use('/evidence', reckoned)
evidenceRoutes.get('/evidence', pages.evidence)
evidenceRoutes.get('/evidence/records', pages.records)
evidenceRoutes.get('/evidence/method', pages.method)
evidenceRoutes.post('/evidence/rebuild', requireSignIn, pages.rebuild)
evidenceRoutes.get('/evidence/report/:year.pdf', report.yearlyReport)
evidenceRoutes.get('/evidence/:chart.csv', pages.csv)
evidenceRoutes.get('/authorities/:code/record', reckoned, authority.record)
evidenceRoutes.post('/authorities/:code/record/challenges', requireSignIn, authority.startChallenge)
