import { Router } from 'express'
import { notFound } from '../platform/errors.ts'
import { limitRequests } from '../platform/limits.ts'
import * as pages from './publication.ocds.pages.ts'

/** The open data for programs, below /api/ocds: for anybody, without a session. */
export const ocdsRoutes = Router()

ocdsRoutes.use(limitRequests('ocds', 240, 60), pages.openToAll)
ocdsRoutes.get('/releases', pages.releases)
ocdsRoutes.get('/releases/:id', pages.release)
ocdsRoutes.get('/records/:ocid', pages.record)
ocdsRoutes.get('/enquiries/:ocid', pages.enquiries)
ocdsRoutes.use(() => {
  throw notFound()
})
